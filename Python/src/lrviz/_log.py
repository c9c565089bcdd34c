"""Writing a run as `lrviz watch` follows it: JSON lines, the plan in the first."""

from __future__ import annotations

import json
import os
from types import TracebackType
from typing import Any

from ._spec import spec


class Log:
    """A log of JSON lines, flushed line by line.

    With `scheduler` (live, PyTorch's) the first line holds the plan, and each row the rates in force. A file that is
    there is continued with `resume`, and never overwritten.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        scheduler: Any = None,
        plan: Any = None,
        interval: str | None = None,
        steps: int | None = None,
        resume: bool = False,
    ) -> None:
        """Open the log; `plan` is a spec where there is no live scheduler, `steps` the length of the run.

        Raises FileExistsError for a file that is there, without `resume`.
        """
        self.path = os.fspath(path)
        self._optimizer = getattr(scheduler, "optimizer", None)
        try:
            self._file = open(self.path, "a" if resume else "x", encoding="utf-8")  # noqa: SIM115
        except FileExistsError:
            raise FileExistsError(
                f"'{self.path}' is there already: name another file, or go on in it with resume=True"
            ) from None
        described = plan if plan is not None else scheduler
        if described is not None and self._file.tell() == 0:
            self._write({"lrviz": self._plan(described, interval, steps)})

    @staticmethod
    def _plan(described: Any, interval: str | None, steps: int | None) -> dict[str, Any]:
        planned = spec(described) if steps is None else spec(described, steps)
        header: dict[str, Any] = {"plan": planned.text, "interval": interval or planned.interval}
        if planned.lrs is not None:
            header["lr"] = list(planned.lrs)
        if planned.optimizer is not None:
            header["optimizer"] = planned.optimizer
        if steps is not None:
            header["epochs"] = steps
        return header

    def step(self, step: int, **values: Any) -> None:
        """Write a row: the step, the rates of the optimizer if a scheduler was given, and `values` by name.

        `train_loss`, `val_loss`, `val_accuracy` and `epoch` are known by name. Tensors of one element are numbers.
        """
        row: dict[str, Any] = {"step": int(step)}
        if self._optimizer is not None and "lr" not in values:
            row["lr"] = [_plain(group["lr"]) for group in self._optimizer.param_groups]
        row.update((name, _plain(value)) for name, value in values.items())
        self._write(row)

    def _write(self, row: dict[str, Any]) -> None:
        self._file.write(json.dumps(row) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file; writing a row afterwards is an error."""
        self._file.close()

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _plain(value: Any) -> Any:
    """Turn a value into what JSON lines hold; what is not finite stays NaN or Infinity, as Python writes them."""
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if hasattr(value, "item") and callable(value.item):
        return value.item()
    return value
