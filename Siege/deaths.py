"""Ends the program in 12 ways in each of 6 states; the terminal must be as it was before, every time."""

import contextlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from terminal import Session

SLOW = ["--epochs", "100000", "--speed", "20"]


class State:
    """A way to get the program into a state: its arguments, the keys, and what is then on the screen."""

    def __init__(self, arguments, drawn, keys=(), is_suspended=False):
        self.arguments, self.drawn, self.keys, self.is_suspended = arguments, drawn, keys, is_suspended

    def open(self, program, folder, disk_is_full=False):
        """Start the program in `folder`, or in a full file system of a page."""
        arguments = [str(folder / "run.jsonl") if part == "LOG" else part for part in self.arguments]
        place = folder / "full" if disk_is_full else folder
        environment = {"XDG_STATE_HOME": str(place), "XDG_CONFIG_HOME": str(place)}
        session = Session([program, *arguments], environment=environment, before=lambda: os.chdir(place))
        if not session.until(self.drawn):
            raise AssertionError(f"never drawn: {self.drawn}")
        for keys, drawn in self.keys:
            session.send(keys)
            if not session.until(drawn):
                raise AssertionError(f"after {keys!r} never drawn: {drawn}")
        if self.is_suspended:
            session.send("\x1a")
            if not session.stopped():
                raise AssertionError("not stopped by Ctrl-Z")
        return session


STATES = {
    "training": State(["lab", "StepLR(10)", *SLOW], "StepLR"),
    "watch": State(["watch", "LOG"], "run.jsonl"),
    "plan": State(["plan", "CosineAnnealingLR(T_max=1000000)", "--epochs", "1000000"], "CosineAnnealingLR"),
    "editor": State(["lab", "StepLR(10)", *SLOW], "StepLR", [("i", "Enter")]),
    "suspended": State(["lab", "StepLR(10)", *SLOW], "StepLR", is_suspended=True),
    "page": State(["lab", "StepLR(10)", *SLOW], "StepLR", [("?", "Esc")]),
}


def resume(session):
    """A stopped program gets its signals when it goes on."""
    session.signal(signal.SIGCONT)


def by_signal(number):
    def die(open_state):
        session = open_state()
        session.signal(number)
        resume(session)
        return session, session.wait()

    return die


def terminal_closed(open_state):
    session = open_state()
    os.close(session.slave)
    os.close(session.master)
    session.master = session.slave = -1
    resume(session)
    end = time.monotonic() + 10
    while not session.ended() and time.monotonic() < end:
        time.sleep(0.02)
    return session, session.ended()


def out_of_memory(open_state):
    """An allocation fails at once when no more of the address space may be used."""
    session = open_state()
    resource.prlimit(session.pid, resource.RLIMIT_AS, (1, resource.RLIM_INFINITY))
    resume(session)
    end = time.monotonic() + 3
    while not session.ended() and time.monotonic() < end:
        session.send("\x1b?=ac")
        session.read(0.05)
    if not session.ended():
        # It has lived on what it had, which is as good.
        resource.prlimit(session.pid, resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        session.signal(signal.SIGTERM)
    return session, session.wait()


def full_disk(open_state):
    """What is written finds no room."""
    session = open_state(disk_is_full=True)
    resume(session)
    session.send("\x1bw")
    session.read(0.5)
    session.signal(signal.SIGTERM)
    return session, session.wait()


def stopped_and_resumed(open_state):
    session = open_state()
    for _ in range(3):
        session.signal(signal.SIGTSTP)
        if not session.stopped():
            break
        session.signal(signal.SIGCONT)
        session.read(0.3)
    session.signal(signal.SIGTERM)
    return session, session.wait()


def stalled_output(open_state):
    """Nobody reads what it draws, until it has ended."""
    session = open_state()
    resume(session)
    for _ in range(200):
        session.send("\x0c")
        time.sleep(0.005)
    session.signal(signal.SIGTERM)
    time.sleep(0.5)
    return session, session.wait()


@contextlib.contextmanager
def full_file_system(place):
    """A file system without room, where one may be mounted; else a folder in which nothing may be made."""
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", place], capture_output=True)
    try:
        if mounted.returncode == 0:
            (place / "filling").write_bytes(bytes(4096))
        else:
            place.chmod(0o500)
            print("deaths: no file system may be mounted here; a read-only folder stands for the full disk")
        yield
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", place], check=True)


WAYS = {
    "SIGINT": by_signal(signal.SIGINT),
    "SIGTERM": by_signal(signal.SIGTERM),
    "SIGHUP": by_signal(signal.SIGHUP),
    "SIGQUIT": by_signal(signal.SIGQUIT),
    "SIGABRT": by_signal(signal.SIGABRT),
    "a trap": by_signal(signal.SIGILL),
    "a bad address": by_signal(signal.SIGSEGV),
    "terminal closed": terminal_closed,
    "out of memory": out_of_memory,
    "full disk": full_disk,
    "stopped and resumed": stopped_and_resumed,
    "stalled output": stalled_output,
}


def main(program):
    """Return the failures."""
    program = str(Path(program).resolve())
    good, failures = 0, []
    with tempfile.TemporaryDirectory() as name, full_file_system(Path(name) / "full"):
        folder = Path(name)
        (folder / "run.jsonl").write_text("".join(f'{{"step": {i}, "lr": 0.1, "train_loss": 1}}\n' for i in range(50)))
        for way, die in WAYS.items():
            for state_name, state in STATES.items():
                session = None
                try:
                    session, ended = die(lambda state=state, **options: state.open(program, folder, **options))
                    left = session.left_behind() if ended and session.master >= 0 else []
                    if not ended:
                        left.insert(0, "it did not end")
                except AssertionError as error:
                    left = [str(error)]
                finally:
                    if session is not None:
                        session.close()
                if left:
                    failures.append(f"{way} while {state_name}: {', '.join(left)}")
                else:
                    good += 1
    print(f"deaths: {good} of {good + len(failures)} leave the terminal as it was")
    return failures


if __name__ == "__main__":
    failures = main(sys.argv[1])
    print("\n".join(failures))
    sys.exit(1 if failures else 0)
