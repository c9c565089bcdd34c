"""Makes the schedules of configurations with the frameworks' own code, and prints the rates that come out.

`FrameworkDifferenceTests` puts a line in front that reads the configurations into `input`: each has the framework, the text
as a person writes it, a number of steps, and what stands outside of the text. Of each framework the modules of its schedules are
loaded (library_sources.py).
"""

import ast
import dataclasses
import importlib.util
import json
import logging
import math
import sys
import types
import warnings

from library_sources import Missing, Names, anything, package, unpacked

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def loaded(name, path):
    """The module of one file."""
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def definitions(path, names, scope):
    """Runs some functions and classes of a file, without the rest of it."""
    tree = ast.parse(path.read_text())
    found = [n for n in tree.body if getattr(n, "name", "") in names]
    exec(compile(ast.Module(found, []), str(path), "exec"), scope)
    return scope


def optimizer(lr):
    import torch

    return torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=lr)


def stepped(opt, scheduler, steps):
    """The rates of an optimizer whose scheduler steps behind each update."""
    for _ in range(steps):
        yield float(opt.param_groups[0]["lr"])
        opt.step()
        scheduler.step()


def yaml_of(text):
    import yaml

    # PyYAML reads 1e-4 as a text, of which every framework makes a number.
    def numbers(value):
        if isinstance(value, dict):
            return {key: numbers(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [numbers(inner) for inner in value]
        try:
            return float(value) if isinstance(value, str) else value
        except ValueError:
            return value

    return numbers(yaml.safe_load(text))


def open_neox():
    package("megatron", print_rank_0=anything)
    rates = loaded("megatron_rates", unpacked("neox", "megatron", "learning_rates.py"))
    scope = {"math": math, "AnnealingLR": rates.AnnealingLR, "print_rank_0": anything}
    definitions(unpacked("neox", "megatron", "training.py"), {"get_learning_rate_scheduler"}, scope)
    fields = {"dataclass": dataclasses.dataclass, "NeoXArgsTemplate": object}
    exec("from typing import *", fields)
    arguments = definitions(
        unpacked("neox", "megatron", "neox_arguments", "neox_args.py"), {"NeoXArgsLRScheduler"}, fields
    )["NeoXArgsLRScheduler"]

    def drive(config):
        given = {key.replace("-", "_"): value for key, value in yaml_of(config["text"]).items()}
        lr = given["optimizer"]["params"]["lr"]
        args = types.SimpleNamespace(
            **{
                **dataclasses.asdict(arguments()), "no_load_optim": False, "deepspeed": True, "use_mup": False,
                "optimizer_type": given["optimizer"]["type"], "lr": lr, **given,
            }
        )
        # validate_values of the arguments
        if args.min_lr > args.lr:
            raise ValueError("min_lr must be smaller or equal lr")
        opt = optimizer(lr)
        return stepped(opt, scope["get_learning_rate_scheduler"](opt, args), config["steps"])

    return drive


def open_nemo():
    params = {"SchedulerParams": object, "get_scheduler_config": anything, "register_scheduler_params": anything}
    for name in ("hydra", "nemo", "nemo.core", "nemo.core.classes", "nemo.core.classes.common"):
        package(name)
    package("nemo.core.config", **params)
    package("nemo.core.config.schedulers", **params)
    package("nemo.utils", logging=logging.getLogger("nemo"))
    package("nemo.utils.model_utils", maybe_update_config_version=lambda config: config)
    package("omegaconf", DictConfig=type("DictConfig", (), {}), OmegaConf=Names("OmegaConf"))
    module = loaded("nemo_schedulers", unpacked("nemo_toolkit", "nemo", "core", "optim", "lr_scheduler.py"))

    def drive(config):
        given = yaml_of(config["text"])
        optim, trainer = given["model"]["optim"], given["trainer"]
        sched = optim["sched"]
        # setup_optimization
        if trainer.get("max_steps", -1) >= 0:
            sched["max_steps"] = trainer["max_steps"]
        opt = optimizer(optim["lr"])
        made = module.prepare_lr_scheduler(opt, sched)
        if made is None:
            return iter([optim["lr"]] * config["steps"])
        return stepped(opt, made["scheduler"], config["steps"])

    return drive


def open_fairseq():
    registered = {}

    def register(name, dataclass=None):
        def keep(kind):
            registered[name] = (kind, dataclass)
            return kind

        return keep

    class Scheduler:
        def __init__(self, cfg, optimizer):
            (self.cfg, self.optimizer) = (cfg, optimizer)

    for name in ("fairseq", "fairseq.optim"):
        package(name)
    package("omegaconf", II=lambda path: path, DictConfig=type("DictConfig", (), {}))
    package("fairseq.dataclass", FairseqDataclass=object)
    package("fairseq.optim.lr_scheduler", FairseqLRScheduler=Scheduler, register_lr_scheduler=register)
    folder = unpacked("fairseq", "fairseq", "optim", "lr_scheduler")
    for path in sorted(folder.glob("*.py")):
        if path.stem not in ("__init__", "fairseq_lr_scheduler", "pass_through", "manual_lr_scheduler"):
            loaded("fairseq_" + path.stem, path)

    class Optimizer:
        """The part of FairseqOptimizer that sets rates."""

        def set_lr(self, lr):
            self.lr = lr

        def get_lr(self):
            return self.lr

    def drive(config):
        given = yaml_of(config["text"])
        around, own = given["optimization"], given["lr_scheduler"]
        (kind, fields) = registered[own["_name"]]
        cfg = fields()
        for field in dataclasses.fields(fields):
            value = getattr(cfg, field.name)
            if isinstance(value, str) and value.startswith("optimization."):
                setattr(cfg, field.name, around.get(value.split(".")[1], 0))
        for key, value in own.items():
            if key != "_name":
                setattr(cfg, key, value)
        opt = Optimizer()
        scheduler = kind(cfg, opt)
        per_epoch = config["outside"].get("steps_per_epoch") or 10**9
        scheduler.step_update(0)
        for update in range(config["steps"]):
            if update % per_epoch == 0:
                getattr(scheduler, "step_begin_epoch", anything)(update // per_epoch + 1)
            scheduler.step_update(update)
            yield float(opt.get_lr())

    return drive


def open_espnet():
    for name in ("espnet2", "espnet2.schedulers"):
        package(name)
    package("typeguard", typechecked=lambda function: function)
    package("espnet2.schedulers.abs_scheduler", AbsBatchStepScheduler=object)
    folder = unpacked("espnet", "espnet2", "schedulers")
    kinds = {}
    for path in sorted(folder.glob("*.py")):
        if path.stem not in ("__init__", "abs_scheduler", "warmup_reducelronplateau"):
            module = loaded("espnet_" + path.stem, path)
            kinds.update({k.lower(): v for k, v in vars(module).items() if isinstance(v, type)})

    def drive(config):
        given = yaml_of(config["text"])
        opt = optimizer(given["optim_conf"]["lr"])
        scheduler = kinds[given["scheduler"]](opt, **given["scheduler_conf"])
        return stepped(opt, scheduler, config["steps"])

    return drive


def open_opennmt():
    import functools

    scope = {"functools": functools, "sqrt": math.sqrt}
    names = {"make_learning_rate_decay_fn", "noam_decay", "noamwd_decay", "exponential_decay", "rsqrt_decay"}
    definitions(unpacked("OpenNMT-py", "onmt", "utils", "optimizers.py"), names, scope)

    def drive(config):
        defaults = {
            "decay_method": "none", "warmup_steps": 4000, "learning_rate": 1.0, "learning_rate_decay": 0.5,
            "start_decay_steps": 50000, "decay_steps": 10000,
        }
        args = types.SimpleNamespace(**{**defaults, **yaml_of(config["text"])})
        factor = scope["make_learning_rate_decay_fn"](args)
        return (factor(step + 1) * args.learning_rate for step in range(config["steps"]))

    return drive


FRAMEWORKS = {name[5:]: value for name, value in list(globals().items()) if name.startswith("open_")}


def outcome(config, drive):
    rates, error = [], None
    try:
        for rate in drive(config):
            if isinstance(rate, complex) or not math.isfinite(rate):
                break
            rates.append(rate)
    except Exception as failure:  # whatever a framework raises is an outcome
        error = repr(failure)
    return {"rates": rates, "error": error}


def main(configs):
    answers, sys.stdout = sys.stdout, sys.stderr
    try:
        drive = FRAMEWORKS[configs[0]["framework"]]()
    except (ImportError, Missing) as failure:
        json.dump({"skipped": repr(failure), "outcomes": []}, answers)
        return
    json.dump({"skipped": None, "outcomes": [outcome(config, drive) for config in configs]}, answers)


main(input)
