#!/usr/bin/env bash
# keras 3.15.1 (JAX backend), optax 0.2.8 and torch 2.13.0. A boundary of Keras' PiecewiseConstantDecay is the last step with the old rate; a boundary of
# optax' piecewise_constant_schedule and a milestone of MultiStepLR are the first step with the new one. The same number is one update apart.
# Seen, rates of steps 0 to 5 with a boundary at 3: Keras 1 1 1 1 0.1 0.1; optax and torch 1 1 1 0.1 0.1 0.1.
. "$(dirname "$0")/lib/python-sandbox"
sandbox keras==3.15.1 jax==0.10.2 optax==0.2.8 torch==2.13.0 numpy==2.3.5
export KERAS_BACKEND=jax JAX_PLATFORMS=cpu
run - <<'PY'
import keras, optax, torch

steps = range(6)
schedule = keras.optimizers.schedules.PiecewiseConstantDecay([3], [1.0, 0.1])
of_keras = [round(float(schedule(i)), 6) for i in steps]
schedule = optax.piecewise_constant_schedule(1.0, {3: 0.1})
of_optax = [round(float(schedule(i)), 6) for i in steps]
o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
s = torch.optim.lr_scheduler.MultiStepLR(o, [3], gamma=0.1)
of_torch = []
for _ in steps:
    of_torch.append(round(o.param_groups[0]["lr"], 6))
    o.step()
    s.step()

print(keras.__version__, optax.__version__, torch.__version__, "Keras", of_keras, "optax", of_optax, "torch", of_torch)
assert of_keras == [1, 1, 1, 1, 0.1, 0.1]
assert of_optax == of_torch == [1, 1, 1, 0.1, 0.1, 0.1]
PY
