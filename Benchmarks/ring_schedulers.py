#!/usr/bin/env python3
"""Nanoseconds of processor time of one step of a schedule in the libraries of the second ring: the counterpart of
RingSchedules.swift. Median of 5 runs of some thousand steps in a bare Python loop, each on a fresh schedule.

Libraries that are neither installed nor unpacked are left out: Scripts/install-ring FOLDER, then
PYTHONPATH=FOLDER/packages LRVIZ_RING_SOURCES=FOLDER/sources.
"""
import importlib.util
import statistics
import subprocess
import sys
import time
from pathlib import Path

STEPS = 5_000
DRIVER = Path(__file__).parent.parent / "Scripts" / "ring_driver.py"

CODE = {
    "deepspeed": """
from deepspeed.runtime.lr_schedules import WarmupDecayLR
step = WarmupDecayLR(optimizer, total_num_steps=200000).step""",
    "megatron": """
from megatron.core.optimizer_param_scheduler import OptimizerParamScheduler
scheduler = OptimizerParamScheduler(
    optimizer, init_lr=0.0, max_lr=0.1, min_lr=0.01, lr_warmup_steps=100, lr_decay_steps=200000, lr_decay_style='cosine',
    start_wd=0.01, end_wd=0.01, wd_incr_steps=200000, wd_incr_style='constant')
step = lambda: scheduler.step(1)""",
    "fvcore": """
from fvcore.common.param_scheduler import CosineParamScheduler
schedule = CosineParamScheduler(1.0, 0.1)
step = lambda: schedule(0.3)""",
    "detectron2": """
from fvcore.common.param_scheduler import CosineParamScheduler
from detectron2.solver import LRMultiplier, WarmupParamScheduler
step = LRMultiplier(optimizer, WarmupParamScheduler(CosineParamScheduler(1.0, 0.1), 0.001, 0.01), max_iter=200000).step""",
    "mmengine": """
from mmengine.optim.scheduler import CosineAnnealingLR
step = CosineAnnealingLR(optimizer, T_max=200000).step""",
    "composer": """
import types
from composer.core import Time, TimeUnit, Timestamp
from composer.optim import CosineAnnealingWithWarmupScheduler
schedule = CosineAnnealingWithWarmupScheduler(t_warmup='100ba')
state = types.SimpleNamespace(
    max_duration=Time.from_timestring('200000ba'), dataloader_len=Time(1000, TimeUnit.BATCH), timestamp=Timestamp(batch=5000))
step = lambda: schedule(state, 1.0)""",
    "paddle": """
import paddle
step = paddle.optimizer.lr.CosineAnnealingDecay(learning_rate=0.1, T_max=200000).step""",
    "ignite": """
from ignite.handlers.param_scheduler import CosineAnnealingScheduler
handler = CosineAnnealingScheduler(optimizer, 'lr', 0.1, 0.01, 200000)
step = lambda: handler(None)""",
    "mlx": """
import mlx.core as mx
from mlx.optimizers import cosine_decay
schedule, place = cosine_decay(0.1, 200000), mx.array(5000)
step = lambda: schedule(place).item()""",
    "pytorch_optimizer": """
from pytorch_optimizer.lr_scheduler import CosineScheduler
step = CosineScheduler(optimizer, t_max=200000, max_lr=0.1, warmup_steps=100).step""",
    "diffusers": """
from diffusers.optimization import get_cosine_schedule_with_warmup
step = get_cosine_schedule_with_warmup(optimizer, 100, 200000).step""",
    "torchtitan": """
from torchtitan.components.optimizer.lr_scheduler import LRSchedulersContainer
config = LRSchedulersContainer.Config(warmup_steps=100, decay_type='cosine')
step = config.build(optimizers=[optimizer], training_steps=200000).step""",
    "pytorch_warmup": """
import pytorch_warmup
from torch.optim.lr_scheduler import StepLR
scheduler = StepLR(optimizer, 1000)
warmup = pytorch_warmup.LinearWarmup(optimizer, 1000)
def step():
    with warmup.dampening():
        scheduler.step()""",
    "axolotl": """
from axolotl.utils.schedulers import RexLR
step = RexLR(optimizer, max_lr=0.1, min_lr=0.01, total_steps=200000).step""",
}


def driver():
    spec = importlib.util.spec_from_file_location("ring_driver", DRIVER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def nanoseconds(ring, code):
    names = {"optimizer": ring.Optimizer({"lr": 0.1, "outside": {}})}
    exec(code, names)
    names["optimizer"].step()
    step = names["step"]
    start = time.process_time_ns()
    for _ in range(STEPS):
        step()
    return (time.process_time_ns() - start) / STEPS


def measure(library):
    ring = driver()
    try:
        ring.LIBRARIES[library]()
        print("ring." + library, statistics.median(nanoseconds(ring, CODE[library]) for _ in range(5)), flush=True)
    except (ImportError, FileNotFoundError, ring.Missing):
        pass


# One process for each library, as some put modules in the place of others.
if len(sys.argv) > 1:
    measure(sys.argv[1])
else:
    for name in CODE:
        subprocess.run([sys.executable, __file__, name], check=True)
