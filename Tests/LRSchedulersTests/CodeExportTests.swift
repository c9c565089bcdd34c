import Foundation
import LRSchedulers
import Testing

@Suite struct CodeExportTests {
  @Test func aScriptReadsLikeThis() throws {
    let context = CodeContext(lrs: [0.1, 0.01], optimizer: "SGD(momentum=0.9)", epochs: 20)
    let code = try CodeExport.code(
      Schedule(parsing: "ReduceLROnPlateau(patience=3)"), format: .pytorch, context: context)
    #expect(
      code == """
        import torch
        from torch import nn
        from torch.optim import SGD
        from torch.optim.lr_scheduler import ReduceLROnPlateau

        # Put your own model, data and loss here.
        torch.manual_seed(0)
        model = nn.Sequential(nn.Linear(10, 10), nn.Linear(10, 1))
        train_data = [(torch.randn(32, 10), torch.randn(32, 1)) for _ in range(8)]
        val_data = [(torch.randn(32, 10), torch.randn(32, 1)) for _ in range(2)]
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
            for inputs, targets in train_data:
                optimizer.zero_grad()
                loss = criterion(model(inputs), targets)
                loss.backward()
                optimizer.step()
            model.eval()
            with torch.no_grad():
                losses = [criterion(model(inputs), targets).item() for inputs, targets in val_data]
            val_loss = sum(losses) / len(losses)
            rates = [group["lr"] for group in optimizer.param_groups]
            print(f"Epoch {epoch + 1}, Val Loss: {val_loss:.4f}, LR: {rates}")
            scheduler.step(val_loss)

        """)
  }

  @Test func membersAreBuiltOnTheSameOptimizer() throws {
    let spec = "SequentialLR([LinearLR(0.1), ChainedScheduler([SWALR(0.1), LinearLR()]), StepLR(3)], [5, 9])"
    let code = try CodeExport.code(Schedule(parsing: spec), format: .pytorch)
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
    #expect(throws: SchedulerError.self) { try CodeExport.code(floors, format: .pytorch) }
    let context = CodeContext(optimizer: "SGD(")
    #expect(throws: SchedulerError.self) {
      try CodeExport.code(Schedule(parsing: "StepLR(3)"), format: .pytorch, context: context)
    }
  }

  @Test(.enabled(if: Torch.isInstalled, "PyTorch is not installed: the exported scripts were not run"))
  func torchRunsEveryScriptWithTheSameRates() throws {
    let specs =
      Catalogue.entries.filter { $0.library == .pytorch }.map { Schedule(default: $0).spec } + [
        "StepLR(2, last_epoch=4)"
      ] + LawTests.composed
    let cases = try specs.flatMap { spec in
      try CodeContext.Interval.allCases.map { (try Schedule(parsing: spec), $0) }
    }
    // One process for all, since importing torch takes seconds.
    let scripts = try cases.map { try CodeExport.code($0.0, format: .pytorch, context: context($0.1)) }
    let outputs = try Torch.run(scripts.joined(separator: "\nprint('end')\n")).split(separator: "end\n")
    try #require(outputs.count == cases.count)
    for ((schedule, interval), output) in zip(cases, outputs) {
      try expectSameRates(schedule, interval, output.split(separator: "\n"))
    }
  }

  private func context(_ interval: CodeContext.Interval) -> CodeContext {
    CodeContext(lrs: [0.1, 0.02], optimizer: "Adam(betas=(0.8, 0.99))", epochs: 6, interval: interval)
  }

  private func expectSameRates(
    _ schedule: Schedule, _ interval: CodeContext.Interval, _ lines: [Substring]
  ) throws {
    #expect(lines.count == 6, "\(schedule)")
    // Its rates hang on the losses; that it runs is what can be expected.
    if schedule.needsMetric { return }
    let lrs = context(interval).lrs
    var run = try ScheduleRun(
      schedule,
      groups: lrs.map {
        ParameterGroup(
          lr: $0, initialLR: schedule.value(of: "last_epoch") == .int(-1) ? nil : $0, momentum: 0.8)
      })
    for line in lines {
      // The script prints after the batches of the epoch: 8 of them.
      if interval == .step { for _ in 0..<8 { try run.step() } }
      #expect(line.hasSuffix("LR: [\(run.groups.map { PythonNumber.repr($0.lr) }.joined(separator: ", "))]"))
      if interval == .epoch { try run.step() }
    }
  }
}

/// The PyTorch of this machine, if it has one.
private enum Torch {
  static let isInstalled = (try? run("import torch")) != nil

  static func run(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    // More threads only wait for each other on models this small.
    process.environment = ProcessInfo.processInfo.environment.merging(["OMP_NUM_THREADS": "1"]) { $1 }
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Failure() }
    return text
  }

  private struct Failure: Error {}
}
