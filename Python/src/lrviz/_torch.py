"""Schedulers of PyTorch, and those that transformers and accelerate build of them."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable
from typing import Any

from . import _functions, _optimizers, _transformers
from ._reading import (
    Reading,
    Written,
    call,
    defaults,
    from_attributes,
    one_or_each,
    roundest,
    table,
)

MODULES = ("torch.optim.lr_scheduler", "torch.optim.swa_utils")


def read(scheduler: Any, steps: int) -> Reading | None:
    """Read a scheduler of PyTorch, or of a class made from one; None for any other object."""
    notes: list[str] = []
    if type(scheduler).__module__ == "accelerate.scheduler":
        if not scheduler.split_batches and scheduler.step_with_optimizer:
            notes.append("accelerate steps this scheduler once for each process at every step()")
        scheduler = scheduler.scheduler
    if not any(base.__module__ in MODULES for base in type(scheduler).__mro__):
        return None
    reading = _Reader(scheduler, steps).reading()
    reading.notes[:0] = notes
    return reading


class _Unreadable(Exception):
    """A part has no form of its own: the whole becomes a table."""


class _Reader:
    def __init__(self, scheduler: Any, steps: int) -> None:
        self.scheduler = scheduler
        self.steps = steps
        self.functions = _functions.Functions()
        self.interval = "epoch"

    def reading(self) -> Reading:
        groups = self.scheduler.optimizer.param_groups
        optimizer, notes = _optimizers.read(self.scheduler.optimizer)
        try:
            text = self.call(self.scheduler)
        except (_Unreadable, _functions.NoSource) as reason:
            rows = rates(self.scheduler, self.steps)
            notes.append(f"{reason}: a table of its next {self.steps} rates, from step {steps_made(self.scheduler)} on")
            return Reading(table(rows), lrs=[1.0] * len(rows), optimizer=optimizer, notes=notes)
        return Reading(
            text,
            definitions=self.functions.definitions,
            lrs=[float(group.get("initial_lr", group["lr"])) for group in groups],
            optimizer=optimizer,
            interval=self.interval,
            step=steps_made(self.scheduler),
            notes=notes,
        )

    def call(self, scheduler: Any) -> str:
        kind = type(scheduler)
        if kind.__module__ not in MODULES:
            raise _Unreadable(f"lrviz does not know {kind.__name__}")
        special: Callable[[Any], str] | None = getattr(self, kind.__name__, None)
        if special is not None:
            return special(scheduler)
        arguments = from_attributes(scheduler, skip=("optimizer", "last_epoch"))
        return call(kind.__name__, arguments, defaults(kind))

    # One method for each class whose attributes are not its arguments, under the class's own name.

    def MultiStepLR(self, scheduler: Any) -> str:
        arguments = {
            "milestones": sorted(scheduler.milestones.elements()),
            "gamma": scheduler.gamma,
        }
        return call("MultiStepLR", arguments, defaults(type(scheduler)))

    def LambdaLR(self, scheduler: Any) -> str:
        known = [_transformers.call(function, lr) for function, lr in zip(scheduler.lr_lambdas, scheduler.base_lrs)]
        if known[0] is not None and all(one == known[0] for one in known):
            self.interval = "step"
            return known[0]
        return self.with_functions(scheduler)

    def MultiplicativeLR(self, scheduler: Any) -> str:
        return self.with_functions(scheduler)

    def with_functions(self, scheduler: Any) -> str:
        written = [self.functions.expression(function) for function in scheduler.lr_lambdas]
        inside = one_or_each(written)
        text = inside if isinstance(inside, str) else f"[{', '.join(inside)}]"
        return f"{type(scheduler).__name__}(lr_lambda={text})"

    def SequentialLR(self, scheduler: Any) -> str:
        arguments = {
            "schedulers": self.children(scheduler),
            "milestones": list(scheduler._milestones),
        }
        return call("SequentialLR", arguments, {})

    def ChainedScheduler(self, scheduler: Any) -> str:
        return call("ChainedScheduler", {"schedulers": self.children(scheduler)}, {})

    def children(self, scheduler: Any) -> Written:
        return Written("[" + ", ".join(self.call(one) for one in scheduler._schedulers) + "]")

    def ReduceLROnPlateau(self, scheduler: Any) -> str:
        arguments = from_attributes(
            scheduler,
            ["mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "eps"],
        )
        arguments["min_lr"] = one_or_each(scheduler.min_lrs)
        return call("ReduceLROnPlateau", arguments, defaults(type(scheduler)))

    def CosineAnnealingWarmRestarts(self, scheduler: Any) -> str:
        arguments = from_attributes(scheduler, ["T_0", "T_mult", "eta_min"])
        return call("CosineAnnealingWarmRestarts", arguments, defaults(type(scheduler)))

    def SWALR(self, scheduler: Any) -> str:
        groups = scheduler.optimizer.param_groups
        arguments = {
            "swa_lr": one_or_each([group["swa_lr"] for group in groups]),
            "anneal_epochs": scheduler.anneal_epochs,
            "anneal_strategy": scheduler._anneal_strategy,
        }
        return call("SWALR", arguments, defaults(type(scheduler)))

    def CyclicLR(self, scheduler: Any) -> str:
        total, ratio = scheduler.total_size, scheduler.step_ratio
        up = roundest(total * ratio, lambda x: x / total == ratio)
        down = total - up
        arguments: dict[str, Any] = {
            "base_lr": one_or_each(scheduler.base_lrs),
            "max_lr": one_or_each(scheduler.max_lrs),
            "step_size_up": int(up) if up == int(up) else up,
        }
        if down != up:
            arguments["step_size_down"] = int(down) if down == int(down) else down
        if scheduler._scale_fn_custom is None:
            arguments["mode"] = scheduler.mode
            arguments["gamma"] = scheduler.gamma
        else:
            arguments["scale_fn"] = Written(self.functions.expression(scheduler._scale_fn_custom))
            arguments["scale_mode"] = scheduler.scale_mode
        arguments["cycle_momentum"] = scheduler.cycle_momentum
        if scheduler.cycle_momentum:
            arguments["base_momentum"] = one_or_each(scheduler.base_momentums)
            arguments["max_momentum"] = one_or_each(scheduler.max_momentums)
        self.interval = "step"
        return call("CyclicLR", arguments, defaults(type(scheduler)))

    def OneCycleLR(self, scheduler: Any) -> str:
        groups = scheduler.optimizer.param_groups
        total, end = scheduler.total_steps, scheduler._schedule_phases[0]["end_step"]

        def divides(high: str, low: str) -> float:
            return roundest(
                groups[0][high] / groups[0][low],
                lambda x: all(group[high] / x == group[low] for group in groups),
            )

        arguments = {
            "max_lr": one_or_each([group["max_lr"] for group in groups]),
            "total_steps": total,
            "pct_start": roundest((end + 1) / total, lambda x: float(x * total) - 1 == end),
            "anneal_strategy": scheduler._anneal_func_type,
            "cycle_momentum": scheduler.cycle_momentum,
            "div_factor": divides("max_lr", "initial_lr"),
            "final_div_factor": divides("initial_lr", "min_lr"),
            "three_phase": len(scheduler._schedule_phases) == 3,
        }
        if scheduler.cycle_momentum:
            arguments["base_momentum"] = one_or_each([group["base_momentum"] for group in groups])
            arguments["max_momentum"] = one_or_each([group["max_momentum"] for group in groups])
        self.interval = "step"
        return call("OneCycleLR", arguments, defaults(type(scheduler)))


def steps_made(scheduler: Any) -> int:
    """Return how often a scheduler has stepped; ChainedScheduler keeps no count of its own."""
    while not hasattr(scheduler, "last_epoch"):
        scheduler = scheduler._schedulers[0]
    return max(0, int(scheduler.last_epoch))


def rates(scheduler: Any, steps: int) -> list[list[float]]:
    """Return the rates of each group over `steps` steps from now on, made on a copy: nothing of yours is stepped.

    Raises ValueError for a scheduler that a metric drives.
    """
    if "metrics" in type(scheduler).step.__code__.co_varnames[: type(scheduler).step.__code__.co_argcount]:
        raise ValueError(f"{type(scheduler).__name__} needs a metric at each step: its rates are no table")
    optimizer = scheduler.optimizer
    stand_in = copy.copy(optimizer)
    stand_in.param_groups = [{**group, "params": []} for group in optimizer.param_groups]
    # The copy refers to the stand-in wherever the scheduler refers to the optimizer, and copies no weights.
    twin = copy.deepcopy(scheduler, {id(optimizer): stand_in})
    rows: list[list[float]] = [[] for _ in stand_in.param_groups]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for index in range(steps):
            for row, group in zip(rows, stand_in.param_groups):
                row.append(float(group["lr"]))
            if index + 1 < steps:
                twin.step()
    return rows
