#!/usr/bin/env bash
# torch 2.13.0. A checkpoint is resumed in the usual order: load the optimizer, build the scheduler, load the scheduler. With
# SequentialLR the constructor multiplies the loaded rate by the warm-up's start factor; load_state_dict() restores the counters but not
# the rate, and as LinearLR and CosineAnnealingLR compute from the rate in force, the factor stays to the end.
# Seen: every rate after the resume is 0.1106 of the uninterrupted run's: the warm-up's first rate (0.01) over the rate at the resume.
# Loading the optimizer last is right.
. "$(dirname "$0")/lib/python-sandbox"
sandbox torch==2.13.0 numpy==2.3.5
run - <<'PY'
import copy, torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR

def optimizer():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)

def schedule(o):
    return SequentialLR(o, [LinearLR(o, 0.1, total_iters=5), CosineAnnealingLR(o, 15)], [5])

def train(o, s, epochs):
    rates = []
    for _ in range(epochs):
        rates.append(o.param_groups[0]["lr"])
        o.step()
        s.step()
    return rates

o = optimizer()
s = schedule(o)
train(o, s, 8)
saved = copy.deepcopy((o.state_dict(), s.state_dict()))
expected = train(o, s, 10)

def resume(order):
    o = optimizer()
    if order == "optimizer first":
        o.load_state_dict(saved[0])
        s = schedule(o)
        s.load_state_dict(saved[1])
    else:
        s = schedule(o)
        s.load_state_dict(saved[1])
        o.load_state_dict(saved[0])
    return [b / a for a, b in zip(expected, train(o, s, 10))]

for order in ["optimizer first", "optimizer last"]:
    print(torch.__version__, order, "rate / rate of the uninterrupted run:", [round(x, 6) for x in resume(order)])
assert all(abs(x - 0.01 / expected[0]) < 1e-9 for x in resume("optimizer first"))
assert all(x == 1 for x in resume("optimizer last"))
PY
