#!/usr/bin/env python3
"""Writes Tests/LRSchedulersTests/Vectors/futures.json: what torch does after a change in mid-run, made in three ways.

in_force     the attribute is assigned on the live scheduler, a rate by hand into the parameter groups
rebuilt      the scheduler is constructed anew, with the new arguments, on the optimizer as it is (initial_lr and all)
closed_form  a scheduler that always had these arguments, taken to the epoch by step(epoch); null if torch has no such form

Changes hold from the epoch (counted from 0) before whose read they are made: N epochs are N reads and N-1 steps. Each
later change is made in each of the three in its own way. Run it with torch 2.13 after changing a case.
"""
import json
import math
import re
import sys
import warnings
from bisect import bisect_right
from collections import Counter
from pathlib import Path

import torch
from torch.optim import lr_scheduler
from torch.optim.swa_utils import SWALR

warnings.simplefilter("ignore")
NAMES = {n: getattr(lr_scheduler, n) for n in dir(lr_scheduler) if n.endswith(("LR", "Restarts", "Scheduler"))}
NAMES |= {"SWALR": SWALR, "ReduceLROnPlateau": lr_scheduler.ReduceLROnPlateau, "math": math}
# No _get_closed_form_lr, and a get_lr that reads the rate in force; ReduceLROnPlateau has no get_lr.
WITHOUT_FORM = ("MultiplicativeLR", "SWALR", "ReduceLROnPlateau", "ChainedScheduler")
EPOCHS = 32


class Spec:
    """A call: its name, its arguments, which may be calls."""

    def __init__(self, name, **arguments):
        self.name, self.arguments = name, arguments

    def text(self):
        return f"{self.name}({', '.join(f'{k}={text(v)}' for k, v in self.arguments.items())})"

    def build(self, optimizer):
        return NAMES[self.name](optimizer=optimizer, **{k: built(v, optimizer) for k, v in self.arguments.items()})

    def with_change(self, path, value):
        member = re.fullmatch(r"schedulers\[(\d+)\]\.(.*)", path)
        arguments = dict(self.arguments)
        if member:
            members = list(arguments["schedulers"])
            members[int(member[1])] = members[int(member[1])].with_change(member[2], value)
            arguments["schedulers"] = members
        else:
            arguments[path] = value
        return Spec(self.name, **arguments)


class Lambda:
    def __init__(self, source):
        self.source = source


def text(value):
    if isinstance(value, Spec):
        return value.text()
    if isinstance(value, Lambda):
        return value.source
    if isinstance(value, list):
        return "[" + ", ".join(map(text, value)) + "]"
    return repr(value)


def built(value, optimizer):
    if isinstance(value, Spec):
        return value.build(optimizer)
    if isinstance(value, Lambda):
        return eval(value.source, {"math": math})
    if isinstance(value, list):
        return [built(v, optimizer) for v in value]
    return value


def new_optimizer(lrs):
    groups = [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": lr} for lr in lrs]
    return torch.optim.SGD(groups, lr=lrs[0], momentum=0.9)


def rates(optimizer):
    return [group["lr"] for group in optimizer.param_groups]


def assign(scheduler, path, value):
    member = re.fullmatch(r"schedulers\[(\d+)\]\.(.*)", path)
    if member:
        return assign(scheduler._schedulers[int(member[1])], member[2], value)
    setattr(scheduler, path, Counter(value) if path == "milestones" else value)


def made_at(epoch, case):
    return [change for change in case["changes"] if change["epoch"] == epoch]


def with_changes(spec, change):
    for path, value in change.get("set", {}).items():
        spec = spec.with_change(path, value)
    return spec


def set_rates(optimizer, change):
    for group, lr in zip(optimizer.param_groups, change.get("set_lr", [])):
        group["lr"] = lr


def step(optimizer, scheduler, metrics, epoch):
    optimizer.step()
    scheduler.step(metrics[epoch]) if metrics else scheduler.step()


def in_force(case):
    optimizer = new_optimizer(case["lr"])
    scheduler = case["scheduler"].build(optimizer)
    rows = []
    for epoch in range(EPOCHS):
        if epoch > 0:
            step(optimizer, scheduler, case.get("metrics"), epoch - 1)
        for change in made_at(epoch, case):
            set_rates(optimizer, change)
            for path, value in change.get("set", {}).items():
                assign(scheduler, path, value)
        rows.append(rates(optimizer))
    return rows


def rebuilt(case):
    optimizer, spec = new_optimizer(case["lr"]), case["scheduler"]
    scheduler = spec.build(optimizer)
    rows = []
    for epoch in range(EPOCHS):
        if epoch > 0:
            step(optimizer, scheduler, case.get("metrics"), epoch - 1)
        for change in made_at(epoch, case):
            set_rates(optimizer, change)
            spec = with_changes(spec, change)
            scheduler = spec.build(optimizer)
        rows.append(rates(optimizer))
    return rows


def closed_form_at(spec, lrs, epoch):
    optimizer = new_optimizer(lrs)
    scheduler = spec.build(optimizer)
    if spec.name == "SequentialLR":
        stage = bisect_right(scheduler._milestones, epoch)
        scheduler._schedulers[stage]._update_lr(epoch - ([0] + scheduler._milestones)[stage])
    else:
        scheduler.step(epoch)
    return rates(optimizer)


def closed_form(case):
    spec = case["scheduler"]
    if any(name in spec.text() for name in WITHOUT_FORM):
        return None
    rows, first = in_force(case), case["changes"][0]["epoch"]
    for epoch in range(first, EPOCHS):
        for change in made_at(epoch, case):
            spec = with_changes(spec, change)
        rows[epoch] = closed_form_at(spec, case["lr"], epoch)
    return rows


def columns(rows):
    return rows and [list(column) for column in zip(*rows)]


def warm_cosine():
    return Spec("SequentialLR", schedulers=[
        Spec("LinearLR", start_factor=0.1, total_iters=5), Spec("CosineAnnealingLR", T_max=30)], milestones=[5])


SCHEDULERS = {
    "StepLR": (Spec("StepLR", step_size=5, gamma=0.5), [{"step_size": 4}, {"gamma": 0.8}]),
    "MultiStepLR": (Spec("MultiStepLR", milestones=[5, 15, 25], gamma=0.5), [{"milestones": [8, 20]}, {"gamma": 0.1}]),
    "ExponentialLR": (Spec("ExponentialLR", gamma=0.95), [{"gamma": 0.8}]),
    "ConstantLR": (Spec("ConstantLR", factor=0.5, total_iters=18), [{"factor": 0.25}, {"total_iters": 25}]),
    "LinearLR": (Spec("LinearLR", start_factor=0.1, total_iters=20), [{"total_iters": 30}, {"end_factor": 0.5}]),
    "PolynomialLR": (Spec("PolynomialLR", total_iters=30, power=1.0), [{"total_iters": 35}, {"power": 2.0}]),
    "CosineAnnealingLR": (
        Spec("CosineAnnealingLR", T_max=50), [{"T_max": 20}, {"T_max": 10}, {"eta_min": 0.01}]),
    "CosineAnnealingWarmRestarts": (
        Spec("CosineAnnealingWarmRestarts", T_0=6, T_mult=2), [{"T_mult": 1}, {"eta_min": 0.01}]),
    "LambdaLR": (Spec("LambdaLR", lr_lambda=Lambda("lambda epoch: 0.95 ** epoch")), []),
    "MultiplicativeLR": (Spec("MultiplicativeLR", lr_lambda=Lambda("lambda epoch: 0.95")), []),
    "CyclicLR": (Spec("CyclicLR", base_lr=0.01, max_lr=0.1, step_size_up=4, mode="triangular2"), []),
    "OneCycleLR": (Spec("OneCycleLR", max_lr=0.1, total_steps=60), []),
    "SWALR": (Spec("SWALR", swa_lr=0.02, anneal_epochs=20), [{"anneal_epochs": 25}]),
    "SequentialLR": (warm_cosine(), [{"schedulers[1].T_max": 20}, {"schedulers[1].eta_min": 0.01}]),
    "ChainedScheduler": (
        Spec("ChainedScheduler", schedulers=[
            Spec("ConstantLR", factor=0.5, total_iters=6), Spec("ExponentialLR", gamma=0.9)]),
        [{"schedulers[1].gamma": 0.99}]),
    "ReduceLROnPlateau": (
        Spec("ReduceLROnPlateau", factor=0.5, patience=4), [{"patience": 2}, {"factor": 0.1}]),
}


def cases():
    for name, (spec, settings) in SCHEDULERS.items():
        metrics = [0.5 + 0.05 * math.sin(e) for e in range(EPOCHS)] if name == "ReduceLROnPlateau" else None
        changes = {f"{list(s)[0]}={list(s.values())[0]}@{e}": [{"epoch": e, "set": s}] for s in settings for e in (1, 12)}
        changes["lr@12"] = [{"epoch": 12, "set_lr": [0.03, 0.5]}]
        changes["lr@0"] = [{"epoch": 0, "set_lr": [0.2, 0.01]}]
        if settings:
            both = {"epoch": 9, "set": settings[0], "set_lr": [0.04, 0.2]}
            changes["both@9, lr@20"] = [both, {"epoch": 20, "set_lr": [0.05, 0.05]}]
        # Assigning what is in force already is no change.
        if len(settings) > 1:
            changes["one@7, another@19"] = [
                {"epoch": 7, "set": settings[0]}, {"epoch": 19, "set": settings[-1]}]
        for title, made in changes.items():
            yield {"id": f"{name}.{title}", "lr": [0.1, 0.05], "scheduler": spec, "changes": made, "metrics": metrics}


def main():
    assert torch.__version__.startswith("2.13"), torch.__version__
    rows = []
    for case in cases():
        row = {"id": case["id"], "spec": case["scheduler"].text(), "lr": case["lr"], "changes": case["changes"]}
        if case["metrics"]:
            row["metrics"] = case["metrics"]
        row |= {"in_force": columns(in_force(case)), "rebuilt": columns(rebuilt(case)),
                "closed_form": columns(closed_form(case))}
        rows.append(row)
    path = Path(__file__).parent.parent / "Tests/LRSchedulersTests/Vectors/futures.json"
    path.parent.mkdir(exist_ok=True)
    lines = ",\n".join(json.dumps(row) for row in rows)
    path.write_text('{"torch": "%s", "cases": [\n%s\n]}\n' % (torch.__version__, lines))
    print(f"{len(rows)} cases", file=sys.stderr)


main()
