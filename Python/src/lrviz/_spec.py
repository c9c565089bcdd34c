"""A live scheduler as lrviz writes it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from . import _keras, _optax, _timm, _torch
from ._reading import Reading


@dataclass(frozen=True)
class Spec:
    """A schedule in lrviz's language, with what stands outside the call.

    `text` is Python: the call, after the definitions that it needs. `lrs` is the base rate of each parameter group
    (None where the schedule decides alone), `optimizer` the optimizer's call (None where lrviz has none of that
    class), `interval` "step" where the library counts optimizer steps, `step` how often the scheduler has stepped so
    far. `notes` say what could not be taken as it is.
    """

    text: str
    lrs: tuple[float, ...] | None = None
    optimizer: str | None = None
    interval: str = "epoch"
    step: int = 0
    notes: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return self.text

    @contextlib.contextmanager
    def arguments(self, *, optimizer: bool = True) -> Iterator[list[str]]:
        """Give the program's arguments for this schedule; a long text stands in a file while the context lasts."""
        options: list[str] = []
        if self.lrs is not None:
            options += ["--lr", ",".join(repr(lr) for lr in self.lrs)]
        if optimizer and self.optimizer is not None:
            options += ["--optimizer", self.optimizer]
        if self.interval != "epoch":
            options += ["--interval", self.interval]
        if "\n" not in self.text and len(self.text) < 4096:
            yield [self.text, *options]
            return
        # A command line has room for 128 KiB in one argument.
        handle, path = tempfile.mkstemp(prefix="lrviz-", suffix=".py")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(self.text + "\n")
            yield [path, *options]
        finally:
            os.unlink(path)


def spec(scheduler: Any, steps: int = 1000) -> Spec:
    """Return what `scheduler` is in lrviz's language.

    A string is taken as a spec already. Schedulers of PyTorch (with its SWALR), transformers, timm, Keras and optax
    are read from their attributes; functions in LambdaLR from their source. Where there is none to be had, and for a
    PyTorch scheduler that is a class of your own, the rates of the next `steps` steps become a table, made on a copy.

    Raises TypeError for an object that is no scheduler, ValueError for one that only a metric drives and that lrviz
    does not know.
    """
    if isinstance(scheduler, Spec):
        return scheduler
    if isinstance(scheduler, str):
        return Spec(scheduler)
    for library in (_torch, _timm, _keras, _optax):
        reading: Reading | None = library.read(scheduler, steps)
        if reading is not None:
            return Spec(
                text="\n".join([*reading.definitions, reading.call]),
                lrs=tuple(reading.lrs) if reading.lrs is not None else None,
                optimizer=reading.optimizer,
                interval=reading.interval,
                step=reading.step,
                notes=tuple(reading.notes),
            )
    raise TypeError(
        "expected a spec, or a scheduler of PyTorch, transformers, timm, Keras or optax, "
        f"not {type(scheduler).__name__}"
    )
