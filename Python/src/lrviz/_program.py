"""Where the program is, and running it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path


class LRVizError(RuntimeError):
    """What the program said when it refused; `status` is its exit status (sysexits, as 64 for a bad spec)."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


def _candidates() -> Iterator[str]:
    given = os.environ.get("LRVIZ")
    if given:
        yield given
    for scheme in (None, "posix_user", "posix_prefix"):
        folder = sysconfig.get_path("scripts", scheme) if scheme else sysconfig.get_path("scripts")
        yield os.path.join(folder, "lrviz")
    # `pip install --target FOLDER` puts scripts beside the package.
    yield str(Path(__file__).resolve().parent.parent / "bin" / "lrviz")
    found = shutil.which("lrviz")
    if found:
        yield found


def program() -> str:
    """Return the path of the lrviz program: $LRVIZ, this environment's, or the one on the PATH.

    Raises LRVizError where there is none.
    """
    for path in _candidates():
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise LRVizError(
        "there is no 'lrviz' program in this environment or on the PATH; "
        "install the wheel of this platform, or name the program in LRVIZ",
        status=69,
    )


def run(arguments: Sequence[str], accept: Sequence[int] = (0,)) -> str:
    """Run the program and return its standard output; notes go to stderr.

    Raises LRVizError with the program's own words where its status is not among `accept`.
    """
    done = subprocess.run([program(), *arguments], capture_output=True, encoding="utf-8")
    words = done.stderr.strip()
    if done.returncode not in accept:
        raise LRVizError(
            words.replace("lrviz: error: ", "") or f"lrviz ended with status {done.returncode}",
            done.returncode,
        )
    if words:
        print(words, file=sys.stderr)
    return done.stdout
