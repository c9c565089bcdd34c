"""A callback for transformers' Trainer, which logs what `lrviz watch` follows."""

from __future__ import annotations

import os
from typing import Any

from transformers import TrainerCallback

from ._log import Log

# How the Trainer calls what lrviz knows by other names.
NAMES = {
    "loss": "train_loss",
    "learning_rate": "lr",
    "eval_loss": "val_loss",
    "eval_accuracy": "val_accuracy",
}
# The mean over the whole run, logged once at its end beside the last loss.
LEFT_OUT = ("train_loss", "total_flos", "train_runtime")


class LogCallback(TrainerCallback):  # type: ignore[misc]
    """Trainer(callbacks=[LogCallback("run.jsonl")]): a row for each log of the Trainer, the plan in the first line."""

    def __init__(self, path: str | os.PathLike[str], *, resume: bool = False) -> None:
        self.path = path
        self.resume = resume
        self._log: Log | None = None

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Open the log; of several processes the first writes."""
        if state.is_world_process_zero:
            self._log = Log(
                self.path,
                plan=kwargs.get("lr_scheduler"),
                interval="step",
                steps=state.max_steps if state.max_steps > 0 else None,
                resume=self.resume,
            )

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **kwargs: Any) -> None:
        """Write what the Trainer logs."""
        if self._log is None or not logs:
            return
        row = {NAMES.get(name, name): value for name, value in logs.items() if name not in LEFT_OUT}
        if row.keys() - {"epoch"}:
            self._log.step(state.global_step, **row)

    def on_train_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Close the log."""
        if self._log is not None:
            self._log.close()
            self._log = None
