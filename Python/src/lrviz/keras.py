"""A callback for Keras, which logs what `lrviz watch` follows."""

from __future__ import annotations

import os
from typing import Any

from keras.callbacks import Callback

from ._log import Log

# How Keras calls what lrviz knows by other names.
NAMES = {"loss": "train_loss", "accuracy": "train_accuracy", "learning_rate": "lr"}


class LogCallback(Callback):  # type: ignore[misc]
    """model.fit(callbacks=[LogCallback("run.jsonl")]): a row for each epoch, the plan in the first line.

    The rate of a row is the one that its epoch was trained with; of a schedule, which has one for each step, the last.
    """

    def __init__(self, path: str | os.PathLike[str], *, resume: bool = False) -> None:
        super().__init__()
        self.path = path
        self.resume = resume
        self._log: Log | None = None
        self._is_scheduled = False
        self._rate = 0.0

    def on_train_begin(self, logs: Any = None) -> None:
        """Open the log; a schedule of the optimizer is the plan."""
        schedule = getattr(self.model.optimizer, "_learning_rate", None)
        scheduled = self._is_scheduled = callable(schedule) and hasattr(schedule, "get_config")
        steps = self.params.get("steps")
        epochs = self.params.get("epochs")
        self._log = Log(
            self.path,
            plan=schedule if scheduled else None,
            interval="step" if scheduled else None,
            steps=steps * epochs if scheduled and steps and epochs else None,
            resume=self.resume,
        )

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Keep the rate that the epoch begins with: at its end another callback may have set that of the next."""
        if batch == 0 and not self._is_scheduled:
            self._rate = float(self.model.optimizer.learning_rate)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Write the epoch's losses and metrics."""
        if self._log is None:
            return
        row = {NAMES.get(name, name): value for name, value in (logs or {}).items()}
        row["lr"] = float(self.model.optimizer.learning_rate) if self._is_scheduled else self._rate
        self._log.step(int(self.model.optimizer.iterations), epoch=epoch + 1, **row)

    def on_train_end(self, logs: Any = None) -> None:
        """Close the log."""
        if self._log is not None:
            self._log.close()
            self._log = None
