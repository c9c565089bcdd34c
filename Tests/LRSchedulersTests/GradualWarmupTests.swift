import LRSchedulers
import Testing

/// `GradualWarmupScheduler` of the package warmup_scheduler, with the rates that it gave in PyTorch 2.15: alike in its
/// version 0.3 and with `get_last_lr()`, as its repository has it.
@Suite struct GradualWarmupTests {
  private static let header = "from warmup_scheduler import GradualWarmupScheduler\no = SGD(p, lr=0.2)\n"

  @Test(arguments: [
    (
      "GradualWarmupScheduler(o, 1, 3, StepLR(o, 2, 0.5))",
      [
        0.0, 0.06666666666666667, 0.13333333333333333, 0.2, 0.2, 0.2, 0.1, 0.1, 0.05, 0.05, 0.025, 0.025,
        0.0125, 0.0125,
      ]
    ),
    (
      "GradualWarmupScheduler(o, 1, 3, CosineAnnealingWarmRestarts(o, 3, 2))",
      [
        0.0, 0.06666666666666667, 0.13333333333333333, 0.2, 0.2, 0.15000000000000002, 0.050000000000000024,
        0.2, 0.1866025403784439, 0.15000000000000002, 0.1, 0.050000000000000024, 0.01339745962155613, 0.2,
      ]
    ),
    (
      "GradualWarmupScheduler(o, 1, 3, LambdaLR(o, lambda e: 0.9 ** (e + 1)))",
      [
        0.0, 0.06666666666666667, 0.13333333333333333, 0.2, 0.18000000000000002, 0.16200000000000003, 0.1458,
        0.13122, 0.11809800000000002, 0.10628820000000001,
      ]
    ),
    (
      "GradualWarmupScheduler(o, 1, 3, LinearLR(o, 0.5, 1, 4))",
      [0.0, 0.06666666666666667, 0.13333333333333333, 0.2, 0.1, 0.125, 0.15, 0.17500000000000002, 0.2, 0.2]
    ),
    (
      "GradualWarmupScheduler(o, 1, 3, ConstantLR(o, 0.5, 2))",
      [0.0, 0.06666666666666667, 0.13333333333333333, 0.2, 0.1, 0.1, 0.2, 0.2, 0.2, 0.2]
    ),
    ("GradualWarmupScheduler(o, 8, 4)", [0.2, 0.55, 0.9, 1.25, 1.6, 1.6, 1.6, 1.6]),
    (
      "GradualWarmupScheduler(o, 1, total_epoch=4)",
      [0.0, 0.05, 0.1, 0.15000000000000002, 0.2, 0.2, 0.2, 0.2]
    ),
  ])
  func rates(call: String, expected: [Double]) throws {
    let all = try PastedSchedule.all(in: Self.header + "s = " + call)
    #expect(all.count == 1)
    var run = try ScheduleRun(all[0].schedule, groups: [ParameterGroup(lr: 0.2)])
    for (index, wanted) in expected.enumerated() {
      #expect(abs(run.groups[0].lr - wanted) <= 1e-15, "index \(index)")
      try run.step(metric: 0)
    }
  }

  /// What the versions do not do alike, and what the package refuses.
  @Test(arguments: [
    ("(o, 1, 3, ExponentialLR(o, 0.5))", "version 0.3"),
    ("(o, 1, 3, CosineAnnealingLR(o, 9))", "version 0.3"),
    ("(o, 8, 3, StepLR(o, 9))", "version 0.3"), ("(o, 1, 2.5, StepLR(o, 9))", "version 0.3"),
    ("(o, 1, 3, ReduceLROnPlateau(o))", "version 0.3"), ("(o, 0.5, 3)", "greater than or equal to 1"),
    ("(o, 1, 0)", "greater than 0"), ("(o, 1)", "total_epoch"), ("(o, 'x', 3)", "no number"),
    ("(o, 1, 3, 7)", "no scheduler"),
  ])
  func refusals(arguments: String, words: String) {
    #expect {
      try PastedSchedule.all(in: Self.header + "s = GradualWarmupScheduler" + arguments)
    } throws: { error in
      "\(error)".contains(words)
    }
  }

  @Test func asks() {
    #expect {
      try PastedSchedule.all(
        in: Self.header + "s = GradualWarmupScheduler(o, args.m, args.w, StepLR(o, args.n))")
    } throws: { error in
      (error as? SpecError)?.missing.map(\.name) == ["args.m", "args.w", "args.n"]
    }
  }

  /// A class of that name that is imported from elsewhere may be any other; without an import it is taken, and said.
  @Test func withoutTheImport() throws {
    let call = "s = GradualWarmupScheduler(o, 1, 3, StepLR(o, 2))"
    #expect(throws: SpecError.self) {
      try PastedSchedule.all(in: "from utils.warm import GradualWarmupScheduler\n" + call)
    }
    let pasted = try #require(PastedSchedule.all(in: call).first)
    #expect(pasted.notes.contains { $0.contains("taken to be that of the package") })
    let imported = try #require(PastedSchedule.all(in: Self.header + call).first)
    #expect(pasted.schedule == imported.schedule)
    #expect(!imported.notes.contains { $0.contains("taken to be") })
  }
}
