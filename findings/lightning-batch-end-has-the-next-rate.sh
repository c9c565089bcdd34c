#!/usr/bin/env bash
# lightning 2.6.6. In on_train_batch_end the optimizer has the rate of the next batch already: the scheduler was stepped before the hook, also one with
# interval "epoch" in the last batch of its epoch. A callback that logs param_groups[0]["lr"] there writes a curve that is one step early, and the last
# row of each epoch has the next epoch's rate. In on_train_batch_start the rate is the one that the batch is trained with.
. "$(dirname "$0")/lib/python-sandbox"
sandbox lightning==2.6.6 torch==2.15.0 numpy==2.3.5
run - <<'PY' 2>/dev/null
import logging
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
import lightning, torch
from lightning.pytorch import Callback, LightningModule, Trainer

class Rates(Callback):
    def __init__(self): self.start, self.end = [], []
    def rate(self, trainer): return trainer.optimizers[0].param_groups[0]["lr"]
    def on_train_batch_start(self, trainer, *rest): self.start.append(self.rate(trainer))
    def on_train_batch_end(self, trainer, *rest): self.end.append(self.rate(trainer))

class Module(LightningModule):
    def __init__(self, interval):
        super().__init__()
        self.weight, self.interval = torch.nn.Parameter(torch.ones(1)), interval
    def training_step(self, batch, index): return (self.weight * batch[0]).sum()
    def configure_optimizers(self):
        o = torch.optim.SGD([self.weight], lr=1.0)
        s = torch.optim.lr_scheduler.StepLR(o, 1, gamma=0.5)
        return {"optimizer": o, "lr_scheduler": {"scheduler": s, "interval": self.interval}}

def rates(interval):
    seen = Rates()
    data = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.ones(3, 1)))
    Trainer(max_epochs=2, accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False,
            enable_model_summary=False, callbacks=[seen]).fit(Module(interval), data)
    return seen.start, seen.end

step, epoch = rates("step"), rates("epoch")
print(lightning.__version__, "step: start", step[0], "end", step[1], "epoch: start", epoch[0], "end", epoch[1])
assert step[0] == [0.5 ** i for i in range(6)] and step[1] == [0.5 ** (i + 1) for i in range(6)]
assert epoch[0] == [1, 1, 1, 0.5, 0.5, 0.5] and epoch[1] == [1, 1, 0.5, 0.5, 0.5, 0.25]
PY
