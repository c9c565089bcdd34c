"""timm, Keras and optax: their objects become specs of the same rates."""

import os

import pytest

import lrviz

STEPS = 25


def near(actual, expected):
    # Keras and optax compute in single precision.
    return actual == pytest.approx(expected, rel=1e-6, abs=1e-6 * max(expected))


@pytest.mark.parametrize(
    ("name", "arguments", "text"),
    [
        (
            "CosineLRScheduler",
            {"t_initial": 20, "lr_min": 1e-4, "warmup_t": 3, "warmup_lr_init": 1e-3},
            "CosineLRScheduler(t_initial=20, lr_min=0.0001, warmup_t=3, warmup_lr_init=0.001)",
        ),
        ("StepLRScheduler", {"decay_t": 5, "decay_rate": 0.5}, "StepLRScheduler(decay_t=5, decay_rate=0.5)"),
        (
            "MultiStepLRScheduler",
            {"decay_t": [4, 9], "decay_rate": 0.1},
            "MultiStepLRScheduler(decay_t=[4, 9], decay_rate=0.1)",
        ),
        ("PolyLRScheduler", {"t_initial": 20}, "PolyLRScheduler(t_initial=20)"),
    ],
)
def test_timm(name, arguments, text, rates_of):
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    timm = pytest.importorskip("timm.scheduler", reason="needs timm")
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = getattr(timm, name)(optimizer, **arguments)
    spec = lrviz.spec(scheduler)
    assert spec.text == text
    assert rates_of(spec, STEPS) == [scheduler._get_values(step)[0] for step in range(STEPS)]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("constant_schedule", (0.1,)),
        ("linear_schedule", (0.1, 0.0, 10, 3)),
        ("cosine_decay_schedule", (0.1, 20, 0.1)),
        ("exponential_decay", (0.1, 5, 0.5, 0, True)),
        ("piecewise_constant_schedule", (0.1, {5: 0.5})),
        ("cosine_onecycle_schedule", (20, 0.1)),
        ("linear_onecycle_schedule", (20, 0.1)),
        ("warmup_cosine_decay_schedule", (0.0, 0.1, 5, 25, 0.01)),
        ("warmup_exponential_decay_schedule", (0.0, 0.1, 3, 5, 0.5)),
    ],
)
def test_optax(name, arguments, rates_of):
    optax = pytest.importorskip("optax", reason="needs optax")
    schedule = getattr(optax, name)(*arguments)
    spec = lrviz.spec(schedule)
    assert (spec.notes, spec.interval) == ((), "step")
    assert near(rates_of(spec, STEPS), [float(schedule(step)) for step in range(STEPS)])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("CosineDecay", {"initial_learning_rate": 0.0, "decay_steps": 20, "warmup_target": 0.1, "warmup_steps": 5}),
        ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": True}),
        ("PiecewiseConstantDecay", {"boundaries": [3, 9], "values": [0.1, 0.05, 0.01]}),
        ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 20, "cycle": True}),
        ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 3, "decay_rate": 0.5}),
        ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 6}),
    ],
)
def test_keras(name, arguments, rates_of):
    os.environ.setdefault("KERAS_BACKEND", "torch")
    schedules = pytest.importorskip("keras", reason="needs Keras").optimizers.schedules
    schedule = getattr(schedules, name)(**arguments)
    spec = lrviz.spec(schedule)
    assert (spec.notes, spec.interval) == ((), "step")
    assert near(rates_of(spec, STEPS), [float(schedule(step)) for step in range(STEPS)])


def test_a_function_of_one_s_own_becomes_a_table(rates_of):
    spec = lrviz.spec(lambda step: 0.1 / (step + 1), steps=10)
    assert rates_of(spec, 12) == [0.1 / (step + 1) for step in range(10)] + [0.01, 0.01]
