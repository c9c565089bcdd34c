#!/usr/bin/env python3
"""Nanoseconds of processor time of one scheduler.step() in PyTorch: the counterpart of SchedulerStep.

SGD with one parameter group, 100,000 steps in a bare Python loop (which costs some 20 ns a step), median of 5 runs,
each on a fresh optimizer and scheduler.
"""
import statistics
import time
import warnings

import torch
from torch.optim.lr_scheduler import (
    ChainedScheduler, ConstantLR, CosineAnnealingLR, ExponentialLR, LinearLR, MultiStepLR, ReduceLROnPlateau,
    SequentialLR, StepLR)

STEPS = 100_000
METRICS = [0.5 + 0.05 * (i * 7919 % 1000) / 1000 for i in range(STEPS)]
SCHEDULERS = {
    "StepLR": lambda o: StepLR(o, step_size=10),
    "MultiStepLR": lambda o: MultiStepLR(o, milestones=[15, 25]),
    "ExponentialLR": lambda o: ExponentialLR(o, gamma=0.95),
    "ReduceLROnPlateau": lambda o: ReduceLROnPlateau(o),
    "CosineAnnealingLR": lambda o: CosineAnnealingLR(o, T_max=50),
    "SequentialLR": lambda o: SequentialLR(
        o, [LinearLR(o, 0.1, total_iters=5), CosineAnnealingLR(o, T_max=95)], milestones=[5]),
    "ChainedScheduler": lambda o: ChainedScheduler([ConstantLR(o, 0.1, total_iters=20), ExponentialLR(o, gamma=0.9)]),
}


def nanoseconds(make):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = make(optimizer)
    optimizer.step()
    step, takes_metric = scheduler.step, isinstance(scheduler, ReduceLROnPlateau)
    start = time.process_time_ns()
    if takes_metric:
        for metric in METRICS:
            step(metric)
    else:
        for _ in range(STEPS):
            step()
    return (time.process_time_ns() - start) / STEPS


warnings.simplefilter("ignore")
torch.set_num_threads(1)
for name, make in SCHEDULERS.items():
    print(name, statistics.median(nanoseconds(make) for _ in range(5)))
