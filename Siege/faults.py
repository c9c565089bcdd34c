"""Full disks, read-only folders, vanishing files, short and slow pipes, small limits: a clear error, the right exit status,
nothing half-written."""

import contextlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from deaths import full_file_system

OUTPUTS = [
    (["print", "StepLR(10)", "--epochs", "100000", "--output"], "x.csv"),
    (["plot", "StepLR(10)", "--output"], "x.svg"),
    (["plot", "StepLR(10)", "--output"], "x.png"),
    (["train", "StepLR(10)", "--epochs", "2", "--speed", "max", "--workload", "mock", "--output"], "x.csv"),
    (["check", "LOG", "--plan", "StepLR(10)", "--output"], "x.txt"),
]
STREAMS = [
    ["print", "StepLR(10)", "--epochs", "300000", "--format", "csv"],
    ["print", "StepLR(10)", "--epochs", "100000", "--format", "json"],
    ["inspect", "LOG", "--series", "lr"],
    ["train", "StepLR(10)", "--epochs", "2000", "--speed", "max", "--workload", "mock", "--format", "csv"],
]


class Faults:
    """Runs the program in adverse places and collects what is wrong with how it takes it."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.log = folder / "run.jsonl"
        self.log.write_text("".join(f'{{"step": {i}, "lr": 0.1, "train_loss": 1}}\n' for i in range(100_000)))
        self.count, self.failures = 0, []

    def run(self, arguments, statuses, name, **options):
        arguments = [str(self.log) if one == "LOG" else one for one in arguments]
        started = time.monotonic()
        try:
            done = subprocess.run([self.program, *arguments], capture_output=True, timeout=60, **options)
        except subprocess.TimeoutExpired:
            return self.say(f"{name}: {arguments[0]} hung")
        self.count += 1
        if done.returncode not in statuses:
            self.say(f"{name}: {arguments} gave {done.returncode}, not one of {statuses}: {done.stderr[-300:]!r}")
        if done.returncode and done.returncode != -signal.SIGPIPE and not done.stderr.startswith(b"lrviz: "):
            self.say(f"{name}: {arguments} said {done.stderr[-300:]!r}")
        if time.monotonic() - started > 20:
            self.say(f"{name}: {arguments} took {time.monotonic() - started:.0f} s")
        return done

    def say(self, failure):
        self.failures.append(failure)

    def full_disk(self):
        with full_file_system(self.folder / "full"):
            self.outputs(self.folder / "full", "full disk")

    def outputs(self, place, name):
        before = sorted(place.iterdir())
        for arguments, file in OUTPUTS:
            self.run([*arguments, str(place / file)], {74}, name)
            if sorted(place.iterdir()) != before:
                self.say(f"{name}: {arguments[0]} left {set(place.iterdir()) - set(before)}")

    def no_folder(self):
        self.outputs_to(self.folder / "none", "a folder that is not there")

    def outputs_to(self, place, name):
        for arguments, file in OUTPUTS:
            self.run([*arguments, str(place / file)], {74}, name)

    def full_stream(self):
        for arguments in STREAMS:
            with open("/dev/full", "wb") as full:
                command = [str(self.log) if one == "LOG" else one for one in arguments]
                done = subprocess.run([self.program, *command], stdout=full, stderr=subprocess.PIPE, timeout=60)
            self.count += 1
            if done.returncode != 74:
                self.say(f"/dev/full: {arguments[0]} gave {done.returncode}")

    def closed_pipe(self):
        for arguments in STREAMS:
            command = [str(self.log) if one == "LOG" else one for one in arguments]
            child = subprocess.Popen([self.program, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            child.stdout.read(10)
            child.stdout.close()
            words = child.stderr.read()
            self.count += 1
            if child.wait(timeout=30) not in (0, 74, 141, -signal.SIGPIPE):
                self.say(f"closed pipe: {arguments[0]} gave {child.returncode}: {words[-200:]!r}")

    def slow_pipe(self):
        """Read a little at a time: every byte comes, as into a file."""
        command = [self.program, "print", "StepLR(10)", "--epochs", "3000", "--format", "csv"]
        whole = subprocess.run(command, capture_output=True).stdout
        child = subprocess.Popen(command, stdout=subprocess.PIPE)
        slow = bytearray()
        while data := os.read(child.stdout.fileno(), 997):
            slow += data
            time.sleep(0.002)
        child.wait()
        self.count += 1
        if bytes(slow) != whole:
            self.say(f"slow pipe: {len(slow)} of {len(whole)} bytes")

    def interrupted_calls(self):
        """Signals that mean nothing interrupt its system calls all the while."""
        command = [self.program, *STREAMS[0]]
        whole = subprocess.run(command, capture_output=True).stdout
        child = subprocess.Popen(command, stdout=subprocess.PIPE)
        running = True

        def disturb():
            while running:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGWINCH)
                    os.kill(child.pid, signal.SIGCONT)
                time.sleep(0.001)

        thread = threading.Thread(target=disturb)
        thread.start()
        data = child.stdout.read()
        running = False
        thread.join()
        child.wait()
        self.count += 1
        if data != whole:
            self.say(f"interrupted calls: {len(data)} of {len(whole)} bytes")

    def vanishing_file(self):
        """A log that goes while it is read, again and again."""
        for _ in range(20):
            victim = self.folder / "victim.jsonl"
            victim.write_bytes(self.log.read_bytes())
            child = subprocess.Popen(
                [self.program, "inspect", str(victim)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            time.sleep(0.003)
            with open(victim, "r+b") as file:
                file.truncate(1000)
            victim.unlink()
            child.communicate(timeout=30)
            self.count += 1
            if child.returncode not in (0, 65, 66, 74):
                self.say(f"vanishing file: {child.returncode}")

    def unreadable(self):
        self.run(["inspect", str(self.folder / "none.csv")], {66}, "no file")
        self.run(["print", str(self.folder / "none.py")], {64, 66}, "no file")
        self.run(["inspect", "/proc/self/mem"], {65, 66, 74}, "a file that cannot be read")
        self.run(["inspect", "/dev/null"], {65}, "nothing")

    def limits(self):
        """Little memory, few files, no more processes or threads."""

        def limit(kind, value):
            return lambda: resource.setrlimit(kind, (value, value))

        commands = [
            ["print", "StepLR(10)", "--epochs", "20"],
            ["plot", "StepLR(10)"],
            ["inspect", "LOG"],
            ["check", "LOG"],
        ]
        for arguments in commands:
            self.run(arguments, {0, 1}, "16 files", preexec_fn=limit(resource.RLIMIT_NOFILE, 16))
            self.run(arguments, {0, 1}, "600 MB", preexec_fn=limit(resource.RLIMIT_AS, 600 << 20))
            if os.getuid():
                self.run(arguments, {0, 1}, "no more processes", preexec_fn=limit(resource.RLIMIT_NPROC, 1))
            self.run(arguments, {0, 1}, "files of no size", preexec_fn=limit(resource.RLIMIT_FSIZE, 0))


def main(program, seconds=120):
    """Return the failures."""
    program = str(Path(program).resolve())
    with tempfile.TemporaryDirectory() as name:
        faults = Faults(program, Path(name))
        for part in (
            faults.full_disk, faults.no_folder, faults.full_stream, faults.closed_pipe, faults.slow_pipe,
            faults.interrupted_calls, faults.vanishing_file, faults.unreadable, faults.limits,
        ):  # fmt: skip
            part()
    print(f"faults: {faults.count} tried, {len(faults.failures)} taken badly")
    return faults.failures


if __name__ == "__main__":
    failures = main(sys.argv[1])
    print("\n".join(failures))
    sys.exit(1 if failures else 0)
