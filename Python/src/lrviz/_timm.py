"""Schedulers of timm: each argument is kept in an attribute of its own name."""

from __future__ import annotations

from typing import Any

from . import _optimizers
from ._reading import Reading, call, defaults, from_attributes

KNOWN = (
    "CosineLRScheduler",
    "StepLRScheduler",
    "MultiStepLRScheduler",
    "PolyLRScheduler",
    "TanhLRScheduler",
)
NOISE = ("noise_range_t", "noise_type", "noise_pct", "noise_std", "noise_seed")


def read(scheduler: Any, steps: int) -> Reading | None:
    """Read a scheduler of timm; None for any other object."""
    kind = type(scheduler)
    if not kind.__module__.startswith("timm.scheduler"):
        return None
    if kind.__name__ not in KNOWN:
        raise ValueError(f"lrviz has timm's {', '.join(KNOWN)}, not {kind.__name__}")
    optimizer, notes = _optimizers.read(scheduler.optimizer)
    if scheduler.noise_range_t is not None:
        notes.append("without timm's noise, which is drawn at random")
    arguments = from_attributes(scheduler, skip=("optimizer", "initialize", *NOISE))
    return Reading(
        call(kind.__name__, arguments, defaults(kind)),
        lrs=[float(lr) for lr in scheduler.base_values],
        optimizer=optimizer,
        interval="epoch" if scheduler.t_in_epochs else "step",
        notes=notes,
    )
