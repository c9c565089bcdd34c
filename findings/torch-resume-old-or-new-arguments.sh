#!/usr/bin/env bash
# torch 2.13.0. A run resumed with other numbers in its script: StepLR and CosineAnnealingLR take theirs from the checkpoint without a word, as
# load_state_dict replaces attributes; LambdaLR keeps the new function, as lambdas are in no checkpoint, but not the new `lr=`. So an edited gamma does
# nothing, and an edited length of a lambda makes the rate jump.
# Seen, three updates and then four after the resume: StepLR(2, 0.5) -> StepLR(1, 0.9), lr 1 -> 0.2: 1 1 0.5 | 0.5 0.25 0.25 0.125;
# LambdaLR(1 - i/10) -> LambdaLR(1 - i/20), lr 1 -> 0.2: 1 0.9 0.8 | 0.7 0.8 0.75 0.7.
. "$(dirname "$0")/lib/python-sandbox"
sandbox torch==2.13.0 numpy==2.3.5
run - <<'PY'
import torch
from torch.optim import lr_scheduler

def optimizer(rate):
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)

def rates(o, s, count):
    seen = []
    for _ in range(count):
        seen.append(round(o.param_groups[0]["lr"], 6))
        o.step()
        s.step()
    return seen

def resumed(before, after):
    o = optimizer(1.0)
    s = before(o)
    seen = rates(o, s, 3)
    new = optimizer(0.2)
    edited = after(new)
    new.load_state_dict(o.state_dict())
    edited.load_state_dict(s.state_dict())
    return seen + rates(new, edited, 4)

steps = resumed(lambda o: lr_scheduler.StepLR(o, 2, 0.5), lambda o: lr_scheduler.StepLR(o, 1, 0.9))
cosine = resumed(lambda o: lr_scheduler.CosineAnnealingLR(o, 10), lambda o: lr_scheduler.CosineAnnealingLR(o, 20))
lambdas = resumed(lambda o: lr_scheduler.LambdaLR(o, lambda i: 1 - i / 10), lambda o: lr_scheduler.LambdaLR(o, lambda i: 1 - i / 20))
o = optimizer(1.0)
unedited = rates(o, lr_scheduler.CosineAnnealingLR(o, 10), 7)
print(torch.__version__, "StepLR", steps, "CosineAnnealingLR", cosine, "LambdaLR", lambdas)
assert steps == [1, 1, 0.5, 0.5, 0.25, 0.25, 0.125]
assert cosine == unedited
assert lambdas == [1, 0.9, 0.8, 0.7, 0.8, 0.75, 0.7]
PY
