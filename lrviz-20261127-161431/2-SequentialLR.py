import torch
from torch import nn
from torch.optim import SGD
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR

# Put your own model, data and loss here.
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(10, 1))
train_loader = [(torch.randn(32, 10), torch.randn(32, 1)) for _ in range(8)]
val_loader = [(torch.randn(32, 10), torch.randn(32, 1)) for _ in range(2)]
criterion = nn.MSELoss()

optimizer = SGD(model.parameters(), lr=0.1)
scheduler = SequentialLR(
    optimizer,
    schedulers=[
        LinearLR(optimizer, start_factor=0.1),
        CosineAnnealingLR(optimizer, T_max=50),
    ],
    milestones=[5],
)

for epoch in range(100):
    model.train()
    for inputs, targets in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(inputs), targets)
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(inputs), targets).item() for inputs, targets in val_loader]
    val_loss = sum(losses) / len(losses)
    rates = [group["lr"] for group in optimizer.param_groups]
    print(f"Epoch {epoch + 1}, Val Loss: {val_loss:.4f}, LR: {rates}")
    scheduler.step()
