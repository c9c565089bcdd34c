"""`python -m lrviz` is the program."""

import os
import sys

from ._program import LRVizError, program


def main() -> None:
    """Become the program, so that signals and the exit status are its own."""
    try:
        path = program()
    except LRVizError as error:
        sys.exit(f"lrviz: {error}")
    os.execv(path, [path, *sys.argv[1:]])


if __name__ == "__main__":
    main()
