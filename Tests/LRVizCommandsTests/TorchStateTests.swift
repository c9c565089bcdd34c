import Foundation
import Testing

/// `state_dict`s written by PyTorch go on in lrviz, and lrviz's in PyTorch, with the same rates and momenta.
@Suite struct TorchStateTests {
  private struct Job: Encodable {
    let spec: String
    let saved: String
    let torch: String
  }

  private struct Outcome: Decodable {
    let loaded: [[Double]]
    let whole: [[Double]]
    let error: String?
  }

  private static let (steps, epochs) = (9, 24)

  /// For each spec: runs torch, dumps its state after some steps, and goes on from lrviz's file in a fresh scheduler.
  private static let script = """
    import json, math, sys, warnings
    import torch
    from torch.optim.lr_scheduler import *
    from torch.optim.swa_utils import SWALR
    warnings.simplefilter("ignore")
    def build(spec):
        model = [torch.nn.Parameter(torch.zeros(1)) for _ in range(2)]
        optimizer = torch.optim.SGD([{"params": [p], "lr": lr} for p, lr in zip(model, (0.1, 0.02))], lr=0.1, momentum=0.9)
        names = dict(globals())
        def on(cls):
            return (lambda *a, **k: cls(*a, **k)) if cls is ChainedScheduler else (lambda *a, **k: cls(optimizer, *a, **k))
        for cls in (LambdaLR, MultiplicativeLR, StepLR, MultiStepLR, ConstantLR, LinearLR, ExponentialLR, PolynomialLR,
                    CosineAnnealingLR, CosineAnnealingWarmRestarts, CyclicLR, OneCycleLR, ReduceLROnPlateau, SWALR,
                    SequentialLR, ChainedScheduler):
            names[cls.__name__] = on(cls)
        return optimizer, eval(spec, names)
    def walk(optimizer, scheduler, first, last):
        rows = []
        for epoch in range(first, last):
            rows.append([float(group["lr"]) for group in optimizer.param_groups])
            if epoch == last - 1: break
            optimizer.step()
            scheduler.step(1.0) if type(scheduler) is ReduceLROnPlateau else scheduler.step()
        return rows
    outcomes = []
    for job in json.load(open(sys.argv[1])):
        try:
            optimizer, scheduler = build(job["spec"])
            whole = walk(optimizer, scheduler, 0, STEPS + 1)
            json.dump(scheduler.state_dict(), open(job["torch"], "w"))
            whole = whole[:-1] + walk(optimizer, scheduler, STEPS, EPOCHS)
            optimizer, scheduler = build(job["spec"])
            state = json.load(open(job["saved"]))
            scheduler.load_state_dict(state)
            for group, lr in zip(optimizer.param_groups, state["_last_lr"]): group["lr"] = lr
            outcomes.append({"loaded": walk(optimizer, scheduler, STEPS, EPOCHS), "whole": whole, "error": None})
        except Exception as error:
            outcomes.append({"loaded": [], "whole": [], "error": repr(error)})
    json.dump(outcomes, sys.stdout)
    """.replacing("STEPS", with: "\(steps)").replacing("EPOCHS", with: "\(epochs)")

  static let specs = [
    "StepLR(4, 0.5)", "MultiStepLR([3, 11, 11], 0.3)", "ConstantLR(0.5, 12)", "LinearLR(0.2, 0.9, 14)",
    "ExponentialLR(0.9)", "PolynomialLR(20, 2.0)", "CosineAnnealingLR(6, 0.01)",
    "CosineAnnealingWarmRestarts(3, 2)",
    "CyclicLR(0.01, 0.3, 3, 5, mode='exp_range', gamma=0.9)",
    "CyclicLR(0.01, [0.3, 0.1], 3, scale_fn=lambda x: 1 / x)",
    "OneCycleLR(0.5, 40)", "OneCycleLR([0.5, 0.1], 40, three_phase=True, anneal_strategy='linear')",
    "OneCycleLR(0.5, epochs=5, steps_per_epoch=8)", "CyclicLR(0.01, 0.3, 3.7, 2.5)",
    "CyclicLR(0.01, 0.3, 2.5)", "ReduceLROnPlateau(factor=0.5, patience=1, cooldown=1.5)",
    "ReduceLROnPlateau(factor=0.5, patience=2, cooldown=1, min_lr=[0.01, 0.001])", "SWALR(0.05, 12)",
    "SWALR(0.05, 12, 'linear')", "LambdaLR(lambda e: 0.9 ** e)",
    "MultiplicativeLR([lambda e: 0.9, lambda e: 0.8])",
    "SequentialLR([LinearLR(0.1), CosineAnnealingLR(12), CosineAnnealingWarmRestarts(3)], [4, 15])",
    "SequentialLR([ConstantLR(0.5, 3), OneCycleLR(0.5, 40)], [5])",
    "ChainedScheduler([ConstantLR(0.5, 12), ExponentialLR(0.9)])",
    "ChainedScheduler([SequentialLR([LinearLR(0.1), StepLR(3)], [4]), MultiplicativeLR(lambda e: 0.98)])",
    "SequentialLR([ChainedScheduler([StepLR(2), ExponentialLR(0.9)]), SequentialLR([StepLR(2)], [])], [30])",
  ]

  private static let isInstalled = (try? python("import torch", [])) != nil

  @Test(.enabled(if: isInstalled, "PyTorch is not installed: states were not exchanged with it"))
  func statesGoOnHereAndThere() throws {
    let directory = try OutputFileTests.Directory()
    let jobs = Self.specs.indices.map {
      Job(
        spec: Self.specs[$0], saved: "\(directory.path)/\($0).json",
        torch: "\(directory.path)/torch\($0).json")
    }
    for job in jobs {
      #expect(try print(job.spec, "--save-state", job.saved, "--at", "\(Self.steps)").status == 0)
    }
    let input = directory.path + "/jobs.json"
    try JSONEncoder().encode(jobs).write(to: URL(fileURLWithPath: input))
    let outcomes = try JSONDecoder().decode(
      [Outcome].self, from: Data(Self.python(Self.script, [input]).utf8))
    for (job, outcome) in zip(jobs, outcomes) {
      #expect(outcome.error == nil, "\(job.spec)")
      #expect(outcome.loaded == Array(outcome.whole.dropFirst(Self.steps)), "torch from lrviz's \(job.spec)")
      let here = try print(job.spec, "--load-state", job.torch)
      let rows = here.output.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",").dropFirst().compactMap { Double($0) }
      }
      #expect(
        rows == Array(outcome.whole.dropFirst(Self.steps)), "lrviz from torch's \(job.spec): \(here.errors)")
      #expect(!here.errors.contains("wins over"), "\(job.spec): \(here.errors)")
    }
  }

  @Test func aPickleIsNamed() throws {
    let directory = try OutputFileTests.Directory()
    for bytes: [UInt8] in [[0x50, 0x4B, 3, 4, 20], [0x80, 2, 0x7D]] {
      let path = directory.path + "/state.pt"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let outcome = try print("StepLR(3)", "--load-state", path)
      #expect(outcome.status == 65 && outcome.errors.contains("json.dump(scheduler.state_dict(), f)"))
    }
  }

  private func print(_ spec: String, _ arguments: String...) throws -> Program.Outcome {
    try Program.run(
      [
        "print", spec, "--epochs", "\(Self.epochs)", "--format", "csv", "--lr", "0.1,0.02", "--metrics",
        "lambda e: 1",
      ]
        + arguments)
  }

  private static func python(_ script: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    struct Failure: Error {}
    if process.terminationStatus != 0 { throw Failure() }
    return text
  }
}
