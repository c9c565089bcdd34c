#!/usr/bin/env bash
# pytorch-ignite 0.5.5 with torch 2.13.0. ignite's LRScheduler sets the first rate from an extra get_lr() of the wrapped scheduler. Those that work out
# the next rate from the current one take that for a step: ExponentialLR is a step ahead, CosineAnnealingLR begins above the base rate, and LinearLR
# applies its start_factor twice and never reaches the base rate. StepLR is as it should be.
# Seen, base rate 1: ExponentialLR(0.5) begins with 0.5 (torch: 1), CosineAnnealingLR(6) with 1.071797 (1), LinearLR(0.1, total_iters=4) ends at 0.1 (1).
. "$(dirname "$0")/lib/python-sandbox"
sandbox pytorch-ignite==0.5.5 torch==2.13.0 numpy==2.3.5
run - <<'PY'
import ignite, torch
from ignite.engine import Engine, Events
from ignite.handlers import LRScheduler
from torch.optim import lr_scheduler

def rates(make, wrapped):
    o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    s, seen = make(o), []

    def update(engine, batch):
        seen.append(round(o.param_groups[0]["lr"], 6))
        o.step()
        if not wrapped:
            s.step()

    engine = Engine(update)
    if wrapped:
        engine.add_event_handler(Events.ITERATION_STARTED, LRScheduler(s))
    engine.run(range(6), max_epochs=1)
    return seen

kinds = {
    "StepLR": lambda o: lr_scheduler.StepLR(o, 2, 0.5),
    "ExponentialLR": lambda o: lr_scheduler.ExponentialLR(o, 0.5),
    "CosineAnnealingLR": lambda o: lr_scheduler.CosineAnnealingLR(o, 6),
    "LinearLR": lambda o: lr_scheduler.LinearLR(o, 0.1, total_iters=4),
}
seen = {name: (rates(make, False), rates(make, True)) for name, make in kinds.items()}
print(ignite.__version__, torch.__version__)
for name, (plain, wrapped) in seen.items():
    print(f"{name:17} torch {plain} ignite {wrapped}")
assert seen["StepLR"][0] == seen["StepLR"][1]
assert seen["ExponentialLR"][1] == [rate / 2 for rate in seen["ExponentialLR"][0]]
assert seen["CosineAnnealingLR"][1] == [1.071797] + seen["CosineAnnealingLR"][0][1:]
assert seen["LinearLR"][0][-1] == 1 and seen["LinearLR"][1] == [0.01, 0.0325, 0.055, 0.0775, 0.1, 0.1]
PY
