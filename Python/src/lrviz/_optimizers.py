"""Optimizers of PyTorch as lrviz writes them."""

from __future__ import annotations

from typing import Any

from ._reading import call, defaults

# Those whose training lrviz has exactly, with the arguments that change it.
KNOWN = {
    "SGD": ("momentum", "dampening", "weight_decay", "nesterov"),
    "Adam": ("betas", "eps", "weight_decay", "amsgrad"),
    "AdamW": ("betas", "eps", "weight_decay", "amsgrad"),
    "RMSprop": ("alpha", "eps", "weight_decay", "momentum", "centered"),
    "Adagrad": ("lr_decay", "weight_decay", "initial_accumulator_value", "eps"),
    "NAdam": ("betas", "eps", "weight_decay", "momentum_decay", "decoupled_weight_decay"),
    "RAdam": ("betas", "eps", "weight_decay", "decoupled_weight_decay"),
    "Adamax": ("betas", "eps", "weight_decay"),
    "Adadelta": ("rho", "eps", "weight_decay"),
}


def read(optimizer: Any) -> tuple[str | None, list[str]]:
    """Return the optimizer's call, as built (its defaults, not what a scheduler has made of a group), and notes."""
    optimizer = getattr(optimizer, "optimizer", optimizer)  # accelerate wraps it
    kind = type(optimizer)
    if kind.__name__ not in KNOWN or not kind.__module__.startswith("torch.optim"):
        return None, [f"lrviz does not train with {kind.__name__}; its rates are shown all the same"]
    arguments = {name: optimizer.defaults[name] for name in KNOWN[kind.__name__] if name in optimizer.defaults}
    return call(kind.__name__, arguments, defaults(kind)), []
