#!/usr/bin/env bash
# keras 3.15.1 (torch backend) and torch 2.13.0. Both cut after a plateau of `patience` epochs, but Keras cuts at the end of the patience-th
# epoch without improvement and PyTorch at the end of the one after it; and patience=0 and 1 mean the same in Keras.
# Seen, epochs (from 1) whose end cuts the rate while the loss stays at 1: Keras 0 -> 2, 1 -> 2, 3 -> 4; PyTorch 0 -> 2, 1 -> 3, 3 -> 5.
. "$(dirname "$0")/lib/python-sandbox"
sandbox keras==3.15.1 torch==2.13.0 numpy==2.3.5
export KERAS_BACKEND=torch
run - <<'PY'
import keras, torch

def keras_cut(patience):
    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(1.0), loss="mse")
    callback = keras.callbacks.ReduceLROnPlateau(monitor="loss", patience=patience, factor=0.5)
    callback.set_model(model)
    callback.on_train_begin()
    for epoch in range(1, 20):
        callback.on_epoch_end(epoch - 1, {"loss": 1.0})
        if float(model.optimizer.learning_rate) < 1:
            return epoch

def torch_cut(patience):
    o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    s = torch.optim.lr_scheduler.ReduceLROnPlateau(o, patience=patience, factor=0.5)
    for epoch in range(1, 20):
        s.step(1.0)
        if o.param_groups[0]["lr"] < 1:
            return epoch

seen = {p: (keras_cut(p), torch_cut(p)) for p in (0, 1, 3)}
print(keras.__version__, torch.__version__, "patience: (Keras, PyTorch)", seen)
assert seen == {0: (2, 2), 1: (2, 3), 3: (4, 5)}
PY
