"""Trains, plans and follows at full speed for minutes: memory stays, and the numbers are those of a short run."""

import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from terminal import Session

PAGE = 4096
# Rows of a log are kept: what a point of irregular steps takes, and the pyramid over it (Benchmarks, memory a point).
BYTES_A_ROW = 2 * 17 * 1.2


def memory(pid):
    """Resident bytes that are its own, not the file's."""
    with open(f"/proc/{pid}/statm") as file:
        _, resident, shared = (int(one) for one in file.read().split()[:3])
    return (resident - shared) * PAGE


def grows(samples, allowed=0.01):
    """By how much the median of the last third is above that of the second, where that is more than allowed."""
    third = len(samples) // 3
    middle, last = sorted(samples[third : 2 * third]), sorted(samples[2 * third :])
    before, after = middle[len(middle) // 2], last[len(last) // 2]
    # A megabyte is what the allocator may keep for itself at any time.
    return after - before if after - before > max(allowed * before, 1 << 20) else 0


def train(program, seconds):
    """Train on; the numbers are those of a run that was never long."""
    command = [
        program,
        "train",
        "CosineAnnealingWarmRestarts(T_0=50)",
        "--workload",
        "mock",
        "--speed",
        "max",
        "--format",
        "jsonl",
    ]
    child = subprocess.Popen([*command, "--epochs", "10000000"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    samples, rows, end, last = [], 0, time.monotonic() + seconds, b""
    next_sample = 0.0
    for line in child.stdout:
        rows, last = rows + 1, line
        now = time.monotonic()
        if now > next_sample:
            samples.append(memory(child.pid))
            next_sample = now + seconds / 300
        if now > end:
            break
    child.kill()
    child.wait()
    failures = []
    if grows(samples):
        failures.append(f"training for {rows:,} epochs grows by {grows(samples):,} bytes")
    found = json.loads(last)
    output = subprocess.run(
        [program, "print", "CosineAnnealingWarmRestarts(T_0=50)", "--epochs", "50", "--format", "json"],
        capture_output=True,
    ).stdout
    planned = json.loads(output)["schedules"][0]["lrs"][0][(found["epoch"] - 1) % 50]
    if abs(found["lr"][0] - planned) > 1e-9 * 0.1:
        failures.append(f"after {rows:,} epochs the rate has drifted: {found['lr'][0]} for {planned}")
    print(f"soak: {rows:,} epochs trained, {samples[-1] / 1e6:.1f} MB", flush=True)
    return failures


def plan(program, seconds):
    """Change a plan of a million steps all the time."""
    session = Session(
        [
            program,
            "plan",
            "SequentialLR([LinearLR(0.1), CosineAnnealingLR(T_max=900000)], milestones=[5])",
            "--epochs",
            "1000000",
        ]
    )
    if not session.until("SequentialLR"):
        return ["the plan is never drawn"]
    samples, keys, end = [], 0, time.monotonic() + seconds
    while time.monotonic() < end and not session.ended():
        for key in ("\x1b[C", "\x1b[D", "\t", "+", "-", "]", "[", "0", "y", "y"):
            session.send(key)
            session.read(0.004)
            session.output.clear()
            keys += 1
        samples.append(memory(session.pid))
    ended = session.ended()
    session.close()
    print(f"soak: {keys:,} keys on a plan, {samples[-1] / 1e6:.1f} MB", flush=True)
    failures = ["the plan ended by itself"] if ended else []
    if grows(samples):
        failures.append(f"{keys:,} keys on a plan grow by {grows(samples):,} bytes")
    return failures


def follow(program, seconds, folder):
    """Append to a log all the time; memory grows by the points, and no more."""
    log = folder / "run.jsonl"
    log.write_text('{"step": 0, "lr": 0.1, "train_loss": 1.0}\n')
    session = Session([program, "watch", str(log), "--fresh"], environment={"XDG_STATE_HOME": str(folder)})
    if not session.until("run.jsonl"):
        return ["the log is never drawn"]
    session.read(1)
    before, rows, end = memory(session.pid), 0, time.monotonic() + seconds
    with open(log, "a") as file:
        while time.monotonic() < end and not session.ended():
            file.write(
                "".join(
                    f'{{"step": {rows + i + 1}, "lr": 0.1, "train_loss": {1 / (rows + i + 1)}}}\n' for i in range(500)
                )
            )
            file.flush()
            rows += 500
            session.read(0.02)
            session.output.clear()
    session.read(2)
    ended, after = session.ended(), memory(session.pid)
    session.close()
    print(f"soak: {rows:,} rows followed, {(after - before) / max(1, rows):.1f} bytes a row", flush=True)
    failures = ["watch ended by itself"] if ended else []
    if after - before > rows * BYTES_A_ROW + (4 << 20):
        failures.append(f"following {rows:,} rows grows by {after - before:,} bytes")
    return failures


def main(program, seconds=600):
    """Do the three at once, each for so long, and return the failures."""
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(3) as pool:
        parts = [
            pool.submit(train, program, seconds),
            pool.submit(plan, program, seconds),
            pool.submit(follow, program, seconds, Path(name)),
        ]
        return [failure for part in parts for failure in part.result()]


if __name__ == "__main__":
    failures = main(sys.argv[1], *(int(one) for one in sys.argv[2:]))
    print("\n".join(failures))
    sys.exit(1 if failures else 0)
