#!/usr/bin/env bash
# torch 2.13.0. "Decay to a tenth, then halve every two epochs" written as SequentialLR([ExponentialLR, StepLR]): at the milestone the
# rate jumps back up to the optimizer's base rate, as the new stage is started at its own epoch 0 by the closed form of its class.
# ChainedScheduler does go on from the rate in force.
. "$(dirname "$0")/lib/python-sandbox"
sandbox torch==2.13.0 numpy==2.3.5
run - <<'PY'
import torch
from torch.optim.lr_scheduler import ExponentialLR, SequentialLR, StepLR

o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
s = SequentialLR(o, [ExponentialLR(o, 0.5), StepLR(o, 2, 0.5)], [4])
rates = []
for _ in range(9):
    rates.append(o.param_groups[0]["lr"])
    o.step()
    s.step()
print(torch.__version__, rates)
assert rates == [1.0, 0.5, 0.25, 0.125, 1.0, 1.0, 0.5, 0.5, 0.25]
PY
