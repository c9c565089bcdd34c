#!/usr/bin/env python3
"""The figures of lrviz: each a ratio to a floor, both measured alternately in one run.

Usage: figures.py LRVIZ DIRECTORY_OF_THE_FLOORS [FIGURE...]   (Benchmarks/run makes the floors and calls this)
Every line says what was measured, the two medians, their ratio and the goal. What this machine lacks the programs for is
left out and named at the end, with what to install. Ends with 1 only where a measurement failed.
"""
import importlib.util
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
BUILT, FLOORS = Path(sys.argv[1]), Path(sys.argv[2])
# As a user has it. The kernel maps a file that was written from start to end with less work than a linker's output.
LRVIZ = str(FLOORS / "lrviz")
NCLIVE = f"{FLOORS}/nclive1 30"
# Two panes that change with every frame and cost no training: what a frame costs by itself. As many epochs as the floor
# has points.
TWO_PANES = (
    f"{LRVIZ} lab 'CosineAnnealingLR(T_max=3000)' 'ExponentialLR(0.999)' --workload mock --epochs 1000 --speed 30"
)
# What was left out, with what it takes.
LEFT_OUT = {}


class LeftOut(Exception):
    """A figure that cannot be measured here."""


def need_module(name, package):
    """Leaves the figure out where this Python has no such module."""
    if importlib.util.find_spec(name) is None:
        raise LeftOut(f"{package} for {sys.executable} (pip install {package}; another Python: make bench PYTHON=...)")


def has_program(name, figure):
    """Whether there is a peer to compare with; notes what is left out if not."""
    if shutil.which(name):
        return True
    LEFT_OUT[figure] = f"{name} (apt-get install {name})"
    return False


def tuibench(mode, *arguments):
    """The JSON report of one call of tuibench.py."""
    need_module("pyte", "pyte")
    report = FLOORS / "report.json"
    report.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, str(HERE / "tuibench.py"), mode, *arguments, "--out", str(report)]
        if mode == "vs"
        else [sys.executable, str(HERE / "tuibench.py"), mode, "--out", str(report), *arguments],
        check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return json.loads(report.read_text())


def measurements(name, *arguments):
    """What a benchmark program beside lrviz prints: a name and numbers on each line."""
    program = BUILT.parent / name
    if not program.exists():
        raise LeftOut(f"{name}, which `make bench` builds")
    return read_lines(str(program), *arguments)


def read_lines(*command):
    lines = map(str.split, subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines())
    return {name: [float(value) for value in values] for name, *values in lines}


def torch_times(script):
    need_module("torch", "torch")
    return read_lines(sys.executable, str(HERE / script))


def row(name, ours, floor, goal, unit="ms", ratio=None):
    """One line of the report. `goal` is the largest ratio that will do, or None where only the value counts."""
    ratio = ours / floor if ratio is None and floor else ratio
    shown = f"{ratio:8.2f}x" if ratio is not None else " " * 9
    floor = f"{floor:10.3f}" if floor is not None else " " * 10
    print(f"{name:52s}{ours:10.3f}{floor} {unit:6s}{shown}   goal {goal}", flush=True)


def versus(ours, theirs, rounds=5, options=""):
    return tuibench("vs", "--rounds", str(rounds), "--a", f"{options} -- {ours}", "--b", f"{options} -- {theirs}")["ratios"]


def launch():
    """Launch to the first complete frame, five panes, of an installed copy."""
    quick = "--rounds 15 --steady 0 --settle 0 --key-n 0 --exits ''"
    figures = versus(LRVIZ, NCLIVE, 3, quick)["launch.first_frame_ms"]
    row("launch to first frame, five panes / nclive1", figures["A"], figures["B"], "1.2x")
    if has_program("btop", "launch to first frame, five panes / btop"):
        figures = versus(LRVIZ, "btop", 2, quick)["launch.first_frame_ms"]
        row("launch to first frame, five panes / btop", figures["A"], figures["B"], "1x")


def page_faults():
    """Pages that `lrviz --version` has to be given, beside a program that does nothing; and the size of the program."""
    def count(*command):
        faults = []
        for _ in range(15):
            pid = os.posix_spawn(command[0], command, os.environ, file_actions=[
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
            faults.append(os.wait4(pid, 0)[2].ru_minflt)
        return statistics.median(faults)

    row("page faults of --version / empty Swift program", count(LRVIZ, "--version"), count(str(FLOORS / "empty")),
        "fewer", unit="")
    row("size of the program", os.path.getsize(LRVIZ) / 1e6, os.path.getsize(FLOORS / "empty") / 1e6, "15 MB", unit="MB")


def frame():
    """CPU and writes a frame at 30 Hz over 30 seconds, and the latency of a key."""
    options = "--size 120x40 --settle 1 --steady 30 --stable 0 --exits '' --keys {} --key-n 15 --null-n 5 --replay-mb 0.1"
    report = tuibench(
        "vs", "--rounds", "2", "--a", options.format("y") + " -- " + TWO_PANES,
        "--b", options.format("r") + " -- " + NCLIVE)["ratios"]
    for key, name, goal in (
        ("steady.cpu_ms_per_burst", "CPU a frame, 30 Hz, 30 s, two panes / nclive1", "1.15x"),
        ("steady.bytes_per_s", "bytes a second, two panes / nclive1", "few"),
        ("keys.changed_ms", "key to changed screen / nclive1", "3x"),
    ):
        figures = report[key]
        row(name, figures["A"], figures["B"], goal, unit="B" if "bytes" in key else "ms")
    frames, writes = (report[f"steady.{key}"]["A"] for key in ("bursts_per_s", "write_calls_per_s"))
    row("writes a frame", writes / frames, None, "1", unit="writes")


def exits():
    """All seven ways out, while five panes train as fast as they can."""
    command = [LRVIZ, "lab", "--speed", "max", "--epochs", "100000"]
    report = tuibench("checks", "--", *command)
    clean = sum(1 for way in report["exits"].values() if way["clean"])
    row("ways out that leave the terminal clean", clean, None, "7", unit="of 7")
    for way, result in report["exits"].items():
        if "exit_ms" in result and not result["clean"]:
            print(f"  not clean: {way}: {result}")
    slowest = max(result.get("exit_ms") or 0 for way, result in report["exits"].items() if way not in ("suspend", "close"))
    row("slowest way out while training", slowest, None, "5 ms")


def memory():
    """Proportional set size while five panes train at full speed, after 1,000 epochs."""
    report = tuibench(
        "run", "--rounds", "1", "--settle", "0", "--steady", "0.2", "--exits", "", "--key-n", "0", "--stable", "0",
        "--ready", r"epoch 1,?\d{3}/", "--", LRVIZ, "lab", "--speed", "max", "--epochs", "2000")
    row("memory (PSS), five panes training, 1,000 epochs", report["memory"]["pss_kib"] / 1024, None, "10 MiB", unit="MiB")
    row("of it the program's own (heap and stacks)", report["memory"]["anon_kib"] / 1024, None, "little", unit="MiB")


def idle():
    """What a lab does whose runs have ended: nothing."""
    report = tuibench(
        "run", "--rounds", "1", "--settle", "4", "--steady", "5", "--exits", "", "--key-n", "0", "--stable", "0",
        "--", LRVIZ, "lab", "--speed", "max", "--epochs", "100")
    row("idle: bytes a second", report["steady"]["bytes_per_s"], None, "0", unit="B/s")
    row("idle: CPU", report["steady"]["cpu_pct"], None, "0", unit="%")
    row("idle: wakeups a second", report["steady"]["wakeups_per_s"], None, "2", unit="/s")


def training_beside_the_screen():
    """What the lab's thirty frames a second cost the training. A pane for each core keeps them busy, so that the CPU
    which the same epochs take more with a screen is what the steps per second lose. Taken as a share of the time it lasted
    it hardly depends on what else the machine does, as the steps per second themselves would."""
    epochs = "2000"
    runs = ["StepLR(100)"] * (os.cpu_count() or 1)
    arguments = [*runs, "--epochs", epochs, "--speed", "max"]

    def with_screen():
        report = tuibench(
            "run", "--rounds", "1", "--settle", "0", "--steady", "0", "--exits", "", "--key-n", "0", "--stable", "0",
            "--ready", "■ done", "--", LRVIZ, "lab", *arguments)
        launch = report["launch"]
        return launch["cpu_to_ready_s"]["median"] * 1e3, launch["ready_ms"]["median"]

    def without():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([LRVIZ, "lab", "--snapshot", str(FLOORS / "beside.txt"), *arguments], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3

    rounds = [(*with_screen(), without()) for _ in range(3)]
    lost = sorted(((ours - floor) / (wall * len(runs)), ours, floor) for ours, wall, floor in rounds)[1]
    row(f"CPU of {epochs} epochs in {len(runs)} panes, drawn / not; steps a second", *lost[1:], "1.02x", ratio=1 + lost[0])


def long_history():
    """A frame with five panes after a million epochs against one after a hundred: cost follows the width."""
    times = measurements("lab-frame")
    row("200x60 frame after 1,000,000 epochs / after 100", times["1000000"][0], times["100"][0], "1.1x")


def long_plan():
    """A key that changes a parameter of a SequentialLR with a long plan: until the next frame, until the whole chart."""
    for steps, (frame, complete) in measurements("lab-frame", "key").items():
        row(f"key that changes a plan of {int(steps):,} steps, next frame with the whole curve", frame, None, "10 ms")
        row("  all its rates made", complete, None, "100 ms for 1,000,000")


def screens():
    """Going back in a run of a thousand epochs, a picture of the screen, and what a pane costs among five."""
    figures = measurements("lab-frame", "screen")
    row("B to a frame of the fork, 1,000 epochs, the slowest", figures["rewind"][0], None, "50 ms")
    row("PNG of the lab, 120x40", figures["picture"][0], None, "30 ms")
    shares = measurements("lab-frame", "share")
    row("200x60 frame a pane, five panes / two", shares["5"][0], shares["2"][0], "1.15x")


def tracks():
    """Memory and time of 10,000,000 points, by how their x goes on."""
    for kind, x, goal in (("even", "regular x", "8.8"), ("steps", "whole steps", "12.8"), ("times", "any x", "16.8")):
        figures = measurements("track-points", kind)
        row(f"memory a point, 1e7 points, {x}", figures["bytes"][0], None, f"{goal} B", unit="B")
        row("  its peak", figures["peak"][0], None, "1.1x of it", unit="B", ratio=figures["peak"][0] / figures["bytes"][0])
        row("  appending 1e7 points", figures["append_seconds"][0], None, "0.1 s", unit="s")
        row("  one append beside a living copy", figures["append_beside_copy_us"][0], None, "2 us", unit="us")


def judges():
    """Checks and identifications of 1,000,000 logged steps, and a sweep of 100,000 combinations over 1,000 epochs on one core: processor time."""
    for kind, name, what, goal in (("check", "followed", "check of 1e6 steps that follow the plan", "0.5 s"),
                                   ("check", "departing", "  of 1e6 steps that depart, every hypothesis tried", "0.5 s"),
                                   ("identify", "cosine", "identify 1e6 steps", "2 s"),
                                   ("identify", "none", "  of no schedule", "2 s"),
                                   ("sweep", "sweep", "sweep of 100,000 combinations over 1,000 epochs, one core", "1 s")):
        row(what, measurements("judge-rates", kind)[name][0], None, goal, unit="s")


def training_step():
    """One training step against PyTorch eager, both in double precision on one thread."""
    ours, torch = measurements("training-step"), torch_times("torch_step.py")
    for name, goal in (("10-5-1", "20x"), ("64-32-10", "20x")):
        row(f"PyTorch's training step of {name}, batch 32 / ours", torch[name][0], ours[name][0], goal, unit="us")


def plot():
    """`lrviz plot` of 1,000 computed steps against a Swift program that does nothing, linked in two ways."""
    for floor, linking in (("empty-dynamic-libc", "-static-stdlib"), ("empty", "-static-executable, as ours")):
        report = tuibench(
            "once", "--rounds", "40", "--vs", f"{FLOORS}/{floor}", "--",
            LRVIZ, "plot", "CosineAnnealingLR(T_max=1000)", "--epochs", "1000")
        row(f"plot of 1,000 steps / empty Swift program, {linking}", report["A"]["wall_ms"]["median"],
            report["B"]["wall_ms"]["median"], "1.5x")
    if has_program("gnuplot", "plot of 1,000 steps / gnuplot"):
        script = "set terminal dumb; set samples 1000; plot [0:1000] 0.5 * (1 + cos(pi * x / 1000))"
        report = tuibench(
            "once", "--rounds", "10", "--vs", f'gnuplot -e "{script}"', "--",
            LRVIZ, "plot", "CosineAnnealingLR(T_max=1000)", "--epochs", "1000")
        row("plot of 1,000 steps / gnuplot", report["A"]["wall_ms"]["median"], report["B"]["wall_ms"]["median"], "1x")


def timed(command):
    """Wall and CPU milliseconds and the peak memory in KiB of one whole process."""
    start = time.monotonic()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while True:  # what wait4 tells of the memory contains this Python's, from before the exec
        peak = max(peak, peak_kib(process.pid))
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        time.sleep(0.0005)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return (time.monotonic() - start) * 1e3, (used.ru_utime + used.ru_stime) * 1e3, peak


def against(name, ours, floor, goal, rounds=7):
    """Ours and the floor, or a peer with a goal such as 1/4, in turns: by the clock, and by the CPU they take, which
    depends less on what else the machine does."""
    runs = [(timed(ours), timed(floor)) for _ in range(rounds)]
    for index, kind in ((0, ""), (1, ", CPU")):
        row(name + kind, *(statistics.median(run[side][index] for run in runs) for side in (0, 1)), goal)


def peer(figure, module, code, *arguments):
    """The command of a Python peer; None, and noted, where its module is missing."""
    try:
        need_module(module, module)
    except LeftOut as reason:
        LEFT_OUT[figure] = str(reason)
        return None
    return [sys.executable, "-c", code, *map(str, arguments)]


POLARS_CSV = "import polars, sys; print(polars.read_csv(sys.argv[1])['loss'].min())"
POLARS_JSON = "import polars, sys; print(polars.read_ndjson(sys.argv[1])['loss'].min())"
PANDAS_TEXT = r"""
import pandas, sys
lines = pandas.Series(open(sys.argv[1]).read().splitlines())
print(lines.str.extract(r"step (\d+): loss ([\d.e+-]+), lr ([\d.e+-]+)").astype(float)[1].min())
"""
ACCUMULATOR = """
import sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0})
events.Reload()
print(len(events.Scalars("loss")))
"""


def read_logs():
    """Whole processes that read large logs, against floors in C and against those who read the same logs. The floors keep
    two columns and no roles, axes, pyramids or printed digits."""
    def make(kind, count, name):
        path = FLOORS / name
        subprocess.run([FLOORS / "makelogs", kind, str(count), path], check=True)
        return path

    million = 1_000_000
    for kind, floor, goal, name, module, code, peer_goal in (
        ("tfevents", "tfcrc", "1.3x", "x.tfevents", "tensorboard", ACCUMULATOR, "1/400"),
        ("csv", "csv", "-", "x.csv", "polars", POLARS_CSV, "1/4"),
        ("jsonl", "jsonl", "-", "x.jsonl", "polars", POLARS_JSON, "1/4"),
        ("text", None, None, "x.log", "pandas", PANDAS_TEXT, "1/30"),
    ):
        log = make(kind, million, name)
        if floor:
            against(f"inspect of {kind}, 1e6 / logfloor", [LRVIZ, "inspect", log], [FLOORS / "logfloor", floor, log], goal)
        figure = f"inspect of {kind}, 1e6 / {module}"
        command = peer(figure, module, code, log)
        if command:
            against(figure, [LRVIZ, "inspect", log], command, peer_goal, rounds=3)
        log.unlink()
    log = make("wandb", 200_000, "run-x.wandb")
    wall = statistics.median(timed([LRVIZ, "plot", log])[0] for _ in range(7))
    row("plot of a .wandb of 200,000 steps", wall, None, "65 ms")
    log.unlink()
    log = make("series", 10 * million, "x.txt")
    against("plot of 1e7 numbers / plotfloor", [LRVIZ, "plot", log], [FLOORS / "plotfloor", log], "1.3x")
    short = make("series", million, "short.txt")
    row("  its peak memory, 1e7 numbers / 1e6", *(
        max(timed([LRVIZ, "plot", path])[2] for _ in range(3)) / 1024 for path in (log, short)), "1x", unit="MiB")
    log.unlink()
    log = make("irregular", 10 * million, "x.csv")
    row("memory a point, inspect of 1e7 irregular steps", timed([LRVIZ, "inspect", log])[2] * 1024 / 1e7, None,
        "15.6 B", unit="B")
    log.unlink()
    runs = make("runs", 10_000, "runs")
    wall, _, peak = timed([LRVIZ, "inspect", runs])
    row("inspect of 10,000 runs in a folder", wall / 1e3, None, "1 s", unit="s")
    row("  its peak memory", peak / 1024, None, "bounded", unit="MiB")


def print_rows():
    """`lrviz print` of a million epochs, and its peak memory for ten million against that for ten thousand."""
    def run(epochs):
        command = [LRVIZ, "print", "CosineAnnealingLR(T_max=50)", "--format", "csv", "--epochs", str(epochs)]
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peak = 0
        while process.poll() is None:  # what wait4 tells contains this Python's memory, from before the exec
            peak = max(peak, peak_kib(process.pid))
            time.sleep(0.0005)
        return time.monotonic() - start, peak / 1024

    row("print of 1,000,000 epochs as CSV", statistics.median(run(1_000_000)[0] for _ in range(5)), None, "1 s", unit="s")
    row("its peak memory, 10,000,000 epochs / 10,000", run(10_000_000)[1], max(run(10_000)[1] for _ in range(9)), "1x", unit="MiB")


def peak_kib(pid):
    """The largest resident set a running process has had; 0 if it has just ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return max((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), default=0)


def watching():
    """Following logs that grow: from a row to the screen, processor time, idle, memory."""
    import watch
    row("watch: from a row to the screen, after 1e3 rows", watch.latency(LRVIZ, 1_000), None, "2 ms", unit="ms")
    row("  after 1e6 rows", watch.latency(LRVIZ, 1_000_000), None, "2 ms", unit="ms")
    row("  30 rows a second, share of a core", watch.load(LRVIZ, 1, 30), None, "0.5 %", unit="%")
    row("  100 runs of a row a second", watch.load(LRVIZ, 100, 1), None, "3 %", unit="%")
    written, wakes = watch.idle(LRVIZ)
    row("  idle: bytes in ten seconds", written, None, "0")
    row("  idle: wake-ups a second", wakes, None, "1")
    row("  memory a point, a day of rows in 10,000 pieces", watch.memory(LRVIZ), None, "13 B", unit="B")


COMPOSED = ("SequentialLR", "ChainedScheduler")


def scheduler_steps():
    """`scheduler.step()` of PyTorch against ours, with a known type (Stepper) and from a text (ScheduleRun); parsing."""
    before, torch = measurements("scheduler-step"), torch_times("torch_schedulers.py")
    ring = torch_times("ring_schedulers.py")
    after = measurements("scheduler-step")
    for name, values in before.items():
        value = min(values[0], after[name][0])
        kind, _, rest = name.partition(".")
        if kind == "parse":
            goal = "200 us" if rest.startswith("configuration") else "2 ms" if rest.startswith("2,000") else "50 ms" if rest.startswith("65,536") else "50 us"
            row(f"parsing of a spec: {rest.replace('_', ' ')}", value, None, goal, unit="us")
            short = before.get("parse." + rest.replace("65,536", "2,000"))
            if rest.startswith("65,536") and short:
                row("  a line of it / a line of 2,000", value / 65_536, short[0] / 2_000, "1.5x", unit="us")
        elif kind == "ring":
            if name in ring:
                row(f"{rest}'s step of its schedule / ours", ring[name][0], value, "50x", unit="ns")
            else:
                LEFT_OUT[f"a schedule of {rest}"] = f"{rest} (Scripts/install-ring FOLDER, and its paths in the environment)"
        elif rest in torch:
            goal = "100x" if kind == "stepper" else "60x" if rest in COMPOSED else "much"
            row(f"PyTorch's step of {rest} / our {kind}'s", torch[rest][0], value, goal, unit="ns")


FIGURES = {f.__name__: f for f in (
    launch, page_faults, frame, exits, memory, idle, training_beside_the_screen, long_history, long_plan, screens, tracks,
    judges, watching, training_step, plot, read_logs, print_rows, scheduler_steps)}


def main():
    names = sys.argv[3:] or list(FIGURES)
    for name in names:
        if name not in FIGURES:
            sys.exit(f"figures.py: no figure {name!r}; there are: {', '.join(FIGURES)}")
    shutil.copy(BUILT, LRVIZ)
    if os.getloadavg()[0] > 0.5:
        print(f"The machine is busy (load {os.getloadavg()[0]:.1f}): ratios of short times will be off.")
    failed = False
    for name in names:
        try:
            FIGURES[name]()
        except LeftOut as reason:
            LEFT_OUT[name] = str(reason)
        except (OSError, KeyError, TypeError, ValueError, ZeroDivisionError, subprocess.SubprocessError) as error:
            failed = True
            print(f"{name}: could not be measured: {error!r}", flush=True)
    if LEFT_OUT:
        print("\nLeft out, for want of:")
        for figure, reason in LEFT_OUT.items():
            print(f"  {figure}: {reason}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
