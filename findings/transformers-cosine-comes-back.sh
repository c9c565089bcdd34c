#!/usr/bin/env bash
# transformers 5.23.0. num_training_steps is where the schedules reach their end, not where they stop. A run that is longer than it was told
# (a resumed one, or steps counted per device) stays at 0 with the linear and the polynomial schedule, but with the cosine it climbs
# back: at twice the length after the warm-up it is at the full rate again.
. "$(dirname "$0")/lib/python-sandbox"
sandbox transformers==5.23.0 torch==2.13.0 numpy==2.3.5
run - <<'PY'
import torch, transformers
from transformers import get_cosine_schedule_with_warmup, get_linear_schedule_with_warmup, get_polynomial_decay_schedule_with_warmup

def rates(make):
    o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    s = make(o, 10, 60)
    out = []
    for _ in range(111):
        out.append(o.param_groups[0]["lr"])
        o.step()
        s.step()
    return out

for make in (get_linear_schedule_with_warmup, get_polynomial_decay_schedule_with_warmup, get_cosine_schedule_with_warmup):
    r = rates(make)
    print(transformers.__version__, make.__name__, "at 60:", r[60], "at 85:", round(r[85], 6), "at 110:", r[110])
linear, polynomial, cosine = map(rates, (get_linear_schedule_with_warmup, get_polynomial_decay_schedule_with_warmup, get_cosine_schedule_with_warmup))
assert linear[60] == linear[110] == 0 and polynomial[110] < 1e-6
assert cosine[60] == 0 and abs(cosine[85] - 0.5) < 1e-12 and cosine[110] == 1
PY
