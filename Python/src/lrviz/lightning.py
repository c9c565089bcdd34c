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

    Steps count from 0, as in Lightning's own logs. A row has the rates that its step was made with, of the first
    optimizer; what the module logs comes along by its own names.
    """

    def __init__(self, path: str | os.PathLike[str], *, every: int = 1, resume: bool = False) -> None:
        self.path = path
        self.every = every
        self.resume = resume
        self._log: Log | None = None
        self._rates: list[Any] = []
        self._steps = 0

    def on_train_start(self, trainer: Any, pl_module: Any) -> None:
        """Open the log; of several processes the first writes."""
        if not trainer.is_global_zero:
            return
        self._steps = trainer.global_step
        configured = _configured(trainer)
        self._log = Log(
            self.path,
            plan=configured.scheduler if configured else None,
            interval=configured.interval if configured else None,
            steps=_length(trainer, configured.interval) if configured else None,
            resume=self.resume,
        )

    def on_train_batch_start(self, trainer: Any, pl_module: Any, batch: Any, batch_idx: int) -> None:
        """Keep the rates in force: when the batch is reported as done, Lightning has stepped the scheduler."""
        self._rates = _rates(trainer)

    def on_train_batch_end(self, trainer: Any, pl_module: Any, outputs: Any, batch: Any, batch_idx: int) -> None:
        """Write the loss of the batch and the rates that it was trained with: of gathered batches, the last."""
        if trainer.global_step == self._steps:
            return
        self._steps = trainer.global_step
        if self._log is None or self._steps % self.every:
            return
        loss = outputs.get("loss") if isinstance(outputs, dict) else outputs
        values = {} if loss is None else {"train_loss": loss}
        self._row(trainer, values, self._rates)

    def on_validation_end(self, trainer: Any, pl_module: Any) -> None:
        """Write what validation has logged, beside the rates of the last batch before it."""
        if self._log is None or trainer.sanity_checking:
            return
        values = {name: value for name, value in trainer.callback_metrics.items() if "val" in name}
        if values:
            self._row(trainer, values, self._rates)

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
        self._log.step(max(0, self._steps - 1), epoch=trainer.current_epoch, **values)


def _configured(trainer: Any) -> Any:
    """Return the scheduler of the first optimizer as it is configured; one that steps only now and then is no plan."""
    for one in trainer.lr_scheduler_configs:
        if one.scheduler.optimizer is trainer.optimizers[0] and one.frequency == 1:
            return one
    return None


def _length(trainer: Any, interval: str) -> int | None:
    """Return how many epochs or steps the run takes, None where it has no end."""
    if interval == "epoch":
        return trainer.max_epochs if trainer.max_epochs and trainer.max_epochs > 0 else None
    steps = trainer.estimated_stepping_batches
    return int(steps) if steps != float("inf") else None


def _rates(trainer: Any) -> list[Any]:
    return [group["lr"] for group in trainer.optimizers[0].param_groups] if trainer.optimizers else []
