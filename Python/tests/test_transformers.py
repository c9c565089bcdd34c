import pytest

torch = pytest.importorskip("torch", reason="needs PyTorch")
optimization = pytest.importorskip("transformers.optimization", reason="needs transformers")

import lrviz  # noqa: E402

pytestmark = pytest.mark.usefixtures("program")

CASES = {
    "get_linear_schedule_with_warmup": {},
    "get_cosine_schedule_with_warmup": {"num_cycles": 0.4},
    "get_cosine_with_hard_restarts_schedule_with_warmup": {"num_cycles": 2},
    "get_polynomial_decay_schedule_with_warmup": {"power": 2.0},
    "get_cosine_with_min_lr_schedule_with_warmup": {"min_lr_rate": 0.1},
    "get_cosine_with_min_lr_schedule_with_warmup_lr_rate": {"min_lr_rate": 0.1, "warmup_lr_rate": 0.01},
    "get_wsd_schedule": {"num_decay_steps": 10},
}


def optimizer():
    return torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=0.1)


@pytest.mark.parametrize("name", CASES)
def test_a_schedule_is_the_call_that_made_it(name):
    build = getattr(optimization, name)
    scheduler = build(optimizer(), num_warmup_steps=5, num_training_steps=30, **CASES[name])
    spec = lrviz.spec(scheduler)
    assert spec.text.startswith(f"{name}(num_warmup_steps=5, ")
    assert (spec.interval, spec.notes) == ("step", ())
    lrviz.assert_schedule(scheduler, spec, steps=40)


@pytest.mark.parametrize("name", ["get_constant_schedule_with_warmup", "get_inverse_sqrt_schedule"])
def test_schedules_without_an_end(name):
    scheduler = getattr(optimization, name)(optimizer(), num_warmup_steps=5)
    assert lrviz.spec(scheduler).text.startswith(f"{name}(num_warmup_steps=5")
    lrviz.assert_schedule(scheduler, lrviz.spec(scheduler), steps=40)


def test_a_polynomial_drawn_for_another_rate_than_the_group_s_keeps_it():
    group = {"params": [torch.nn.Parameter(torch.zeros(1))], "lr": 0.1}
    scheduler = optimization.get_polynomial_decay_schedule_with_warmup(torch.optim.SGD([group], lr=0.02), 5, 30)
    lrviz.assert_schedule(scheduler, lrviz.spec(scheduler), steps=40)
