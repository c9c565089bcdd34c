#!/usr/bin/env python3
"""Float64 training trajectories of PyTorch's optimizers, for Tests/TrainingTests/Golden/optimizers.json.

    python3 Scripts/make_optimizer_vectors.py Tests/TrainingTests/Golden/optimizers.json

It needs torch (`pip install torch`). Each case trains a small network on fixed data with every option of an optimizer used
somewhere, some with a scheduler that cycles the momentum:

    lr[e]          the rate before the first batch of epoch e
    train_loss[e]  the mean of the batch losses, each taken before its update
    final          the weights `[layer][out][in]` and biases `[layer][out]` after the last epoch

Double is the default dtype, as NAdam keeps the product of its momenta in that type. `signature` holds, for each class,
the constructor's arguments after `params` in their order, whether they are keyword-only, and their defaults; `refusals`
what it says to values that it does not accept.
"""
import inspect
import json
import math
import random
import sys

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
CLASSES = ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "NAdam", "RAdam", "Adamax", "Adadelta"]


def rows(seed, count, width):
    rng = random.Random(seed)
    return [[round(rng.gauss(0, 1), 4) for _ in range(width)] for _ in range(count)]


def data(seed, count, inputs, outputs):
    x = rows(seed, count, inputs)
    y = [[round(math.sin(sum(row) + k) + 0.3 * row[k % inputs], 4) for k in range(outputs)] for row in x]
    return {"x": x, "y": y}


def build(name, params, lr, options):
    return getattr(torch.optim, name)(params, lr=lr, **options)


def case(slug, name, lr, options, scheduler=None, step="epoch", epochs=30, sizes=(3, 6, 2), activation="tanh"):
    torch.manual_seed(0)
    linears = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
    rng = random.Random(slug)
    with torch.no_grad():
        for linear in linears:
            for tensor in (linear.weight, linear.bias):
                values = [round(rng.uniform(-0.6, 0.6), 4) for _ in range(tensor.numel())]
                tensor.copy_(torch.tensor(values).reshape(tensor.shape))
    modules = [linears[0]]
    for linear in linears[1:]:
        modules += [{"tanh": nn.Tanh, "relu": nn.ReLU}[activation](), linear]
    model, loss_function = nn.Sequential(*modules), nn.MSELoss()

    def weights():
        return {"weights": [l.weight.tolist() for l in linears], "biases": [l.bias.tolist() for l in linears]}

    initial = weights()
    train = data(len(slug), 20, sizes[0], sizes[-1])
    x, y = torch.tensor(train["x"]), torch.tensor(train["y"])
    batches = [[0, 8], [8, 16], [16, 20]]
    optimizer = build(name, model.parameters(), lr, options)
    schedule = eval(f"torch.optim.lr_scheduler.{scheduler.replace('(', '(optimizer, ', 1)}") if scheduler else None
    expected = {"lr": [], "train_loss": []}
    for _ in range(epochs):
        expected["lr"].append(optimizer.param_groups[0]["lr"])
        losses = []
        for a, b in batches:
            optimizer.zero_grad()
            loss = loss_function(model(x[a:b]), y[a:b])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            if schedule and step == "batch":
                schedule.step()
        expected["train_loss"].append(sum(losses) / len(losses))
        if schedule and step == "epoch":
            schedule.step()
    expected["final"] = weights()
    return {
        "id": slug, "model": {"layers": list(sizes), "activation": activation}, "loss": "mse",
        "optimizer": {"call": f"{name}({', '.join(f'{k}={v!r}' for k, v in options.items())})", "lr": lr},
        "scheduler": scheduler, "scheduler_step": step, "epochs": epochs, "batches": batches, "initial": initial,
        "train": train, "expected": expected,
    }


def unit(name, options, gradients, lr=0.1, start=0.5):
    """One parameter under given gradients: its value after each step."""
    parameter = nn.Parameter(torch.tensor([start]))
    optimizer = build(name, [parameter], lr, options)
    values = []
    for gradient in gradients:
        parameter.grad = torch.tensor([gradient])
        optimizer.step()
        values.append(parameter.item())
    return {
        "call": f"{name}({', '.join(f'{k}={v!r}' for k, v in options.items())})", "lr": lr, "start": start,
        "gradients": gradients, "values": values,
    }


OPTIONS = {
    "SGD": [{}, {"momentum": 0.9, "dampening": 0.3, "weight_decay": 0.02}, {"momentum": 0.9, "nesterov": True},
            {"momentum": 0.5, "maximize": True, "weight_decay": 0.1}],
    "Adam": [{}, {"betas": (0.4, 0.99)}, {"amsgrad": True, "weight_decay": 0.05}, {"maximize": True, "eps": 0.001},
             {"weight_decay": 0.05, "decoupled_weight_decay": True}],
    "AdamW": [{}, {"betas": (0.8, 0.95), "amsgrad": True, "weight_decay": 0.2}, {"maximize": True}],
    "RMSprop": [{}, {"alpha": 0.9, "momentum": 0.8}, {"centered": True}, {"alpha": 0.3, "centered": True},
                {"centered": True, "momentum": 0.9, "weight_decay": 0.05, "eps": 0.01}, {"maximize": True}],
    "Adagrad": [{}, {"lr_decay": 0.1, "weight_decay": 0.05}, {"initial_accumulator_value": 0.5, "eps": 0.001},
                {"maximize": True}],
    "NAdam": [{}, {"betas": (0.8, 0.99), "momentum_decay": 0.1}, {"weight_decay": 0.05}, {"maximize": True},
              {"weight_decay": 0.05, "decoupled_weight_decay": True, "eps": 0.001}],
    "RAdam": [{}, {"betas": (0.8, 0.99)}, {"weight_decay": 0.05}, {"maximize": True, "betas": (0.9, 0.6)},
              {"weight_decay": 0.05, "decoupled_weight_decay": True, "eps": 0.001}],
    "Adamax": [{}, {"betas": (0.8, 0.9), "weight_decay": 0.05}, {"eps": 0.1}, {"maximize": True}],
    "Adadelta": [{}, {"rho": 0.6, "eps": 0.001}, {"weight_decay": 0.05}, {"maximize": True, "rho": 1.0}],
}
RATES = {"SGD": 0.05, "RMSprop": 0.01, "Adagrad": 0.1, "Adadelta": 1.0}

CASES = [
    case(f"{name}-{index}", name, RATES.get(name, 0.02), options)
    for name in CLASSES[3:] for index, options in enumerate(OPTIONS[name]) if not options.get("maximize")
] + [
    case("RMSprop-OneCycleLR", "RMSprop", 0.01, {"momentum": 0.9}, "OneCycleLR(max_lr=0.02, total_steps=90)", "batch"),
    case("NAdam-CyclicLR", "NAdam", 0.01, {}, "CyclicLR(base_lr=0.001, max_lr=0.02, step_size_up=7)", "batch"),
    case("RAdam-OneCycleLR", "RAdam", 0.01, {}, "OneCycleLR(max_lr=0.03, total_steps=90)", "batch"),
    case("Adamax-CyclicLR", "Adamax", 0.01, {}, "CyclicLR(base_lr=0.001, max_lr=0.02, step_size_up=5)", "batch"),
    case("Adadelta-StepLR", "Adadelta", 1.0, {}, "StepLR(step_size=10)", activation="relu"),
    case("Adagrad-CyclicLR", "Adagrad", 0.1, {},
         "CyclicLR(base_lr=0.01, max_lr=0.2, step_size_up=7, cycle_momentum=False)", "batch"),
]
GRADIENTS = [round(math.sin(1.7 * k) * (1 + k % 3), 4) for k in range(1, 25)]
UNITS = [unit(name, options, GRADIENTS) for name in CLASSES for options in OPTIONS[name]]


def signature(name):
    parameters = list(inspect.signature(getattr(torch.optim, name).__init__).parameters.values())[2:]
    return [{"name": p.name, "keyword_only": p.kind == p.KEYWORD_ONLY, "default": repr(p.default)} for p in parameters]


BAD = {
    "lr": [-1, -0.5], "momentum": [-1], "weight_decay": [-0.5], "eps": [-1], "alpha": [-0.1], "lr_decay": [-2],
    "initial_accumulator_value": [-0.25], "momentum_decay": [-1], "rho": [-0.1, 1.5], "betas": [(1.0, 0.9), (0.9, -1)],
}


def refusals(name):
    accepted = {p["name"] for p in signature(name)}
    for argument, values in BAD.items():
        for value in values if argument in accepted else []:
            try:
                getattr(torch.optim, name)([nn.Parameter(torch.zeros(1))], **{argument: value})
            except ValueError as error:
                yield {"call": f"{name}({argument}={value!r})", "message": str(error)}


def main(path):
    sections = {
        "cases": CASES, "units": UNITS,
        "signatures": [{"name": name, "arguments": signature(name)} for name in CLASSES],
        "refusals": [refusal for name in CLASSES for refusal in refusals(name)],
    }
    with open(path, "w") as file:
        file.write('{\n"torch": ' + json.dumps(torch.__version__))
        for name, entries in sections.items():
            file.write(f',\n"{name}": [\n' + ",\n".join(json.dumps(entry) for entry in entries) + "\n]")
        file.write("\n}\n")


main(sys.argv[1])
