"""A callback for Lightning's Trainer, which logs what `lrviz watch` follows."""

from __future__ import annotations

import os
from typing import Any

try:
    from lightning.pytorch import Callback
except ImportError:
    from pytorch_lightning import Callback

from ._log import Log


class LogCallback(Callback):  # type: ignore[misc]
    """Trainer(callbacks=[LogCallback("run.jsonl")]): a row every `every` steps and after each validation.

    The rates are those of the first optimizer; what the module logs comes along by its own names.
    """

    def __init__(self, path: str | os.PathLike[str], *, every: int = 1, resume: bool = False) -> None:
        self.path = path
        self.every = every
        self.resume = resume
        self._log: Log | None = None
        self._rates: list[Any] = []

    def on_train_start(self, trainer: Any, pl_module: Any) -> None:
        """Open the log; of several processes the first writes."""
        if not trainer.is_global_zero:
            return
        configured = trainer.lr_scheduler_configs
        steps = trainer.estimated_stepping_batches
        self._log = Log(
            self.path,
            plan=configured[0].scheduler if configured else None,
            interval=configured[0].interval if configured else None,
            steps=self._length(trainer, configured, steps),
            resume=self.resume,
        )

    @staticmethod
    def _length(trainer: Any, configured: Any, steps: Any) -> int | None:
        if configured and configured[0].interval == "epoch":
            return trainer.max_epochs if trainer.max_epochs and trainer.max_epochs > 0 else None
        return int(steps) if steps and steps != float("inf") else None

    def on_train_batch_start(self, trainer: Any, pl_module: Any, batch: Any, batch_idx: int) -> None:
        """Keep the rates in force: when the batch is reported as done, Lightning has stepped the scheduler."""
        self._rates = _rates(trainer)

    def on_train_batch_end(self, trainer: Any, pl_module: Any, outputs: Any, batch: Any, batch_idx: int) -> None:
        """Write the loss of the batch and the rates that it was trained with."""
        if self._log is None or trainer.global_step % self.every:
            return
        loss = outputs.get("loss") if isinstance(outputs, dict) else outputs
        values = {} if loss is None else {"train_loss": loss}
        self._row(trainer, values, self._rates)

    def on_validation_end(self, trainer: Any, pl_module: Any) -> None:
        """Write what validation has logged."""
        if self._log is None or trainer.sanity_checking:
            return
        values = {name: value for name, value in trainer.callback_metrics.items() if "val" in name}
        if values:
            self._row(trainer, values, _rates(trainer))

    def on_train_end(self, trainer: Any, pl_module: Any) -> None:
        """Close the log."""
        if self._log is not None:
            self._log.close()
            self._log = None

    def _row(self, trainer: Any, values: dict[str, Any], rates: list[Any]) -> None:
        if self._log is None:
            return
        if rates:
            values["lr"] = rates
        self._log.step(trainer.global_step, epoch=trainer.current_epoch, **values)


def _rates(trainer: Any) -> list[Any]:
    return [group["lr"] for group in trainer.optimizers[0].param_groups] if trainer.optimizers else []
