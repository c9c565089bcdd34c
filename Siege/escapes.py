"""Names and texts with control, escape, bidirectional and combining characters, through every view and output: none may
reach the terminal raw. All of them are harmless: they would color, ring or reorder, and no more."""

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from terminal import Session, plain

PIECES = [
    "\x1b[31m", "\x1b]0;title\x07", "\x1b(0", "\x1bM", "\x1b[2J", "\x1b[6n", "\x1bP1$r\x1b\\", "\x9b31m", "\x90q\x9c", "\x85",
    "\x07", "\x08\x08", "\x0b", "\x0c", "\x0e", "\x0f", "\r", "\n", "\t", "\x7f", "\x00", "\x18", "\x1a",
    "\u202e", "\u202a", "\u202c", "\u2066", "\u2067", "\u2069", "\u200e", "\u200f", "\u061c", "\ufeff", "\u2028", "\u2029",
    "\u0301" * 9, "e\u0301\u0323", "\u200d", "\u200b", "\U000e0041", "\ufff9", "\u3000", "漢字", "🙂", "עברית", "العربية",
    "loss", "lr", "train/", "val_", "epoch", " ", "/", "=", ":", "'", '"', "\\", "%s", "{}", "0", "1e-3",
]  # fmt: skip
# What must not be seen outside a sequence that the program itself has sent.
RAW = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufff9-\ufffb]"
)


class Texts:
    """Makes texts and counts them."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0

    def text(self):
        self.count += 1
        return "".join(self.random.choice(PIECES) for _ in range(self.random.randint(1, 6)))


def logs(texts, folder, index):
    """A log of each kind, all names and texts of which are hostile."""
    names = [texts.text() for _ in range(400)]
    rows = [{"step": step, "lr": 0.1, "loss": 1 / (step + 1), **dict.fromkeys(names, step)} for step in range(3)]
    jsonl = folder / f"{index}.jsonl"
    jsonl.write_text("".join(json.dumps(row) + "\n" for row in rows))
    quoted = ['"' + name.replace('"', '""') + '"' for name in names[:200]]
    csv = folder / f"{index}.csv"
    csv.write_text(
        "step,lr,loss,"
        + ",".join(quoted)
        + "\n"
        + "".join(f"{i},0.1,1," + ",".join("1" * 200) + "\n" for i in range(3))
    )
    text = folder / f"{index}.log"
    lines = [f"{texts.text()} step {step}: loss {1 / (step + 1):.4f}, lr 1e-3 {texts.text()}" for step in range(200)]
    text.write_text("\n".join(lines) + "\n", errors="replace")
    return [jsonl, csv, text]


def raw_in(output):
    """What reached the output raw; sequences only where they were asked for."""
    text = output.decode("utf-8", "replace")
    found = RAW.search(text) or re.search("\x1b", text)
    return repr(text[max(0, found.start() - 30) : found.start() + 30]) if found else None


def commands(texts, files):
    log = str(texts.random.choice(files))
    spec = texts.text()
    return [
        ["inspect", *map(str, files)],
        ["inspect", "--format", "json", log],
        ["inspect", "--series", texts.text(), log],
        ["plot", log],
        ["check", log, "--plan", "StepLR(10)"],
        ["replay", log, "ReduceLROnPlateau(patience=1)"],
        ["print", f"StepLR({spec!r})"],
        ["print", f"LambdaLR(lr_lambda=lambda e: {spec})"],
        ["print", spec, "--define", f"{texts.text()}=1"],
        ["code", f"StepLR(10)  # {spec}"],
        ["plot", "StepLR(10)", "--lr", spec],
        ["list", spec],
        ["watch", texts.text().replace("\x00", "") + ".none"],
    ]


def views(program, texts, folder, seconds):
    """The screens: a log watched, its lists and pages, and a spec typed; nothing raw in what the terminal got."""
    failures = []
    end = time.monotonic() + seconds
    while time.monotonic() < end and not failures:
        files = logs(texts, folder, "view")
        session = Session([program, "watch", *map(str, files), "--fresh"], environment={"XDG_STATE_HOME": str(folder)})
        for keys in [
            "",
            "L",
            "\x1b",
            "/",
            texts.text().replace("\x1b", "")[:3],
            "\r",
            "D",
            "\x1b",
            "\t",
            "L",
            "\x1b",
            "?",
            "q",
            "q",
        ]:
            if session.ended():
                break
            session.send(keys)
            session.read(0.15)
        session.close()
        session_lab = Session([program, "lab", "StepLR(10)"], environment={"XDG_STATE_HOME": str(folder)})
        session_lab.read(0.3)
        session_lab.send("i")
        session_lab.send("\x1b[200~" + texts.text().replace("\x1b", "") + "\x1b[201~")
        session_lab.read(0.3)
        session_lab.close()
        for name, one in (("watch", session), ("lab", session_lab)):
            # Renderers go back by \b and down by \n.
            raw = one.model.raw or RAW.findall(re.sub("[\b\r\n]", "", _text(one)))
            if raw:
                failures.append(f"{name}: {raw[:3]!r} reached the terminal raw")
    return failures


def _text(session):
    return plain(session.output).decode("utf-8", "replace")


def main(program, seconds=60, wanted=1_000_000, seed=1):
    """Return the failures."""
    texts, failures = Texts(seed), []
    end = time.monotonic() + seconds * 0.8
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        while time.monotonic() < end and texts.count < wanted and len(failures) < 5:
            files = logs(texts, folder, 0)
            for command in commands(texts, files):
                arguments = [one.replace("\x00", "") for one in command]
                done = subprocess.run([program, *arguments], capture_output=True, timeout=60)
                if done.returncode < 0:
                    failures.append(f"lrviz {arguments!r} ended by signal {-done.returncode}")
                for output in (done.stdout, done.stderr):
                    raw = raw_in(output)
                    if raw:
                        failures.append(f"lrviz {arguments[0]} (seed {seed}, text {texts.count}): raw {raw}")
        failures += views(program, texts, folder, seconds * 0.2)
    print(f"escapes: {texts.count:,} names and texts, {len(failures)} reached an output raw")
    return failures


if __name__ == "__main__":
    failures = main(sys.argv[1], *(int(one) for one in sys.argv[2:]))
    print("\n".join(failures))
    sys.exit(1 if failures else 0)
