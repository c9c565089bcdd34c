#!/usr/bin/env python3
"""The figures of lrviz: each a ratio to a floor, both measured alternately in one run.

Usage: figures.py LRVIZ DIRECTORY_OF_THE_FLOORS [FIGURE...]   (Benchmarks/run makes the floors and calls this)
Every line says what was measured, the two medians, their ratio and the goal.
"""
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
LRVIZ, FLOORS = sys.argv[1], Path(sys.argv[2])
NCLIVE = f"{FLOORS}/nclive1 30"
# Two panes that change with every frame and cost no training: what a frame costs by itself. As many epochs as the floor
# has points.
TWO_PANES = (
    f"{LRVIZ} lab 'CosineAnnealingLR(T_max=3000)' 'ExponentialLR(0.999)' --workload mock --epochs 1000 --speed 30"
)


def tuibench(mode, *arguments):
    """The JSON report of one call of tuibench.py."""
    report = FLOORS / "report.json"
    report.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, str(HERE / "tuibench.py"), mode, *arguments, "--out", str(report)]
        if mode == "vs"
        else [sys.executable, str(HERE / "tuibench.py"), mode, "--out", str(report), *arguments],
        check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return json.loads(report.read_text())


def row(name, ours, floor, goal, unit="ms", ratio=None):
    """One line of the report. `goal` is the largest ratio that will do, or None where only the value counts."""
    ratio = ours / floor if ratio is None and floor else ratio
    shown = f"{ratio:8.2f}x" if ratio is not None else " " * 9
    floor = f"{floor:10.3f}" if floor is not None else " " * 10
    print(f"{name:52s}{ours:10.3f}{floor} {unit:6s}{shown}   goal {goal}", flush=True)


def versus(ours, theirs, rounds=5, options=""):
    return tuibench("vs", "--rounds", str(rounds), "--a", f"{options} -- {ours}", "--b", f"{options} -- {theirs}")["ratios"]


def launch():
    """Launch to the first complete frame, five panes."""
    quick = "--rounds 15 --steady 0 --settle 0 --key-n 0 --exits ''"
    figures = versus(LRVIZ, NCLIVE, 3, quick)["launch.first_frame_ms"]
    row("launch to first frame, five panes / nclive1", figures["A"], figures["B"], "2x")
    if shutil.which("btop"):
        figures = versus(LRVIZ, "btop", 2, quick)["launch.first_frame_ms"]
        row("launch to first frame, five panes / btop", figures["A"], figures["B"], "1x")


def frame():
    """CPU, bytes and writes a frame at 30 Hz, and the latency of a key."""
    options = "--size 120x40 --settle 1 --steady 4 --stable 0 --exits '' --keys {} --key-n 15 --null-n 5 --replay-mb 0.1"
    report = tuibench(
        "vs", "--rounds", "2", "--a", options.format("y") + " -- " + TWO_PANES,
        "--b", options.format("r") + " -- " + NCLIVE)["ratios"]
    for key, name, goal in (
        ("steady.cpu_ms_per_burst", "CPU a frame at 30 Hz, two panes 120x40 / nclive1", "1.5x"),
        ("keys.changed_ms", "key to changed screen / nclive1", "3x"),
    ):
        figures = report[key]
        row(name, figures["A"], figures["B"], goal)
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
    """Proportional set size with five panes after 100 epochs, and what a finished lab does: nothing."""
    report = tuibench(
        "run", "--rounds", "1", "--settle", "6", "--steady", "5", "--exits", "", "--key-n", "0", "--stable", "0",
        "--", LRVIZ, "lab", "--speed", "max", "--epochs", "100")
    row("memory (PSS), five panes, 100 epochs", report["memory"]["pss_kib"] / 1024, None, "12 MiB", unit="MiB")
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


def measurements(*command):
    """What a benchmark program prints: a name and a number on each line."""
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return {name: float(value) for name, value in map(str.split, lines)}


def long_history():
    """A frame with five panes after a million epochs against one after a hundred: cost follows the width."""
    times = measurements(str(Path(LRVIZ).parent / "lab-frame"))
    row("200x60 frame after 1,000,000 epochs / after 100", times["1000000"], times["100"], "1.5x")


def training_step():
    """One training step against PyTorch eager, both in double precision on one thread."""
    ours = measurements(str(Path(LRVIZ).parent / "training-step"))
    torch = measurements(sys.executable, str(HERE / "torch_step.py"))
    for name, goal in (("10-5-1", "at least 20x, better 50x"), ("64-32-10", "at least 3x, better 10x")):
        row(f"PyTorch's training step of {name}, batch 32 / ours", torch[name], ours[name], goal, unit="us")


def plot():
    """`lrviz plot` of 1,000 computed steps against a Swift program that does nothing, linked in two ways."""
    for floor, linking in (("empty-dynamic-libc", "-static-stdlib"), ("empty", "-static-executable, as ours")):
        report = tuibench(
            "once", "--rounds", "40", "--vs", f"{FLOORS}/{floor}", "--",
            LRVIZ, "plot", "CosineAnnealingLR(T_max=1000)", "--epochs", "1000")
        row(f"plot of 1,000 steps / empty Swift program, {linking}", report["A"]["wall_ms"]["median"],
            report["B"]["wall_ms"]["median"], "1.5x")


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


COMPOSED = ("SequentialLR", "ChainedScheduler")


def scheduler_steps():
    """`scheduler.step()` of PyTorch against ours, with a known type (Stepper) and from a text (ScheduleRun); parsing."""
    program = str(Path(LRVIZ).parent / "scheduler-step")
    before, torch, after = measurements(program), measurements(sys.executable, str(HERE / "torch_schedulers.py")), measurements(program)
    ours = {name: min(before[name], after[name]) for name in before}
    for name, value in ours.items():
        kind, _, rest = name.partition(".")
        if kind == "parse":
            row(f"parsing of a spec: {rest}", value, None, "50 us", unit="us")
        else:
            goal = "at least 100x" if kind == "stepper" else "at least 60x" if rest in COMPOSED else "as many as can be"
            row(f"PyTorch's step of {rest} / our {kind}'s", torch[rest], value, goal, unit="ns")


FIGURES = {f.__name__: f for f in (
    launch, frame, exits, memory, training_beside_the_screen, long_history, training_step, plot, print_rows, scheduler_steps)}

if __name__ == "__main__":
    for name in sys.argv[3:] or FIGURES:
        if name not in FIGURES:
            sys.exit(f"figures.py: no figure {name!r}; there are: {', '.join(FIGURES)}")
        FIGURES[name]()
