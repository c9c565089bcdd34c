#!/usr/bin/env bash
# torch 2.13.0. ReduceLROnPlateau's relative threshold is `best * (1 - threshold)`, which lies above a best that is negative.
# Seen: a metric that gets worse in every epoch, by half the threshold, never counts as bad while it is below 0: each value becomes the new
# "best", and the rate stays. The same series above 0 cuts the rate every sixth epoch. Losses such as log likelihoods, ELBOs and SI-SNR are
# negative.
. "$(dirname "$0")/lib/python-sandbox"
sandbox torch==2.13.0 numpy==2.3.5
run - <<'PY'
import torch
from torch.optim.lr_scheduler import ReduceLROnPlateau


def follow(metrics):
    o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    s = ReduceLROnPlateau(o, mode="min", patience=5)
    for metric in metrics:
        s.step(metric)
    return s.best, o.param_groups[0]["lr"]


negative = [-(1 - 5e-5) ** epoch for epoch in range(60)]
positive = [(1 + 5e-5) ** epoch for epoch in range(60)]
print(torch.__version__, follow(negative), follow(positive))
assert sorted(negative) == negative and sorted(positive) == positive, "both get worse in every epoch"
assert follow(negative) == (negative[-1], 1.0)
assert follow(positive)[0] == 1.0 and follow(positive)[1] < 1e-6
PY
