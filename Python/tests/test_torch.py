import functools
import math

import pytest

torch = pytest.importorskip("torch", reason="needs PyTorch")

from torch.optim import lr_scheduler as schedulers  # noqa: E402
from torch.optim.swa_utils import SWALR  # noqa: E402

import lrviz  # noqa: E402

pytestmark = pytest.mark.usefixtures("program")

WARMUP = 5


def optimizer(groups=1, kind=torch.optim.SGD, **options):
    weights = [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": 0.1 / (index + 1)} for index in range(groups)]
    return kind(weights, **options)


def made(build, groups=1, **options):
    return build(optimizer(groups, **options))


def warmed_up(step, total=40):
    """A definition with a docstring, a global and a default."""
    if step < WARMUP:
        return step / WARMUP
    return max(0.0, (total - step) / (total - WARMUP))


def sequential(opt):
    parts = [schedulers.LinearLR(opt, 0.1, total_iters=5), schedulers.CosineAnnealingLR(opt, 30)]
    return schedulers.SequentialLR(opt, parts, [5])


def chained(opt):
    return schedulers.ChainedScheduler([schedulers.LinearLR(opt, 0.1), schedulers.ExponentialLR(opt, 0.9)])


CASES = {
    "StepLR(step_size=10)": lambda o: schedulers.StepLR(o, 10),
    "MultiStepLR(milestones=[3, 3, 9], gamma=0.5)": lambda o: schedulers.MultiStepLR(o, [9, 3, 3], 0.5),
    "ExponentialLR(gamma=0.9)": lambda o: schedulers.ExponentialLR(o, 0.9),
    "CosineAnnealingLR(T_max=20, eta_min=1e-05)": lambda o: schedulers.CosineAnnealingLR(o, 20, eta_min=1e-5),
    "ConstantLR(factor=0.5)": lambda o: schedulers.ConstantLR(o, 0.5),
    "LinearLR(start_factor=0.1)": lambda o: schedulers.LinearLR(o, 0.1),
    "PolynomialLR(total_iters=7, power=2.0)": lambda o: schedulers.PolynomialLR(o, 7, 2.0),
    "CosineAnnealingWarmRestarts(T_0=5, T_mult=2)": lambda o: schedulers.CosineAnnealingWarmRestarts(o, 5, 2),
    "CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=7, step_size_down=3, mode='exp_range', gamma=0.99)": (
        lambda o: schedulers.CyclicLR(o, 0.01, 0.1, 7, 3, mode="exp_range", gamma=0.99)
    ),
    "OneCycleLR(max_lr=0.3, total_steps=50, pct_start=0.37, div_factor=7.0, final_div_factor=33.0)": (
        lambda o: schedulers.OneCycleLR(o, 0.3, 50, pct_start=0.37, div_factor=7.0, final_div_factor=33.0)
    ),
    "OneCycleLR(max_lr=0.1, total_steps=50, three_phase=True)": (
        lambda o: schedulers.OneCycleLR(o, 0.1, epochs=5, steps_per_epoch=10, three_phase=True)
    ),
    "SWALR(swa_lr=0.05, anneal_epochs=5)": lambda o: SWALR(o, 0.05, anneal_epochs=5),
    "SequentialLR(schedulers=[LinearLR(start_factor=0.1), CosineAnnealingLR(T_max=30)], milestones=[5])": sequential,
    "ChainedScheduler(schedulers=[LinearLR(start_factor=0.1), ExponentialLR(gamma=0.9)])": chained,
    "MultiplicativeLR(lr_lambda=lambda epoch: 0.95)": (
        lambda o: schedulers.MultiplicativeLR(o, lr_lambda=lambda epoch: 0.95)
    ),
}


@pytest.mark.parametrize("text", CASES)
@pytest.mark.parametrize("groups", [1, 3])
def test_a_scheduler_is_the_spec_that_built_it_and_has_its_rates(text, groups):
    scheduler = made(CASES[text], groups, momentum=0.9)
    spec = lrviz.spec(scheduler)
    if "MultiplicativeLR" not in text or groups == 1:
        assert spec.text == text
    assert spec.notes == ()
    lrviz.assert_schedule(scheduler, spec, steps=45)


def test_a_scheduler_in_mid_run_knows_its_step_and_is_not_stepped_by_being_read():
    scheduler = made(lambda o: schedulers.StepLR(o, 10))
    for _ in range(13):
        scheduler.optimizer.step()
        scheduler.step()
    spec = lrviz.spec(scheduler)
    lrviz.assert_schedule(scheduler, spec, steps=30)
    assert (spec.text, spec.lrs, spec.step) == ("StepLR(step_size=10)", (0.1,), 13)
    assert (scheduler.last_epoch, scheduler.get_last_lr()) == (13, [0.010000000000000002])


@pytest.mark.parametrize(
    "function",
    [
        lambda epoch: min(1.0, (epoch + 1) / WARMUP),
        lambda epoch: math.cos(epoch / 100),
        warmed_up,
        functools.partial(warmed_up, total=60),
    ],
)
def test_functions_come_as_their_source_with_the_names_they_use(function):
    scheduler = made(lambda o: schedulers.LambdaLR(o, function))
    spec = lrviz.spec(scheduler)
    assert spec.notes == ()
    lrviz.assert_schedule(scheduler, spec, steps=45)


def test_lambdas_on_one_line_are_told_apart():
    scheduler = made(lambda o: schedulers.LambdaLR(o, [lambda e: 0.9**e, lambda e: 0.8**e]), groups=2)
    assert lrviz.spec(scheduler).text == "LambdaLR(lr_lambda=[lambda e: 0.9**e, lambda e: 0.8**e])"


def test_lambdas_that_close_over_different_values_of_one_name_become_a_table():
    def factory(decay):
        return lambda epoch: decay**epoch

    scheduler = made(lambda o: schedulers.LambdaLR(o, [factory(0.9), factory(0.8)]), groups=2)
    spec = lrviz.spec(scheduler, steps=20)
    assert spec.notes == (
        "'decay' means two things in the functions of this scheduler: a table of its next 20 rates, from step 0 on",
    )
    lrviz.assert_schedule(scheduler, spec, steps=20)


class Halving(schedulers.LRScheduler):
    def get_lr(self):
        return [base * 0.5 ** (self.last_epoch // 7) for base in self.base_lrs]


class Decay:
    def __call__(self, epoch):
        return 1 / (epoch + 1)


@pytest.mark.parametrize("build", [Halving, lambda o: schedulers.LambdaLR(o, Decay())])
def test_what_lrviz_does_not_know_becomes_a_table_of_exact_rates(build):
    scheduler = made(build, groups=2)
    spec = lrviz.spec(scheduler, steps=30)
    assert spec.lrs == (1.0, 1.0)
    assert "table of its next 30 rates" in spec.notes[0]
    lrviz.assert_schedule(scheduler, spec, steps=30)


def test_a_plateau_keeps_its_floors_and_the_optimizer_its_arguments():
    opt = optimizer(2, torch.optim.AdamW, weight_decay=0.05, betas=(0.9, 0.95))
    spec = lrviz.spec(schedulers.ReduceLROnPlateau(opt, patience=3, min_lr=[1e-5, 1e-6]))
    assert spec.text == "ReduceLROnPlateau(patience=3, min_lr=[1e-05, 1e-06])"
    assert (spec.lrs, spec.optimizer) == ((0.1, 0.05), "AdamW(betas=(0.9, 0.95), weight_decay=0.05)")


def test_an_optimizer_that_lrviz_lacks_is_said():
    spec = lrviz.spec(made(lambda o: schedulers.StepLR(o, 3), kind=torch.optim.Rprop))
    assert spec.optimizer is None
    assert spec.notes == ("lrviz does not train with Rprop; its rates are shown all the same",)


def test_a_difference_is_named_by_step_and_group():
    scheduler = made(lambda o: schedulers.StepLR(o, 10))
    with pytest.raises(AssertionError, match=r"step 10, group 0: StepLR\(11\) gives 0.1, the scheduler 0.01"):
        lrviz.assert_schedule(scheduler, "StepLR(11)", steps=20)


def test_other_objects_are_refused():
    with pytest.raises(TypeError, match="not dict"):
        lrviz.spec({})
    with pytest.raises(lrviz.LRVizError, match="step_size"):
        lrviz.assert_schedule(made(lambda o: schedulers.StepLR(o, 10)), "StepLR(stepsize=3)")
