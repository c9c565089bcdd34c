"""Learning-rate schedules seen, checked and followed: what `lrviz` does, from Python.

    >>> import lrviz
    >>> lrviz.spec(scheduler)            # a live scheduler as lrviz writes it
    >>> lrviz.plot(scheduler, 1000)      # a chart, here or in a notebook
    >>> lrviz.check("run.jsonl", plan)   # whether a run followed its plan

Nothing but the standard library is imported; frameworks only where their objects are given.
"""

from ._check import Verdict, assert_schedule, check
from ._log import Log
from ._program import LRVizError, program
from ._show import Chart, lab, plot, watch
from ._spec import Spec, spec

__all__ = [
    "Chart",
    "LRVizError",
    "Log",
    "Spec",
    "Verdict",
    "assert_schedule",
    "check",
    "lab",
    "plot",
    "program",
    "spec",
    "watch",
]
