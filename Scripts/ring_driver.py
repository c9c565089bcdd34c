"""Runs schedules of the second ring in their own libraries' code, and prints the rates that come out.

`RingDifferenceTests` puts a line in front that reads the schedules into `input`: each has the library, the code that
lrviz exports, the optimizer's rate, steps, metrics, and what stands outside of the code. Of libraries that are not installed
the sources are looked for (library_sources.py).
"""

import ast
import importlib
import importlib.util
import json
import logging
import math
import os
import sys
import types
import warnings
from pathlib import Path

from library_sources import SOURCES, Missing, anything, package, unpacked

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def installed(name):
    """The folder of a package that is installed, without importing it."""
    found = importlib.util.find_spec(name)
    if found is None:
        raise Missing(f"{name} is not installed")
    return Path(found.submodule_search_locations[0])


def number(value):
    return float(value.item() if hasattr(value, "item") else value)


def optimizer(script):
    """One of PyTorch, with a momentum that may be moved."""
    import torch

    beta2 = script["outside"].get("beta2", 0.999)
    parameters = [torch.nn.Parameter(torch.zeros(1))]
    return torch.optim.Adam(parameters, lr=script["lr"], betas=(0.9, beta2))


def of_torch(script, names, step):
    """The rates of an optimizer of PyTorch that is read, and then stepped on."""
    group = names["optimizer"].param_groups[0]
    for index in range(script["steps"]):
        yield number(group["betas"][0] if script["reads"] == "momentum" else group["lr"])
        names["optimizer"].step()
        step(index)


def plain(script, names):
    scheduler = names.get("scheduler")
    metrics = script["metrics"]
    return of_torch(script, names, lambda i: scheduler.step(metrics[i]) if metrics else scheduler.step())


# The libraries: what makes their code importable, and how a schedule of theirs is driven.


def open_deepspeed():
    root = unpacked("deepspeed") / "deepspeed"
    package("deepspeed", root)
    package("deepspeed.runtime", root / "runtime")
    package("deepspeed.utils", logger=logging.getLogger("deepspeed"))
    return plain


def open_megatron():
    root = unpacked("megatron-core") / "megatron"
    package("megatron", root)
    package("megatron.core", root / "core")
    package("megatron.core.utils", log_single_rank=anything)

    def drive(script, names):
        increments = script["outside"].get("increment", 1)
        sizes = increments if isinstance(increments, list) else [increments]
        step = names["scheduler"].step
        return of_torch(script, names, lambda i: step(int(sizes[min(i, len(sizes) - 1)])))

    return drive


def open_fvcore():
    importlib.import_module("fvcore.common.param_scheduler")

    def drive(script, names):
        return (number(names["schedule"](i / script["outside"]["max_iter"])) for i in range(script["steps"]))

    return drive


def open_detectron2():
    from yacs.config import CfgNode

    root = unpacked("detectron2") / "detectron2"
    package("detectron2", root)
    package("detectron2.solver", root / "solver")
    package("detectron2.config", CfgNode=CfgNode)
    package("detectron2.utils")
    package("detectron2.utils.env", TORCH_VERSION=(2, 13))
    module = importlib.import_module("detectron2.solver.lr_scheduler")
    for name in ("LRMultiplier", "WarmupParamScheduler", "WarmupMultiStepLR", "WarmupCosineLR"):
        setattr(sys.modules["detectron2.solver"], name, getattr(module, name))

    def drive(script, names):
        if hasattr(names["scheduler"], "step"):
            return plain(script, names)
        # A function of the part of the run that is over.
        length = script["outside"]["max_iter"]
        return (number(names["scheduler"](i / length)) for i in range(script["steps"]))

    return drive


def open_mmengine():
    importlib.import_module("mmengine.optim.scheduler")

    def drive(script, names):
        if "schedulers" not in names:
            if not script["metrics"]:
                return plain(script, names)

            def step(index):
                # As the hook does it: behind the epoch, and behind the validation.
                names["scheduler"].step()
                names["scheduler"].step({"loss": script["metrics"][index]})

            return of_torch(script, names, step)
        per_epoch = int(script["outside"].get("steps_per_epoch") or 1)

        def step(index):
            for scheduler in names["schedulers"]:
                if not scheduler.by_epoch:
                    scheduler.step()
            if (index + 1) % per_epoch == 0:
                for scheduler in names["schedulers"]:
                    if scheduler.by_epoch:
                        scheduler.step()

        return of_torch(script, names, step)

    return drive


def open_composer():
    root = unpacked("mosaicml") / "composer"
    package("composer", root)
    package("composer.utils", root / "utils")
    strings = importlib.import_module("composer.utils.string_enum")
    package("composer.utils", root / "utils", StringEnum=strings.StringEnum)
    package("composer.core", root / "core")
    time = importlib.import_module("composer.core.time")
    for name in ("Time", "TimeUnit", "Timestamp", "TimeInput", "ensure_time"):
        setattr(sys.modules["composer.core"], name, getattr(time, name, None))
    package("composer.optim", root / "optim")
    module = importlib.import_module("composer.optim.scheduler")
    for name in module.__all__ if hasattr(module, "__all__") else dir(module):
        setattr(sys.modules["composer.optim"], name, getattr(module, name))
    foundry = SOURCES / "llm-foundry" / "llmfoundry"
    package("llmfoundry", foundry)
    package("llmfoundry.optim", foundry / "optim")
    package("llmfoundry.utils")
    package("llmfoundry.utils.warnings", experimental_class=lambda name: lambda kind: kind)
    added = importlib.import_module("llmfoundry.optim.scheduler")
    name = "InverseSquareRootWithWarmupScheduler"
    setattr(sys.modules["llmfoundry.optim"], name, getattr(added, name))

    def drive(script, names):
        outside = script["outside"]
        batch = int(outside.get("batch_size") or 1)
        tokens = int(outside.get("tokens_per_batch") or 1)
        per_epoch = int(outside.get("steps_per_epoch") or 1)
        length = time.Time.from_timestring(script["texts"].get("max_duration", "1ep"))
        ratio = outside.get("scale_schedule_ratio", 1.0)
        if ratio != 1.0:
            # The Trainer scales its own length first.
            length = time.Time(int(length.value * ratio), length.unit)
        for index in range(script["steps"]):
            done = max(0, index - 1)
            state = types.SimpleNamespace(
                max_duration=length, dataloader_len=time.Time(per_epoch, time.TimeUnit.BATCH)
            )
            state.timestamp = time.Timestamp(
                epoch=done // per_epoch, batch=done, sample=done * batch, token=done * tokens
            )
            yield script["lr"] * number(names["scheduler"](state, ratio))

    return drive


def open_fastai():
    import fastai.basics as basics
    import torch
    from fastai.callback import schedule  # noqa: F401
    from fastai.data.core import DataLoaders
    from fastai.data.load import DataLoader
    from fastai.optimizer import Adam

    class Read(basics.Callback):
        order = 61  # behind ParamScheduler

        def __init__(self, steps):
            (self.rates, self.steps) = ([], steps)

        def before_batch(self):
            if self.training:
                self.rates.append(number(self.opt.hypers[-1]["lr"]))
            if len(self.rates) >= self.steps:
                raise basics.CancelFitException()

    def data(count):
        return DataLoader([(torch.zeros(1), torch.zeros(1))] * count, bs=1, num_workers=0)

    def learner(script, read):
        model = torch.nn.Sequential(torch.nn.Linear(1, 1), torch.nn.Linear(1, 1))
        learn = basics.Learner(
            DataLoaders(data(int(script["outside"]["steps_per_epoch"])), data(1)),
            model,
            loss_func=lambda p, y: p.sum() * 0,
            cbs=[read],
            opt_func=Adam,
            lr=script["lr"],
            splitter=lambda m: [list(m[0].parameters()), list(m[1].parameters())],
        )
        return learn

    def drive(script, names):
        if "schedule" in names or "callback" in names:
            function = names["schedule"] if "schedule" in names else names["callback"].scheds["lr"]
            return (number(function(i / script["outside"]["n"])) for i in range(script["steps"]))
        return iter(names["read"].rates[: script["steps"]])

    def prepare(script, names):
        if any(line.startswith("learn.") for line in script["code"].splitlines()):
            names["read"] = Read(script["steps"])
            names["learn"] = learner(script, names["read"])
            names["learn"].remove_cbs([c for c in names["learn"].cbs if type(c).__name__ in ("Recorder", "ProgressCallback")])

    drive.prepare = prepare
    return drive


def open_paddle():
    os.environ.setdefault("GLOG_minloglevel", "3")
    importlib.import_module("paddle")

    def drive(script, names):
        metrics = script["metrics"]
        for index in range(script["steps"]):
            yield number(names["scheduler"]())
            if metrics:
                names["scheduler"].step(metrics[index])
            else:
                names["scheduler"].step()

    return drive


def open_ignite():
    importlib.import_module("ignite.handlers.param_scheduler")

    def drive(script, names):
        from ignite.engine import Engine

        group = names["optimizer"].param_groups[0]
        engine = Engine(lambda engine, batch: None)
        for index in range(script["steps"]):
            if script["metrics"]:
                yield number(group["lr"])
                engine.state.metrics = {"loss": script["metrics"][index], "metric": script["metrics"][index]}
                names["handler"](engine)
            else:
                names["handler"](None)
                yield number(group["lr"])

    return drive


def open_mlx():
    import mlx.core as mx
    import mlx.optimizers  # noqa: F401

    def drive(script, names):
        for index in range(script["steps"]):
            yield number(names["schedule"](mx.array(index, dtype=mx.uint64)))

    return drive


def open_tinygrad():
    os.environ.setdefault("CPU", "1")
    os.environ.setdefault("DEV", "CPU")
    from tinygrad import Tensor
    from tinygrad.nn.optim import SGD

    Tensor.training = True
    package("extra", unpacked("tinygrad-extra"))

    def prepare(script, names):
        names["optimizer"] = SGD([Tensor.zeros(1).contiguous().realize()], lr=script["lr"])

    def drive(script, names):
        metrics = script["metrics"]
        for index in range(script["steps"]):
            yield float(names["optimizer"].lr.numpy()[0])
            if metrics:
                names["scheduler"].step(metrics[index])
            else:
                names["scheduler"].step()

    drive.prepare = prepare
    return drive


def open_pytorch_optimizer():
    importlib.import_module("pytorch_optimizer")
    return plain


def open_diffusers():
    root = installed("diffusers")
    package("diffusers", root)
    package("diffusers.utils", logging=types.SimpleNamespace(get_logger=logging.getLogger))
    return plain


def open_torchtitan():
    root = installed("torchtitan")
    package("torchtitan", root)
    package("torchtitan.tools")
    package("torchtitan.tools.logging", logger=logging.getLogger("torchtitan"))
    package("torchtitan.config", root / "config")
    configurable = importlib.import_module("torchtitan.config.configurable").Configurable
    package("torchtitan.config", root / "config", Configurable=configurable)
    package("torchtitan.components", root / "components")
    package("torchtitan.components.optimizer", root / "components" / "optimizer")
    package("torchtitan.components.optimizer.optimizer", OptimizersContainer=list)

    def drive(script, names):
        steps = int(script["outside"].get("training_steps", 1))
        made = names["config"].build(optimizers=[names["optimizer"]], training_steps=steps)
        return of_torch(script, names, lambda i: made.step())

    return drive


def open_pytorch_warmup():
    importlib.import_module("pytorch_warmup")

    def drive(script, names):
        def step(_):
            with names["warmup_scheduler"].dampening():
                if "scheduler" in names:
                    names["scheduler"].step()

        return of_torch(script, names, step)

    return drive


def open_axolotl():
    root = unpacked("axolotl") / "axolotl"
    package("axolotl", root)
    package("axolotl.utils", root / "utils")
    return plain


def open_ultralytics():
    """The statements of the trainer that set rates, with what stands around them left out."""
    path = unpacked("ultralytics") / "ultralytics" / "engine" / "trainer.py"
    import numpy

    tree = ast.parse(path.read_text())
    trainer = next(n for n in tree.body if getattr(n, "name", "") == "BaseTrainer")
    methods = {n.name: n for n in trainer.body if isinstance(n, ast.FunctionDef)}
    train = methods["_do_train"]
    warming = next(
        n for n in ast.walk(train) if isinstance(n, ast.If) and ast.unparse(n.test).endswith("ni <= nw")
    )

    def compiled(nodes):
        return compile(ast.fix_missing_locations(ast.Module(nodes, [])), str(path), "exec")

    import torch

    scope = {"np": numpy, "math": math, "optim": torch.optim, "torch": torch, "LOGGER": logging.getLogger("u")}
    helper = ast.parse((path.parent.parent / "utils" / "torch_utils.py").read_text())
    exec(compiled([n for n in helper.body if getattr(n, "name", "") == "one_cycle"]), scope)
    exec(compiled([methods["_setup_scheduler"], methods["_get_warmup_iterations"]]), scope)
    code_warming = compiled([warming])

    def prepare(script, names):
        names["model"] = types.SimpleNamespace(train=lambda **k: names.update(arguments=k))

    def drive(script, names):
        given = {
            "epochs": 100, "lr0": 0.01, "lrf": 0.01, "cos_lr": False, "warmup_epochs": 3.0, "warmup_momentum": 0.8,
            "warmup_bias_lr": 0.1, "momentum": 0.937, "batch": 16, "nbs": 64, "optimizer": "auto", **names["arguments"],
        }
        args = types.SimpleNamespace(**given)
        batches = int(script["outside"]["batches_per_epoch"])
        (name, lr, momentum) = (args.optimizer, args.lr0, args.momentum)
        if name.lower() == "auto":
            fit = round(0.002 * 5 / (4 + script["outside"].get("nc", 80)), 6)
            iterations = math.ceil(batches * args.batch / max(args.batch, args.nbs)) * args.epochs
            (name, lr, momentum) = ("MuSGD", 0.01, 0.9) if iterations > 10000 else ("AdamW", fit, 0.9)
            args.warmup_bias_lr = 0.0
        which = script["texts"].get("group", "weight")
        parameters = [torch.nn.Parameter(torch.zeros(1))]
        if name.lower() in ("sgd", "musgd", "rmsprop"):
            optimizer = torch.optim.SGD(parameters, lr=lr, momentum=momentum)
        else:
            optimizer = torch.optim.Adam(parameters, lr=lr, betas=(momentum, 0.999))
        optimizer.param_groups[0]["param_group"] = which
        trainer = types.SimpleNamespace(
            args=args, epochs=int(args.epochs), optimizer=optimizer, accumulate=1, batch_size=16
        )
        trainer._setup_scheduler = types.MethodType(scope["_setup_scheduler"], trainer)
        trainer._setup_scheduler()
        warmup = scope["_get_warmup_iterations"](trainer, batches)
        around = {"self": trainer, "nb": batches, "nw": warmup, "acc0": 1, "np": numpy}
        for index in range(script["steps"]):
            epoch = index // batches
            if index % batches == 0:
                trainer.scheduler.last_epoch = epoch - 1
                trainer.scheduler.step()
            around.update(ni=index, epoch=epoch)
            exec(code_warming, around)
            yield number(optimizer.param_groups[0]["lr"])

    drive.prepare = prepare
    return drive


def open_accelerate():
    import accelerate.scheduler as module

    def drive(script, names):
        outside = script["outside"]
        processes = int(outside.get("num_processes") or 1)
        accumulation = int(outside.get("gradient_accumulation_steps") or 1)
        per_epoch = int(outside.get("batches_per_epoch") or 0)
        inner = names["scheduler"]
        state = types.SimpleNamespace(num_processes=processes)
        module.AcceleratorState = lambda: state
        inner.optimizers = [types.SimpleNamespace(step_was_skipped=False)]
        inner.gradient_state = types.SimpleNamespace(sync_gradients=True, adjust_scheduler=True)
        updates = -(-per_epoch // accumulation) if per_epoch else 0
        for index in range(script["steps"]):
            is_last = updates and index % updates == updates - 1
            batches = per_epoch - accumulation * (updates - 1) if is_last else accumulation
            for batch in range(batches):
                inner.gradient_state.sync_gradients = batch == batches - 1
                if batch == batches - 1:
                    yield number(names["optimizer"].param_groups[0]["lr"])
                    names["optimizer"].step()
                inner.step()

    return drive


def open_lightning():
    import lightning.pytorch as pl
    import torch

    class Module(pl.LightningModule):
        def __init__(self, names):
            super().__init__()
            self.layer = torch.nn.Linear(1, 1)
            (self.names, self.rates) = (names, [])

        def training_step(self, batch, index):
            return self.layer(batch).sum() * 0

        def on_before_optimizer_step(self, optimizer):
            self.rates.append(number(optimizer.param_groups[0]["lr"]))

        def configure_optimizers(self):
            config = self.names["config"]
            entry = {"scheduler": config.scheduler, "interval": config.interval, "frequency": config.frequency}
            return {"optimizer": self.names["optimizer"], "lr_scheduler": entry}

    def drive(script, names):
        batches = int(script["outside"].get("batches_per_epoch") or 7)
        accumulation = int(script["outside"].get("accumulate_grad_batches") or 1)
        updates = -(-batches // accumulation)
        trainer = pl.Trainer(
            max_epochs=-(-script["steps"] // updates),
            accelerator="cpu",
            logger=False,
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
            accumulate_grad_batches=accumulation,
        )
        (module, error) = (Module(names), None)
        try:
            trainer.fit(module, torch.utils.data.DataLoader(torch.zeros(batches, 1)))
        except Exception as failure:  # comes behind the rates that there were
            error = failure
        yield from module.rates[: script["steps"]]
        if error:
            raise error

    return drive


def open_transformers():
    importlib.import_module("transformers.optimization")
    return plain


LIBRARIES = {name[5:]: value for name, value in list(globals().items()) if name.startswith("open_")}


def outcome(script, drive):
    names, rates = {}, []
    try:
        if importlib.util.find_spec("torch") and script["library"] not in ("paddle", "mlx", "tinygrad"):
            names["optimizer"] = optimizer(script)
        getattr(drive, "prepare", anything)(script, names)
        with open(os.devnull, "w") as null:
            (before, sys.stdout) = (sys.stdout, null)
            try:
                exec(script["code"], names)
            finally:
                sys.stdout = before
        for rate in drive(script, names):
            rates.append(rate)
        error = None
    except Exception as failure:  # whatever a library raises is an outcome
        error = repr(failure)
    kept = []
    for rate in rates:
        if not math.isfinite(rate):
            break
        kept.append(rate)
    return {"rates": kept, "error": error}


def main(scripts):
    # What libraries say goes elsewhere, and so do their threads' last words.
    answers, sys.stdout = sys.stdout, sys.stderr
    try:
        drive = LIBRARIES[scripts[0]["library"]]()
    except (ImportError, Missing, StopIteration, FileNotFoundError) as failure:
        json.dump({"skipped": repr(failure), "outcomes": []}, answers)
        return
    json.dump({"skipped": None, "outcomes": [outcome(script, drive) for script in scripts]}, answers)


main(input)
