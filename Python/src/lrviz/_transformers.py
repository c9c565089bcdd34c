"""The functions with which transformers fills LambdaLR."""

from __future__ import annotations

import functools
from typing import Any

from ._reading import call as write
from ._reading import defaults

# What the function is called when its name does not tell. The cosine with min_lr has replaced the plain one of the same
# name, so its keyword decides.
NAMES = {
    "_get_wsd_scheduler_lambda": "get_wsd_schedule",
    "_get_inverse_sqrt_schedule_lr_lambda": "get_inverse_sqrt_schedule",
    "_get_cosine_with_min_lr_schedule_with_warmup_lr_rate_lambda": (
        "get_cosine_with_min_lr_schedule_with_warmup_lr_rate"
    ),
}
SUFFIX = "_lr_lambda"


def call(function: Any, lr: float) -> str | None:
    """Return the call that made this function for a group of base rate `lr`, None where transformers did not."""
    if not isinstance(function, functools.partial):
        return None
    inner = function.func
    if inner.__module__ != "transformers.optimization":
        return None
    name = NAMES.get(inner.__name__)
    if name is None and inner.__name__.endswith(SUFFIX):
        name = inner.__name__[1 : -len(SUFFIX)]
    arguments = dict(function.keywords)
    if arguments.get("min_lr_rate") and name == "get_cosine_schedule_with_warmup":
        name = "get_cosine_with_min_lr_schedule_with_warmup"
    elif name == "get_cosine_schedule_with_warmup":
        arguments.pop("min_lr_rate", None)
    # The polynomial is drawn for the rate in the optimizer's defaults, which a group need not have.
    if arguments.pop("lr_init", lr) != lr:
        return None
    import transformers.optimization as library

    builder = getattr(library, name or "", None)
    if builder is None or name is None:
        return None
    return write(name, arguments, defaults(builder))
