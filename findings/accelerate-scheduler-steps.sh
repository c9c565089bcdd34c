#!/usr/bin/env bash
# accelerate 1.15.0. A scheduler given to Accelerator.prepare() is stepped once for every process at each optimizer update (split_batches=False), so
# that a schedule written for one process keeps its meaning in epochs. Code that sizes its schedule by the length of the prepared
# loader, which is per process, gets a rate that falls as many times too fast.
# Seen with two processes on this machine: StepLR(10) lowers the rate after 5 updates.
. "$(dirname "$0")/lib/python-sandbox"
sandbox accelerate==1.15.0 torch==2.13.0 numpy==2.3.5
cat > "$folder/train.py" <<'PY'
import accelerate, torch
accelerator = accelerate.Accelerator(cpu=True)
model = torch.nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 10, 0.5)
loader = torch.utils.data.DataLoader(torch.zeros(40, 1), batch_size=1)
model, optimizer, loader, scheduler = accelerator.prepare(model, optimizer, loader, scheduler)
rates = []
for batch in loader:
    rates.append(optimizer.param_groups[0]["lr"])
    accelerator.backward(model(batch).sum())
    optimizer.step()
    scheduler.step()
    optimizer.zero_grad()
if accelerator.is_main_process:
    first = next(i for i, r in enumerate(rates) if r < 1)
    print(accelerate.__version__, "processes:", accelerator.num_processes, "updates:", len(rates), "first lowered update (from 0):", first)
    assert (accelerator.num_processes, len(rates), first) == (2, 20, 5)
PY
OMP_NUM_THREADS=1 run -m torch.distributed.run --nproc-per-node 2 "$folder/train.py"
