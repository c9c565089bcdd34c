#!/usr/bin/env bash
# transformers 5.24.0. get_polynomial_decay_schedule_with_warmup draws its curve for optimizer.defaults["lr"], and LambdaLR then multiplies the factor
# by each group's own rate. With the rates given in the groups, as for layer-wise rates, lr_end is not where a group ends: a group at ten times the
# default ends at ten times lr_end, one at a tenth of it at a tenth. The check that lr_end is below the rate looks at the default only.
. "$(dirname "$0")/lib/python-sandbox"
sandbox transformers==5.24.0 torch==2.15.0 numpy==2.3.5
run - <<'PY'
import torch, transformers
from transformers import get_polynomial_decay_schedule_with_warmup

def end(rates, default):
    groups = [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": lr} for lr in rates]
    o = torch.optim.AdamW(groups, lr=default)
    s = get_polynomial_decay_schedule_with_warmup(o, num_warmup_steps=0, num_training_steps=10, lr_end=1e-4)
    for _ in range(10):
        o.step()
        s.step()
    return [group["lr"] for group in o.param_groups]

same, other = end([1e-3], 1e-3), end([1e-2, 1e-4], 1e-3)
print(transformers.__version__, "rate 1e-3, default 1e-3:", same, "rates 1e-2 and 1e-4, default 1e-3:", other)
assert abs(same[0] - 1e-4) < 1e-12
assert abs(other[0] - 1e-3) < 1e-12 and abs(other[1] - 1e-5) < 1e-12
PY
