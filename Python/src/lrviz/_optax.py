"""Schedules of optax: functions that remember their arguments in what they close over."""

from __future__ import annotations

import contextlib
import inspect
import types
from typing import Any

from ._reading import Reading, Written, call, table

# The arguments in the order of optax' signatures, of the builders that make a function themselves: the others
# (warm-ups, one cycle, SGDR) put these together.
ARGUMENTS = {
    "polynomial_schedule": (
        "init_value",
        "end_value",
        "power",
        "transition_steps",
        "transition_begin",
    ),
    "exponential_decay": (
        "init_value",
        "transition_steps",
        "decay_rate",
        "transition_begin",
        "staircase",
        "end_value",
    ),
    "cosine_decay_schedule": ("init_value", "decay_steps", "alpha", "exponent"),
    "piecewise_constant_schedule": ("init_value", "boundaries_and_scales"),
}
WHOLE = ("transition_steps", "transition_begin", "decay_steps")


def read(scheduler: Any, steps: int) -> Reading | None:
    """Read a function of optax, and any other function of a step as a table; None for any other object."""
    if not inspect.isfunction(scheduler):
        return None
    text = _call(scheduler)
    if text is not None:
        return Reading(text, interval="step")
    rates = [float(scheduler(step)) for step in range(steps)]
    return Reading(
        table([rates]),
        lrs=[1.0],
        interval="step",
        notes=[f"a table of the first {steps} values of {scheduler.__qualname__}"],
    )


def _call(function: Any) -> str | None:
    if not inspect.isfunction(function) or not function.__module__.startswith("optax."):
        return None
    builder = function.__qualname__.split(".")[0]
    kept = _kept(function)
    if builder == "join_schedules":
        parts = [_call(one) for one in kept["schedules"]]
        if any(part is None for part in parts):
            return None
        schedules = Written("[" + ", ".join(part for part in parts if part) + "]")
        return call(
            "optax.join_schedules",
            {"schedules": schedules, "boundaries": list(kept["boundaries"])},
            {},
        )
    if "init_value" in kept and function.__name__ == "<lambda>":
        return call("optax.constant_schedule", {"value": kept["init_value"]}, {})
    if builder == "constant_schedule":
        return call("optax.constant_schedule", {"value": kept["value"]}, {})
    if builder == "piecewise_interpolate_schedule":
        interpolated = {
            "interpolate_type": kept["interpolate_fn"].__name__.split("_")[1],
            "init_value": kept["init_value"],
            "boundaries_and_scales": dict(zip(kept["boundaries"], kept["scales"])),
        }
        return call(f"optax.{builder}", interpolated, {})
    if builder not in ARGUMENTS:
        return None
    arguments = {name: kept[name] for name in ARGUMENTS[builder] if name in kept}
    for name in WHOLE:
        # cosine_decay_schedule turns its own argument into a float at the first call.
        if name in arguments and arguments[name] == int(arguments[name]):
            arguments[name] = int(arguments[name])
    return call(f"optax.{builder}", arguments, {})


def _kept(function: types.FunctionType) -> dict[str, Any]:
    """Return what a function closes over; a name that its builder left unset is left out."""
    kept: dict[str, Any] = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
        with contextlib.suppress(ValueError):
            kept[name] = cell.cell_contents
    return kept
