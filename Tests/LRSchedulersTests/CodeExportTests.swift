import LRSchedulers
import Testing

@Suite struct CodeExportTests {
  @Test func aScriptReadsLikeThis() throws {
    let context = CodeContext(lrs: [0.1, 0.01], optimizer: "SGD(momentum=0.9)", epochs: 20)
    let code = try Schedule(parsing: "ReduceLROnPlateau(patience=3)").code(for: .pytorch, in: context).text
    #expect(
      code == """
        import torch
        from torch import nn
        from torch.optim import SGD
        from torch.optim.lr_scheduler import ReduceLROnPlateau

        # Put your own model, data and loss here.
        torch.manual_seed(0)
        model = nn.Sequential(nn.Linear(10, 10), nn.Linear(10, 1))
        train_loader = [(torch.randn(32, 10), torch.randn(32, 1)) for _ in range(8)]
        val_loader = [(torch.randn(32, 10), torch.randn(32, 1)) for _ in range(2)]
        criterion = nn.MSELoss()

        optimizer = SGD(
            [
                {"params": model[0].parameters(), "lr": 0.1},
                {"params": model[1].parameters(), "lr": 0.01},
            ],
            lr=0.1, momentum=0.9,
        )
        scheduler = ReduceLROnPlateau(optimizer, patience=3)

        for epoch in range(20):
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
            scheduler.step(val_loss)

        """)
  }

  /// Put a real loader in its place, and the schedule goes on to fit.
  @Test func whatCountsBatchesAsksTheLoader() throws {
    let schedule = try Schedule(parsing: "OneCycleLR(0.1, epochs=3, steps_per_epoch=45)")
    let context = CodeContext(epochs: 3, interval: .step, stepsPerEpoch: 45)
    let code = try schedule.code(for: .pytorch, in: context).text
    #expect(
      code.contains(
        """
        steps_per_epoch = 45  # the schedule is made for a loader of this length
        train_loader = [(torch.randn(32, 10), torch.randn(32, 1)) for _ in range(steps_per_epoch)]

        """))
    #expect(
      code.contains(
        "\nscheduler = OneCycleLR(optimizer, max_lr=0.1, epochs=3, steps_per_epoch=len(train_loader))\n"))
    #expect(try Schedule(parsing: code) == schedule)
    let member = try Schedule(parsing: "SequentialLR([\(schedule.spec), StepLR(3)], [9])")
    let nested = try member.code(for: .pytorch, in: context).text
    #expect(nested.contains("steps_per_epoch=len(train_loader)),\n"))
    #expect(try Schedule(parsing: nested) == member)
    // It counts other steps than these.
    for other in [CodeContext(epochs: 3, interval: .step), CodeContext(epochs: 3, stepsPerEpoch: 45)] {
      let code = try schedule.code(for: .pytorch, in: other).text
      #expect(code.contains("steps_per_epoch=45)\n") && !code.contains("len(train_loader)"))
    }
    // Nothing else has that loader.
    let timm = try schedule.code(for: .timm, in: context).text
    #expect(timm.contains("steps_per_epoch=45)") && !timm.contains("train_loader"))
  }

  @Test func membersAreBuiltOnTheSameOptimizer() throws {
    let spec = "SequentialLR([LinearLR(0.1), ChainedScheduler([SWALR(0.1), LinearLR()]), StepLR(3)], [5, 9])"
    let code = try Schedule(parsing: spec).code(for: .pytorch).text
    #expect(
      code.contains(
        """
        from torch.optim.lr_scheduler import ChainedScheduler, LinearLR, SequentialLR, StepLR
        from torch.optim.swa_utils import SWALR

        """))
    #expect(
      code.contains(
        """
        scheduler = SequentialLR(
            optimizer,
            schedulers=[
                LinearLR(optimizer, start_factor=0.1),
                ChainedScheduler(
                    schedulers=[
                        SWALR(optimizer, swa_lr=0.1),
                        LinearLR(optimizer),
                    ],
                ),
                StepLR(optimizer, step_size=3),
            ],
            milestones=[5, 9],
        )

        """))
  }

  @Test func aScriptThatCannotRunIsRefused() throws {
    let floors = try Schedule(parsing: "ReduceLROnPlateau(min_lr=[0.1, 0.2])")
    #expect(throws: SchedulerError.self) { try floors.code(for: .pytorch) }
    let context = CodeContext(optimizer: "SGD(")
    #expect(throws: SchedulerError.self) {
      try Schedule(parsing: "StepLR(3)").code(for: .pytorch, in: context)
    }
  }
}
