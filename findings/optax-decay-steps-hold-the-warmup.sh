#!/usr/bin/env bash
# optax 0.2.8 and keras 3.15.1 (JAX backend). `decay_steps` beside `warmup_steps` is the length of the whole schedule in optax'
# warmup_cosine_decay_schedule and that of the decay alone in Keras' CosineDecay: code carried over with its numbers ends its decay `warmup_steps` apart.
# Seen, first step at 0 with 4 steps of warm-up and decay_steps=10: optax 10, Keras 14; half of the peak: optax 7, Keras 9.
. "$(dirname "$0")/lib/python-sandbox"
sandbox keras==3.15.1 jax==0.10.2 optax==0.2.8 numpy==2.3.5
export KERAS_BACKEND=jax JAX_PLATFORMS=cpu
run - <<'PY'
import keras, optax

def marks(schedule):
    rates = [float(schedule(i)) for i in range(20)]
    assert rates[0] == 0 and abs(max(rates) - 1) < 1e-6 and rates.index(max(rates)) == 4
    half = next(i for i in range(4, 20) if rates[i] < 0.5 + 1e-6)
    return half, next(i for i in range(4, 20) if rates[i] < 1e-6)

of_optax = marks(optax.warmup_cosine_decay_schedule(0.0, 1.0, warmup_steps=4, decay_steps=10))
of_keras = marks(keras.optimizers.schedules.CosineDecay(0.0, decay_steps=10, warmup_target=1.0, warmup_steps=4))
print(optax.__version__, keras.__version__, "(half, end): optax", of_optax, "Keras", of_keras)
assert of_optax == (7, 10)
assert of_keras == (9, 14)
PY
