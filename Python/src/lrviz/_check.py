"""Whether rates follow a plan: those of a log, and those of a live scheduler."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ._program import run
from ._spec import Spec, spec
from ._torch import rates


@dataclass(frozen=True)
class Verdict:
    """What `lrviz check` says of a log: `verdict` is "match", or a word such as "off_by_one" or "stepped_per_batch".

    `max_relative_deviation` is that of the rate, `at` the place of the largest, `remedy` the line that likely mends it.
    """

    verdict: str
    explanation: str
    max_relative_deviation: float | None
    at: float | None
    details: Mapping[str, Any]
    remedy: str | None

    @property
    def matches(self) -> bool:
        """Whether the logged rate follows the plan."""
        return self.verdict == "match"

    def __str__(self) -> str:
        return f"{self.verdict}: {self.explanation}"


def check(
    path: str | os.PathLike[str],
    plan: Any,
    *,
    lr: float | Sequence[float] | None = None,
    epochs: int | None = None,
    interval: str | None = None,
    steps_per_epoch: int | None = None,
) -> Verdict:
    """Compare the learning rate in the log at `path` with `plan`, a spec or a live scheduler.

    `epochs` counts in the unit of `interval`. Raises LRVizError for a log that cannot be read or a spec that is none.
    """
    options = ["--format", "json"]
    if lr is not None:
        options += [
            "--lr",
            ",".join(repr(float(x)) for x in ([lr] if isinstance(lr, (int, float)) else lr)),
        ]
    for name, value in (
        ("--epochs", epochs),
        ("--interval", interval),
        ("--steps-per-epoch", steps_per_epoch),
    ):
        if value is not None:
            options += [name, str(value)]
    with spec(plan).arguments() as (text, *own):
        # What is said here counts more than what the scheduler knows.
        own = [part for name, value in zip(own[::2], own[1::2]) if name not in options for part in (name, value)]
        output = run(["check", os.fspath(path), "--plan", text, *own, *options], accept=(0, 1))
    found = json.loads(output)
    return Verdict(
        verdict=found["verdict"],
        explanation=found["explanation"],
        max_relative_deviation=_number(found.get("max_relative_deviation")),
        at=_number(found.get("at")),
        details=found.get("details", {}),
        remedy=found.get("remedy"),
    )


def assert_schedule(scheduler: Any, plan: Any, steps: int = 100, *, relative: float = 1e-12) -> None:
    """Assert that a PyTorch scheduler gives the rates of `plan` over its next `steps` steps.

    `plan` is a spec, which starts from the scheduler's base rates, or another scheduler. The scheduler is copied, never
    stepped. Rates count as equal within `relative` of the plan's largest. Raises AssertionError naming the first step
    and group that differ.
    """
    planned = spec(plan)
    own = spec(scheduler, steps)
    actual = rates(scheduler, steps)
    expected = _planned(planned, own, steps + own.step)
    if len(expected) != len(actual):
        raise AssertionError(f"the plan has {len(expected)} parameter groups, the scheduler {len(actual)}")
    for group, (wanted, found) in enumerate(zip(expected, actual)):
        tolerance = relative * max(abs(x) for x in wanted)
        for step, (x, y) in enumerate(zip(wanted[own.step :], found), start=own.step):
            if not abs(x - y) <= tolerance:
                raise AssertionError(f"step {step}, group {group}: {planned} gives {x!r}, the scheduler {y!r}")


def _planned(planned: Spec, own: Spec, steps: int) -> list[list[float]]:
    lrs = planned.lrs or own.lrs
    whole = Spec(planned.text, lrs=lrs, optimizer=planned.optimizer or own.optimizer)
    with whole.arguments() as arguments:
        output = run(["print", *arguments, "--epochs", str(steps), "--format", "json"])
    return [[_number(x) or 0.0 for x in row] for row in json.loads(output)["schedules"][0]["lrs"]]


def _number(value: Any) -> float | None:
    """Read a number as lrviz writes it: those that are not finite are strings."""
    return None if value is None else float(value)
