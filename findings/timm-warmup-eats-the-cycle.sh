#!/usr/bin/env bash
# timm 1.0.31. CosineLRScheduler(t_initial=50, warmup_t=10): the ramp aims at the base rate, but the cosine has been counting from epoch 0 all the
# while. When the warm-up ends the rate lands on the curve at epoch 10, at 0.9045: the base rate is never reached. warmup_prefix=True moves the
# cosine behind the warm-up, and the cycle then ends 10 epochs later.
. "$(dirname "$0")/lib/python-sandbox"
sandbox timm==1.0.31 torch==2.15.0 torchvision==0.29.2 numpy==2.3.5
run - <<'PY'
import timm, torch
from timm.scheduler import CosineLRScheduler

def rates(**options):
    o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    s = CosineLRScheduler(o, t_initial=50, warmup_t=10, warmup_lr_init=0.0, **options)
    out = [o.param_groups[0]["lr"]]
    for epoch in range(1, 61):
        s.step(epoch)
        out.append(o.param_groups[0]["lr"])
    return out

inside, before = rates(), rates(warmup_prefix=True)
print(timm.__version__, "inside:", [round(inside[e], 6) for e in (9, 10, 50)], "prefix:", [round(before[e], 6) for e in (9, 10, 50, 60)])
assert abs(inside[9] - 0.9) < 1e-12 and abs(inside[10] - 0.904508) < 1e-6 and max(inside) < 0.91 and inside[50] == 0
assert before[10] == 1 and before[50] > 0 and before[60] == 0
PY
