"""Schedules of Keras: their configuration holds the arguments."""

from __future__ import annotations

from typing import Any

from ._reading import Reading, call, defaults, table

KNOWN = (
    "CosineDecay",
    "CosineDecayRestarts",
    "ExponentialDecay",
    "InverseTimeDecay",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
)


def read(scheduler: Any, steps: int) -> Reading | None:
    """Read a LearningRateSchedule or the ReduceLROnPlateau callback of Keras; None for any other object."""
    kind = type(scheduler)
    if kind.__name__ == "ReduceLROnPlateau" and _is_of_keras(kind):
        return _plateau(scheduler)
    if not any(base.__name__ == "LearningRateSchedule" and _is_of_keras(base) for base in kind.__mro__):
        return None
    if kind.__name__ in KNOWN and _is_of_keras(kind):
        arguments = {key: value for key, value in scheduler.get_config().items() if key != "name"}
        return Reading(call(kind.__name__, arguments, defaults(kind)), interval="step")
    rates = [float(scheduler(step)) for step in range(steps)]
    return Reading(
        table([rates]),
        lrs=[1.0],
        interval="step",
        notes=[f"lrviz does not know {kind.__name__}: a table of its first {steps} rates"],
    )


def _is_of_keras(kind: type) -> bool:
    return kind.__module__.split(".")[0] in ("keras", "tf_keras", "tensorflow")


def _plateau(callback: Any) -> Reading:
    names = ("monitor", "factor", "patience", "mode", "min_delta", "cooldown", "min_lr")
    arguments = {name: getattr(callback, name) for name in names if hasattr(callback, name)}
    return Reading(call("keras.callbacks.ReduceLROnPlateau", arguments, defaults(type(callback))))
