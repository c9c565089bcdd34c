"""Looking: a chart, the lab, and a run as it is logged."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ._log import Log
from ._program import LRVizError, program, run
from ._spec import Spec, spec


class Chart:
    """A chart of a schedule: a picture where a notebook shows it, text where it is printed."""

    def __init__(self, schedule: Spec, steps: int) -> None:
        self.spec = schedule
        self.steps = steps

    def svg(self) -> str:
        """Return the chart as SVG."""
        with tempfile.TemporaryDirectory(prefix="lrviz-") as folder:
            path = Path(folder, "chart.svg")
            self.save(path)
            return path.read_text(encoding="utf-8")

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the chart to a file that ends in .svg or .png."""
        self._run("--output", os.fspath(path))

    def _repr_svg_(self) -> str:
        return self.svg()

    def __str__(self) -> str:
        size = shutil.get_terminal_size()
        return self._run("--size", f"{size.columns}x{max(8, min(size.lines - 2, 24))}").rstrip("\n")

    def _run(self, *options: str) -> str:
        with self.spec.arguments() as arguments:
            return run(["plot", *arguments, "--epochs", str(self.steps), *options])


def plot(scheduler: Any, steps: int = 100) -> Chart:
    """Draw the learning rate over `steps` epochs, or steps where the scheduler counts those.

    In a notebook the chart that is returned shows itself as a picture; elsewhere it is printed at once.
    """
    chart = Chart(spec(scheduler, steps), steps)
    if not _in_notebook():
        print(chart)
    return chart


def lab(scheduler: Any, steps: int | None = None) -> None:
    """Open the lab with this scheduler, and return when it is left. Raises LRVizError where there is no terminal."""
    schedule = spec(scheduler) if steps is None else spec(scheduler, steps)
    with schedule.arguments() as arguments:
        options = [] if steps is None else ["--epochs", str(steps)]
        done = subprocess.run([program(), "lab", *arguments, *options])
    if done.returncode:
        raise LRVizError(f"lrviz lab ended with status {done.returncode}", done.returncode)


@contextlib.contextmanager
def watch(path: str | os.PathLike[str], **options: Any) -> Iterator[Log]:
    """Log to `path` and, inside tmux, follow it in a pane beside this one; `options` are those of Log.

    Elsewhere the command that follows it is printed. The pane stays when the run is over, as its end is worth a look.
    """
    with Log(path, **options) as log:
        command = [program(), "watch", os.path.abspath(path)]
        if os.environ.get("TMUX") and shutil.which("tmux"):
            subprocess.run(["tmux", "split-window", "-d", "-h", shlex.join(command)], check=False)
        else:
            print(f"follow it with: lrviz watch {shlex.quote(os.fspath(path))}", file=sys.stderr)
        yield log


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    # Colab's, for one, is a class of its own made from it.
    return any(base.__name__ == "ZMQInteractiveShell" for base in type(shell).__mro__)
