import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// Warm-up, peak and end among the parameters of a pane.
@Suite struct KnobTests {
  private static let warmed =
    "SequentialLR([LinearLR(0.1, total_iters=5), CosineAnnealingLR(95, eta_min=1e-3)], [5])"

  private func lab(_ spec: String = warmed, interval: Interval = .epoch) throws -> Lab {
    try LabSamples.lab([spec], 120, 40, epochs: 3, interval: interval)
  }

  private func select(_ name: String, in lab: inout Lab) throws {
    lab.edit { $0.select(name) }
    try #require(lab.panes[0].training?.selectedSlot.name == name)
  }

  @Test func theyAreRowsOfTheList() throws {
    var lab = try lab()
    let names = lab.panes[0].training?.slots.map(\.name) ?? []
    #expect(names.suffix(3) == ["warm-up", "end", "lr now"] && names.first == "base lr")
    lab.press("z")
    for text in ["warm-up=5", "end=0.001"] { #expect(lab.frame.text.contains(text), "\(text)") }
    let plain = try LabSamples.lab(["StepLR(10)"])
    #expect(plain.panes[0].training?.slots.map(\.name) == ["base lr", "step_size", "gamma", "lr now"])
  }

  /// One number has one row: a peak of its own only where it is not the base rate by another name.
  @Test(arguments: [
    ("StepLR(10)", [0.1], false), ("OneCycleLR(0.3, total_steps=100)", [0.1], true),
    ("StepLR(10)", [0.1, 0.01], true),
    (warmed, [0.1], false),
  ])
  func aPeakThatIsTheBaseRateIsNoRow(spec: String, lrs: [Double], isShown: Bool) throws {
    let run = RunConfiguration(schedule: try Schedule(parsing: spec), lrs: lrs, workload: "none", epochs: 100)
    let lab = Lab([run], size: Size(width: 160, height: 50))
    let names = lab.panes[0].training?.slots.map(\.name) ?? []
    #expect(names.contains("peak") == isShown && names.contains("base lr"))
  }

  @Test func oneKeyMovesAllThatBelongsToAWarmup() throws {
    var lab = try lab()
    try select("warm-up", in: &lab)
    lab.press("→")
    #expect(
      lab.specs == [
        "SequentialLR(schedulers=[LinearLR(start_factor=0.1, total_iters=6), CosineAnnealingLR(T_max=94, eta_min=0.001)], milestones=[6])"
      ])
    lab.press("u")
    #expect(try lab.specs == [Schedule(parsing: Self.warmed).spec])
    // It stays selected, and `code` has the changed schedule.
    lab.press("→C")
    #expect(lab.frame.text.contains("milestones=[6]"))
  }

  /// Counts, epochs and shares of the run.
  @Test(arguments: [("20", 20), ("7epochs", 70), ("3%", 30), ("2.5 epochs", 25)])
  func aWarmupIsTypedInStepsEpochsOrShares(typed: String, counts: Int) throws {
    var lab = try lab(
      "get_cosine_schedule_with_warmup(5, 1000)", interval: .step)
    try select("warm-up", in: &lab)
    lab.press("=" + typed + "⏎")
    #expect(
      lab.specs == ["get_cosine_schedule_with_warmup(num_warmup_steps=\(counts), num_training_steps=1000)"])
  }

  @Test(arguments: ["", "a lot", "-3", "200%"]) func whatIsNoWarmupIsNotTaken(typed: String) throws {
    var lab = try lab()
    try select("warm-up", in: &lab)
    let before = lab.specs
    lab.press("=⌫" + typed + "⏎")
    #expect(lab.specs == before && lab.notice?.isRefusal == true)
  }

  @Test func aPeakIsTheOptimizersRateOrTheSchedulesOwn() throws {
    var lab = try lab()
    try select("base lr", in: &lab)
    lab.press("=0.5⏎")
    let spec = try Schedule(parsing: Self.warmed).spec
    #expect(lab.panes[0].training?.configuration.lrs == [0.5] && lab.specs == [spec])
    var own = try self.lab("OneCycleLR(0.1, total_steps=100)")
    try select("peak", in: &own)
    own.press("=0.5⏎")
    #expect(own.specs == ["OneCycleLR(max_lr=0.5, total_steps=100)"])
    #expect(own.panes[0].training?.configuration.lrs == [0.1])
  }

  @Test func anEndIsTheArgumentOfTheLastPart() throws {
    var lab = try lab()
    try select("end", in: &lab)
    lab.press("=2e-4⏎")
    #expect(lab.specs[0].contains("eta_min=0.0002"))
    lab.press("⌫")
    #expect(!lab.specs[0].contains("eta_min"))
    lab.press("=-1⏎")
    #expect(lab.notice?.isRefusal == true)
  }

  /// In a plan they are on the line too, as there they are what one turns.
  @Test func aPlanShowsThemOnItsLine() throws {
    var lab = Lab(
      [
        RunConfiguration(
          schedule: try Schedule(parsing: "get_cosine_schedule_with_warmup(500, 10000)"), workload: "none",
          epochs: 10, interval: .step, plannedStepsPerEpoch: 1_000)
      ], size: Size(width: 120, height: 24))
    #expect(lab.frame.text.contains("warm-up=500"))
    try select("warm-up", in: &lab)
    lab.press("=1epoch⏎")
    #expect(lab.specs == ["get_cosine_schedule_with_warmup(num_warmup_steps=1000, num_training_steps=10000)"])
  }
}
