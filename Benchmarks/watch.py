#!/usr/bin/env python3
"""Watching, measured from the outside: watch.py PATH_TO_LRVIZ. Standard library only; a pseudo-terminal stands for the terminal.

  latency    from the write of a row to the first byte on the terminal that follows it, with 1e3 rows and with 1e6 before it
  rows       processor time at 30 rows a second, as a share of one core
  runs       the same with 100 runs of a row a second each
  idle       bytes written and wake-ups in ten seconds without news
  memory     bytes a point of a day of rows, appended in ten thousand pieces, over the process before it
"""
import os, pty, select, struct, fcntl, subprocess, sys, tempfile, termios, time

COLUMNS, ROWS = 120, 40


class Watch:
    """lrviz on a pseudo-terminal."""

    def __init__(self, lrviz, *arguments):
        self.folder = tempfile.mkdtemp(prefix="lrviz-state-")
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            environment = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8", XDG_STATE_HOME=self.folder)
            os.execve(lrviz, [lrviz, "watch", *arguments], environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def read(self, seconds):
        """What comes until nothing has come for so long."""
        data = b""
        while select.select([self.terminal], [], [], seconds)[0]:
            data += os.read(self.terminal, 1 << 16)
        return data

    def first(self, seconds=5):
        """When the next byte comes."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            raise SystemExit("nothing came")
        now = time.perf_counter()
        os.read(self.terminal, 1 << 16)
        return now

    def cpu(self):
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def switches(self):
        total = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/status") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("voluntary"))
        return total

    def memory(self):
        """What it has allocated: pages of the program itself come and go with what else the machine does."""
        with open(f"/proc/{self.pid}/smaps_rollup") as file:
            return sum(int(line.split()[1]) * 1024 for line in file if line.startswith("Anonymous:"))

    def close(self):
        os.write(self.terminal, b"q")
        try:
            self.read(0.3)
        except OSError:
            pass
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def rows(first, count):
    return "".join(f"{step},{1e-3 * 0.9999 ** (step % 9999):.6g},{2 / step ** 0.3:.5f}\n" for step in range(first, first + count))


def log(folder, count, name="metrics.csv"):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write("step,lr,train_loss\n" + rows(1, count))
    return path


def latency(lrviz, count):
    with tempfile.TemporaryDirectory() as folder:
        path = log(folder, count)
        watch = Watch(lrviz, path, "--fresh")
        watch.read(3)
        times = []
        with open(path, "a") as file:
            for turn in range(40):
                start = time.perf_counter()
                file.write(rows(count + 1 + turn, 1))
                file.flush()
                times.append(watch.first() - start)
                watch.read(0.1)
        watch.close()
        return sorted(times)[len(times) // 2] * 1e3


def load(lrviz, runs, rate, seconds=10):
    with tempfile.TemporaryDirectory() as folder:
        paths = [log(folder, 1000, f"run{number}.csv") for number in range(runs)]
        watch = Watch(lrviz, folder, "--fresh")
        watch.read(2)
        files = [open(path, "a") for path in paths]
        before, start, turn = watch.cpu(), time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            for index, file in enumerate(files):
                file.write(rows(1001 + turn, 1))
                file.flush()
                due = start + (turn + (index + 1) / runs) / rate
                while time.perf_counter() < due:
                    if select.select([watch.terminal], [], [], max(0, due - time.perf_counter()))[0]:
                        os.read(watch.terminal, 1 << 16)
            turn += 1
        share = (watch.cpu() - before) / (time.perf_counter() - start)
        watch.close()
        return share * 100


def idle(lrviz, seconds=10):
    with tempfile.TemporaryDirectory() as folder:
        path = log(folder, 1000)
        watch = Watch(lrviz, path, "--fresh")
        watch.read(3)
        before = watch.switches()
        written = len(watch.read(seconds))
        wakes = (watch.switches() - before) / seconds
        watch.close()
        return written, wakes


def memory(lrviz, count=86_400, pieces=10_000):
    with tempfile.TemporaryDirectory() as folder:
        path = log(folder, 10)
        watch = Watch(lrviz, path, "--fresh")
        watch.read(2)
        before, done = watch.memory(), 0
        with open(path, "a") as file:
            for piece in range(pieces):
                end = count * (piece + 1) // pieces
                file.write(rows(11 + done, end - done))
                file.flush()
                done = end
                if select.select([watch.terminal], [], [], 0)[0]:
                    os.read(watch.terminal, 1 << 16)
        watch.read(2)
        after = watch.memory()
        watch.close()
        return (after - before) / (2 * count)


def main():
    lrviz = os.path.realpath(sys.argv[1])
    short, long = latency(lrviz, 1_000), latency(lrviz, 1_000_000)
    print(f"latency   {short:6.2f} ms after 1e3 rows, {long:.2f} ms after 1e6 (goal 2 ms, the same)")
    print(f"rows      {load(lrviz, 1, 30):6.2f} % of a core at 30 rows a second (goal 0.5 %)")
    print(f"runs      {load(lrviz, 100, 1):6.2f} % of a core with 100 runs of a row a second (goal 3 %)")
    written, wakes = idle(lrviz)
    print(f"idle      {written} bytes written, {wakes:.1f} wake-ups a second (goal 0 and 1)")
    print(f"memory    {memory(lrviz):6.1f} bytes a point over a day of rows (goal 13)")


if __name__ == "__main__":
    main()
