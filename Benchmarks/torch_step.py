#!/usr/bin/env python3
"""Microseconds of one training step in PyTorch eager, double precision, one thread: the counterpart of TrainingStep.

Per step optimizer.zero_grad(), forward, loss, backward, optimizer.step() with plain SGD or Adam on a batch prepared
beforehand; median of 7 runs of 2,000 steps after 200 to warm up.
"""
import statistics
import time

import torch
from torch import nn


def model(sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs, dtype=torch.float64), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def microseconds(sizes, loss_function, targets, optimizer=torch.optim.SGD, batch=32, steps=2000):
    torch.manual_seed(0)
    network, x = model(sizes), torch.randn(batch, sizes[0], dtype=torch.float64)
    optimizer = optimizer(network.parameters(), lr=0.01)

    def loop(count):
        start = time.perf_counter()
        for _ in range(count):
            optimizer.zero_grad()
            loss_function(network(x), targets).backward()
            optimizer.step()
        return (time.perf_counter() - start) / count * 1e6

    loop(200)
    return statistics.median(loop(steps) for _ in range(7))


torch.set_num_threads(1)
print("10-5-1", microseconds([10, 5, 1], nn.MSELoss(), torch.randn(32, 1, dtype=torch.float64)))
print("64-32-10", microseconds([64, 32, 10], nn.CrossEntropyLoss(), torch.randint(10, (32,))))
print("64-32-10-Adam", microseconds([64, 32, 10], nn.CrossEntropyLoss(), torch.randint(10, (32,)), torch.optim.Adam))
