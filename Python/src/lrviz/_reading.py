"""What each library's reader finds, and how values are written."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Reading:
    """A scheduler as read: its call, the lines that must stand before it, and what belongs to the optimizer."""

    call: str
    definitions: list[str] = field(default_factory=list)
    lrs: list[float] | None = None
    optimizer: str | None = None
    interval: str = "epoch"
    step: int = 0
    notes: list[str] = field(default_factory=list)


def written(value: Any) -> str:
    """Write a value as Python: numbers of numpy and tensors as plain ones, sequences as lists.

    Raises TypeError for what is no constant.
    """
    if hasattr(value, "item") and callable(value.item) and getattr(value, "ndim", 0) == 0:
        value = value.item()
    if value is None or isinstance(value, (bool, int, str)):
        return repr(value)
    if isinstance(value, float):
        # repr writes inf and nan as names that Python does not have.
        return repr(value) if value - value == 0 else f"float({str(value)!r})"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written(k)}: {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        inside = ", ".join(written(one) for one in value)
        return (
            f"({inside},)"
            if isinstance(value, tuple) and len(value) == 1
            else (f"({inside})" if isinstance(value, tuple) else f"[{inside}]")
        )
    raise TypeError(f"{type(value).__name__} is no constant")


def call(name: str, arguments: Mapping[str, Any], defaults: Mapping[str, Any]) -> str:
    """Write a call with keywords, leaving out what is the default anyway."""
    parts = []
    for key, value in arguments.items():
        if key in defaults and type(defaults[key]) is type(value) and defaults[key] == value:
            continue
        parts.append(f"{key}={value.text if isinstance(value, Written) else written(value)}")
    return f"{name}({', '.join(parts)})"


@dataclass(frozen=True)
class Written:
    """An argument that is Python text already."""

    text: str


def defaults(callable_: Callable[..., Any]) -> dict[str, Any]:
    """Return the parameters of a function or class that have a default, with it."""
    return {
        name: parameter.default
        for name, parameter in inspect.signature(callable_).parameters.items()
        if parameter.default is not parameter.empty
    }


def from_attributes(scheduler: Any, names: Sequence[str] | None = None, skip: Sequence[str] = ()) -> dict[str, Any]:
    """Return the constructor's arguments where each is kept in an attribute of its own name."""
    names = names or list(inspect.signature(type(scheduler).__init__).parameters)[1:]
    return {name: getattr(scheduler, name) for name in names if name not in skip and hasattr(scheduler, name)}


def roundest(value: float, holds: Callable[[float], bool]) -> float:
    """Return the number of fewest digits near `value` that `holds`: what a person gave, before it was divided."""
    for digits in range(1, 17):
        candidate = float(f"{value:.{digits}g}")
        if holds(candidate):
            return candidate
    return value


def one_or_each(values: Sequence[Any]) -> Any:
    """Return the value that all groups share, else the list."""
    return values[0] if all(value == values[0] for value in values) else list(values)


def table(rows: Sequence[Sequence[float]]) -> str:
    """Write the rates of each group as a LambdaLR over base rates of 1: they come out as they went in."""
    functions = [f"lambda step: {written([float(x) for x in row])}[min(step, {len(row) - 1})]" for row in rows]
    inside = functions[0] if len(functions) == 1 else "[" + ", ".join(functions) + "]"
    return f"LambdaLR(lr_lambda={inside})"
