#!/usr/bin/env bash
# torch 2.13.0. LinearLR computes each rate from the one before; what rounding leaves at the end of a ramp down to 0 has either sign.
# Seen: LinearLR(start_factor=0.7, end_factor=0.0, total_iters=3) ends at -5.18e-18 and stays there, so that SGD climbs the loss (by very
# little) for the rest of the run, and code that takes log(lr) or asserts lr >= 0 fails.
. "$(dirname "$0")/lib/python-sandbox"
sandbox torch==2.13.0 numpy==2.3.5
run - <<'PY'
import torch
from torch.optim.lr_scheduler import LinearLR

o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
s = LinearLR(o, start_factor=0.7, end_factor=0.0, total_iters=3)
rates = []
for _ in range(6):
    rates.append(o.param_groups[0]["lr"])
    o.step()
    s.step()
print(torch.__version__, rates)
assert rates[3] == rates[5] == -5.1810407815840626e-18
PY
