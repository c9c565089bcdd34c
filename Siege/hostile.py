"""Texts and names with control, escape, bidirectional and combining characters, and the files that are full of them. All are
harmless: they would color, ring or reorder, and no more."""

import json
import random

# None of these is ever sent by the program itself, so that any of them in an output is one that came through.
SEQUENCES = [
    "\x1b[31;43;9m", "\x1b]0;hostile\x07", "\x1b]8;;hostile\x1b\\", "\x1b[3J", "\x1b[6n", "\x1bP1$r\x1b\\", "\x1b#8",
    "\x1b_hostile\x1b\\", "\x1b[?1003h", "\x9b31m", "\x90q\x9c", "\x85", "\udc9b31m",
]  # fmt: skip
PIECES = [
    *SEQUENCES, "\x1b(0", "\x1bM", "\x1b",
    "\x07", "\x08\x08", "\x0b", "\x0c", "\x0e", "\x0f", "\r", "\n", "\t", "\x7f", "\x00", "\x18", "\x1a",
    "\u202e", "\u202a", "\u202c", "\u2066", "\u2067", "\u2069", "\u200e", "\u200f", "\u061c", "\ufeff", "\u2028", "\u2029",
    "\u0301" * 9, "e\u0301\u0323", "\u200d", "\u200b", "\U000e0041", "\ufff9", "\u3000", "\udcff", "漢字", "🙂", "עברית", "العربية",
    "loss", "lr", "train/", "val_", "epoch", " ", "/", "=", ":", "'", '"', "\\", "%s", "{}", "0", "1e-3",
]  # fmt: skip
ROWS = 60


class Texts:
    """Makes texts and counts them."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0

    def text(self):
        """Some pieces; strange bytes are surrogates, as in file names."""
        self.count += 1
        return "".join(self.random.choices(PIECES, k=self.random.randint(1, 6)))

    def line(self):
        """A text that stays on its line."""
        return self.text().translate({10: " ", 13: " "})

    def argument(self):
        """A text that a process can be given."""
        return self.text().replace("\x00", "")

    def many(self, count):
        """So many texts, each once."""
        return list(dict.fromkeys(self.line() for _ in range(count)))


def write(path, text):
    """Write with the strange bytes as they are."""
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return str(path)


class Files:
    """A folder of files all names and texts of which are hostile: logs, scripts, configurations, settings, states, sessions."""

    def __init__(self, texts, folder):
        self.texts, self.folder = texts, folder
        self.logs = [self._json_lines(), self._table(), self._lines()]
        self.roles = self._roles()
        self.runs = self._runs()
        self.scripts = [self._script(), self._configuration(), self._flags()]
        self.settings = self._settings()
        self.saved = [self._state(), self._session()]
        self.tree = self._tree()

    def _json_lines(self):
        rows = [{"step": step, "lr": 1e-6 * 1.2**step, "loss": 3 / (step + 1)} for step in range(ROWS)]
        for name in self.texts.many(1000):
            rows[self.texts.random.randrange(ROWS)].setdefault(name, 1.5)
        text = self.texts.many(20)
        rows += [{"step": ROWS + i, "loss": one, one: one} for i, one in enumerate(text)]
        return write(self.folder / "names.jsonl", "".join(json.dumps(row) + "\n" for row in rows))

    def _table(self):
        quoted = ['"' + name.replace('"', '""') + '"' for name in self.texts.many(600)]
        head = ",".join(["step", "lr", "loss", *quoted])
        values = ",1" * len(quoted)
        rows = "".join(f"{step},{0.1 * 0.9**step},{3 / (step + 1)}{values}\n" for step in range(3))
        return write(self.folder / "names.csv", f"{head}\n{rows}")

    def _lines(self):
        rows = [
            f"{self.texts.line()} step {i}: loss {3 / (i + 1):.4f}, lr 1e-3, {self.texts.line()}: 0.5 {self.texts.line()}=2"
            for i in range(300)
        ]
        return write(self.folder / "names.log", "\n".join(rows) + "\n")

    def _roles(self):
        """A log whose rate and loss have hostile names."""
        self.rate, self.loss = "lr/" + self.texts.argument(), "train/loss" + self.texts.argument()
        rows = [{"step": i, self.rate: 1e-6 * 1.3**i, self.loss: 3 / (i + 1) + (i > 50)} for i in range(ROWS)]
        return write(self.folder / "roles.jsonl", "".join(json.dumps(row) + "\n" for row in rows))

    def _runs(self):
        """Several runs in a file."""
        rows = [
            {"run_id": name, "step": step, "lr": 0.1 / (1 + step), "loss": 1 / (1 + step)}
            for name in self.texts.many(200)
            for step in range(3)
        ]
        return write(self.folder / "runs.jsonl", "".join(json.dumps(row) + "\n" for row in rows))

    def _script(self):
        lines = [f"# {one}" for one in self.texts.many(200)]
        lines += [f"name = {one!r}; text = '{one}'" for one in self.texts.many(20)]
        lines += ["scheduler = StepLR(optimizer, step_size=10)  # " + self.texts.line()]
        return write(self.folder / "script.py", "\n".join(lines) + "\n")

    def _configuration(self):
        keys = {one: self.texts.text() for one in self.texts.many(150)}
        own = {"type": "WarmupDecayLR", "params": {"total_num_steps": 100, "warmup_num_steps": 10, **keys}}
        return write(self.folder / "configuration.json", json.dumps({"scheduler": own, **keys}))

    def _flags(self):
        flags = " ".join(f"--{self.texts.line()} {self.texts.line()}" for _ in range(50))
        return write(self.folder / "flags.txt", f"python train.py --sched cosine --epochs 30 {flags}\n")

    def _settings(self):
        place = self.folder / "lrviz"
        place.mkdir(exist_ok=True)
        return write(place / "config", "".join(f"{one} = {self.texts.line()}\n" for one in self.texts.many(50)))

    def _state(self):
        state = {"lrviz": self.texts.text(), **{one: self.texts.text() for one in self.texts.many(50)}}
        return write(self.folder / "state.json", json.dumps(state))

    def _session(self):
        """A folder of a session, as the lab puts one away."""
        place = self.folder / "session"
        place.mkdir(exist_ok=True)
        panes = [{"spec": self.texts.text(), "optimizer": self.texts.text(), one: 1} for one in self.texts.many(20)]
        document = {"lrviz_session": 1, "focus": 1, "speed": self.texts.text(), "panes": panes}
        write(place / "session.json", json.dumps(document))
        return str(place)

    def _tree(self):
        """A folder of logs and folders with hostile names."""
        tree = self.folder / "tree"
        for index, name in enumerate(self.texts.many(60)):
            name = name.replace("/", "").replace("\x00", "").strip(".") or str(index)
            folder = tree / name if index % 3 == 0 else tree
            folder.mkdir(parents=True, exist_ok=True)
            write(folder / f"{name}.csv", "step,lr,loss\n1,0.1,2\n2,0.05,1\n3,0.01,1\n")
        return str(tree)
