"""Hostile texts through every view and output: none may reach the terminal raw."""

import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from hostile import SEQUENCES, Files, Texts
from terminal import Session, plain

# What must not be seen outside a sequence that the program itself has sent.
RAW = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufff9-\ufffb\udc80-\udcff]"
)
CAME_THROUGH = re.compile("|".join(map(re.escape, SEQUENCES)))
PROCESSORS = os.cpu_count() or 1
# One of these runs at a time in each process.
SECONDS_A_RUN = 60


def raw_in(output, has_colors=False):
    """What reached the output raw; sequences only where they were asked for."""
    text = output.decode("utf-8", "surrogateescape")
    found = CAME_THROUGH.search(text) or RAW.search(plain(output).decode("utf-8", "surrogateescape"))
    found = found or (None if has_colors else re.search("\x1b", text))
    return repr(text[max(0, found.start() - 30) : found.start() + 30]) if found else None


def of_logs(files):
    """What tells of logs."""
    texts, log = files.texts, files.texts.random.choice([*files.logs, files.runs, files.tree])
    named = ["--lr-name", files.rate, "--loss-name", files.loss]
    inspected = [["inspect", "--format", "json", one] for one in (*files.logs, files.runs, files.tree, files.roles)]
    return [
        *inspected,
        ["inspect", *files.logs, files.runs, files.tree, files.roles, *files.saved, *files.scripts],
        ["inspect", "--series", texts.argument(), log],
        ["plot", log, files.roles],
        ["plot", "--color", "always", log, files.roles],
        ["plot", files.roles, *named, "--output", f"{files.folder}/plot.svg"],
        ["check", files.roles, "--plan", "StepLR(10)", *named],
        ["check", files.runs, files.tree, "--plan", "StepLR(10)"],
        ["check", "--format", "json", files.roles, log],
        ["replay", files.roles, "ReduceLROnPlateau(patience=1)", *named],
        ["replay", "--format", "json", log, "ReduceLROnPlateau(patience=1)", "--lr-name", texts.argument()],
        ["predict", files.roles, "--plan", "StepLR(10)", "--epochs", "100"],
        ["predict", "--format", "json", log, "--ran", texts.argument()],
        ["range", files.roles],
        ["range", "--format", "json", files.roles, log],
        ["watch", texts.argument() + ".none"],
    ]


def of_schedules(files):
    """What tells of schedules."""
    texts, (script, configuration, flags) = files.texts, files.scripts
    spec = texts.argument()
    return [
        ["print", f"StepLR({spec!r})"],
        ["print", f"LambdaLR(lr_lambda=lambda e: {spec})"],
        ["print", spec, "--define", f"{texts.argument()}=1"],
        ["print", "--explain", "--format", "json", script],
        ["print", "--explain", "--epochs", "3", configuration],
        ["print", "--explain", "--epochs", "3", flags],
        ["print", "--library", "timm", flags],
        ["print", "StepLR(10)", "--metrics", files.logs[2]],
        ["print", "StepLR(10)", "--define-file", files.settings],
        ["print", *files.saved],
        ["code", f"StepLR(10)  # {spec}"],
        ["code", "--format", "transformers", configuration],
        ["plot", "StepLR(10)", "--lr", spec],
        ["plot", f"x = {spec!r}\nStepLR(10)", "--size", texts.argument()],
        ["train", "StepLR(10)", "--optimizer", texts.argument(), "--workload", texts.argument()],
        ["list", spec],
        ["units", "--samples", texts.argument()],
        ["lab", files.saved[1]],
        ["config"],
        [texts.argument()],
    ]


class Round:
    """Files of fresh texts, and every output and view with them."""

    def __init__(self, program, seed, name):
        self.program, self.seed = program, seed
        self.texts = Texts(seed)
        self.folder = Path(name)
        self.files = Files(self.texts, self.folder)
        self.environment = {
            **os.environ,
            "XDG_CONFIG_HOME": name,
            "XDG_STATE_HOME": name,
            "SWIFT_BACKTRACE": "enable=no",
        }
        self.runs = self.sessions = 0
        self.failures = []

    def outputs(self):
        """Run every verb."""
        for command in (*of_logs(self.files), *of_schedules(self.files)):
            try:
                done = self._run(command)
            except subprocess.TimeoutExpired:
                self._fail(command, f"takes more than {SECONDS_A_RUN} s")
                continue
            self.runs += 1
            if done.returncode < 0:
                self._fail(command, f"ended by signal {-done.returncode}")
            for output in (done.stdout, done.stderr):
                if raw := raw_in(output, "always" in command):
                    self._fail(command, f"lets through {raw}")
        picture = self.folder / "plot.svg"
        if picture.exists() and (raw := raw_in(picture.read_bytes())):
            self._fail(["plot"], f"writes {raw} into a picture")

    def _run(self, command):
        # Settings that cannot be read end most verbs with a word on them: only one is for that.
        environment = {**self.environment, **({} if command == ["config"] else {"XDG_CONFIG_HOME": "/nonexistent"})}
        arguments = [os.fsencode(one) for one in (self.program, *command)]
        return subprocess.run(
            arguments, capture_output=True, timeout=SECONDS_A_RUN, env=environment, stdin=subprocess.DEVNULL
        )

    def views(self):
        """The screens: logs watched, their lists and pages, and a spec typed."""
        files, texts = self.files, self.texts
        lists = ["L", "\x1b[6~", "\x1b[6~", "\x1b[6~", "\x1b[F", "\x1b"]
        search = ["/", texts.text().replace("\x1b", "")[:3], "\r"]
        watched = [*lists, "D", "\x1b", *search, "\t", "i", "\x1b", *lists, "\t", *lists, "o", "?", "q", "X", "X"]
        self._view(["watch", *files.logs, files.roles, "--fresh"], watched)
        self._view(["watch", files.runs, files.tree, "--fresh"], ["", "\t", "\t", *lists, "o", "z", "o", *search, "E"])
        pasted = "\x1b[200~" + texts.text().replace("\x1b", "") + "\x1b[201~"
        self._view(["lab", "StepLR(10)", "--workload", "mock"], ["i", pasted, "\x1b", "i", pasted, "\r", "y"])
        self._view(["code", "--format", "patch", "--to", "CosineAnnealingLR(50)", files.scripts[0]], [])
        self._view(["plan", files.scripts[0], files.scripts[1]], ["y", "\x1b", "?", "\x1b", "i", "\x1b"])

    def _view(self, command, keys):
        environment = {"XDG_STATE_HOME": str(self.folder), "XDG_CONFIG_HOME": "/nonexistent"}
        session = Session([self.program, *command], environment=environment, size=(50, 160))
        session.read(0.3)
        for key in keys:
            if session.ended():
                break
            session.send(key)
            session.read(0.08)
        crashed = session.ended() and session.status in (-4, -6, -11, 132, 134, 139)
        session.close()
        self.sessions += 1
        if crashed:
            self._fail(command, f"ended with {session.status}")
        # Renderers go back by \b and down by \n.
        drawn = re.sub("[\b\r\n]", "", plain(session.output).decode("utf-8", "surrogateescape"))
        raw = (
            session.model.raw
            or CAME_THROUGH.findall(session.output.decode("utf-8", "surrogateescape"))
            or RAW.findall(drawn)
        )
        if raw:
            self._fail(command, f"lets {raw[:3]!r} reach the terminal raw")

    def _fail(self, command, words):
        shown = [ascii(one)[1:-1][:200] for one in command]
        self.failures.append(f"escapes of seed {self.seed}: lrviz {shown}: {words}")


def work(program, end, wanted, seed, step):
    """Rounds of seeds `step` apart until the time is over or so many texts are made; three rounds of four are outputs alone."""
    texts = runs = sessions = 0
    failures = []
    while time.monotonic() < end and texts < wanted and len(failures) < 5:
        with tempfile.TemporaryDirectory() as name:
            one = Round(program, seed, name)
            one.outputs()
            if seed // step % 4 == 0:
                one.views()
            texts, runs, sessions = texts + one.texts.count, runs + one.runs, sessions + one.sessions
            failures += one.failures
        seed += step
    return texts, runs, sessions, failures


def main(program, seconds=60, wanted=1_000_000, seed=1):
    """Return the failures."""
    program, end = str(Path(program).resolve()), time.monotonic() + seconds
    with ProcessPoolExecutor(PROCESSORS) as pool:
        share = -(-wanted // PROCESSORS)
        parts = [pool.submit(work, program, end, share, seed + i, PROCESSORS) for i in range(PROCESSORS)]
        done = [part.result() for part in parts]
    texts, runs, sessions = (sum(one[column] for one in done) for column in range(3))
    failures = [failure for one in done for failure in one[3]]
    print(
        f"escapes: {texts:,} names and texts through {runs:,} runs and {sessions:,} sessions on a terminal,"
        f" {len(failures)} failures"
    )
    return failures


if __name__ == "__main__":
    failures = main(sys.argv[1], *(int(one) for one in sys.argv[2:]))
    print("\n".join(failures))
    sys.exit(1 if failures else 0)
