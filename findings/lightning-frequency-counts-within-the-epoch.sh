#!/usr/bin/env bash
# lightning 2.6.6. The `frequency` of a scheduler with interval "step" counts the batches of the epoch, which begins anew each epoch: with 3 batches an
# epoch, frequency=2 steps once an epoch (and not at every second batch of the training), and frequency=4 never steps, without a warning.
# Seen, rates of 12 batches in 4 epochs with StepLR(1, 0.5): frequency 2: 1 1 .5 | .5 .5 .25 | ...; frequency 4: 1 throughout.
. "$(dirname "$0")/lib/python-sandbox"
sandbox lightning==2.6.6 torch==2.15.0 numpy==2.3.5
run - <<'PY' 2>/dev/null
import logging
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
import lightning, torch
from lightning.pytorch import LightningModule, Trainer

class Module(LightningModule):
    def __init__(self, frequency):
        super().__init__()
        self.weight, self.frequency, self.rates = torch.nn.Parameter(torch.ones(1)), frequency, []

    def training_step(self, batch, index):
        self.rates.append(self.optimizers().param_groups[0]["lr"])
        return (self.weight * batch[0]).sum()

    def configure_optimizers(self):
        o = torch.optim.SGD([self.weight], lr=1.0)
        s = torch.optim.lr_scheduler.StepLR(o, 1, gamma=0.5)
        return {"optimizer": o, "lr_scheduler": {"scheduler": s, "interval": "step", "frequency": self.frequency}}

def rates(frequency):
    module = Module(frequency)
    data = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.ones(3, 1)))
    Trainer(max_epochs=4, accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False,
            enable_model_summary=False).fit(module, data)
    return module.rates

one, two, four = rates(1), rates(2), rates(4)
print(lightning.__version__, "frequency 1:", one, "2:", two, "4:", four)
assert one == [0.5 ** i for i in range(12)]
assert two == [0.5 ** ((i + 1) // 3) for i in range(12)]
assert four == [1.0] * 12
PY
