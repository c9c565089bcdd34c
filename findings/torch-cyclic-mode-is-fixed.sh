#!/usr/bin/env bash
# torch 2.13.0. Most schedulers read their attributes at every step, so that `scheduler.gamma = x` changes the run. CyclicLR chooses its scale
# function in the constructor, bound to the gamma of that time: assigning `mode` or `gamma` changes nothing, while `max_lrs` counts.
. "$(dirname "$0")/lib/python-sandbox"
sandbox torch==2.13.0 numpy==2.3.5
run - <<'PY'
import torch
from torch.optim.lr_scheduler import CyclicLR

def rates(change=lambda s: None, mode="exp_range"):
    o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1, momentum=0.9)
    s = CyclicLR(o, base_lr=0.1, max_lr=1.0, step_size_up=2, mode=mode, gamma=0.9)
    change(s)
    out = []
    for _ in range(12):
        out.append(o.param_groups[0]["lr"])
        o.step()
        s.step()
    return out

def set_mode(s):
    s.mode = "triangular"

def set_gamma(s):
    s.gamma = 0.5

def set_peak(s):
    s.max_lrs = [2.0]

plain = rates()
assert plain != rates(mode="triangular")
print(torch.__version__, "mode:", rates(set_mode) == plain, "gamma:", rates(set_gamma) == plain, "max_lrs:", rates(set_peak) == plain)
assert rates(set_mode) == plain and rates(set_gamma) == plain and rates(set_peak) != plain
PY
