import LRSchedulers
import Testing
import Tracks
import Training

@testable import Lab

/// What is drawn of a long plan until its rates are made.
@Suite struct SketchTests {
  private static let specs = [
    "SequentialLR([LinearLR(0.1, total_iters=500), CosineAnnealingLR(T_max=90000)], [500])",
    "CosineAnnealingLR(T_max=50000)", "StepLR(30000, 0.3)", "OneCycleLR(0.1, total_steps=100000)",
    "ExponentialLR(0.99999)", "get_cosine_schedule_with_warmup(1000, 100000)",
    "CosineLRScheduler(90000, warmup_t=500)", "warmup_cosine_decay_schedule(0.0, 0.1, 1000, 100000)",
    "SequentialLR([ConstantLR(0.5, 9), StepLR(40000), LinearLR(1.0, 0.1, total_iters=5)], [20000, 99990])",
  ]

  private func plan(_ spec: String, _ length: Int = 100_000) throws -> PlannedRates {
    let group = ParameterGroup(lr: 0.1, momentum: 0.9)
    let run = try ScheduleRun(Schedule(parsing: spec), groups: [group])
    return PlannedRates(from: 1, length: length, of: .run(PlanCursor(run, length: length)))
  }

  /// The whole curve at once; every place of it is what the steps give.
  @Test(arguments: specs) func itIsThePlanAtItsPlaces(spec: String) throws {
    var plan = try plan(spec)
    let sketch = try #require(plan.shown.first)
    #expect(sketch.count >= 2_048 && sketch.x(at: 0) == 1 && sketch.lastX == 100_000)
    let facts = plan.shownFacts
    while !plan.isComplete { plan.make(65_536) }
    #expect(plan.shown.first?.count == 100_000)
    for index in 0..<sketch.count {
      let exact = try #require(plan.rate(group: 0, at: Int(sketch.x(at: index))))
      #expect(
        abs(sketch[index] - exact) <= 1e-7 * 0.1 + 1e-6 * abs(exact), "\(spec) at \(sketch.x(at: index))")
    }
    let made = plan.shownFacts
    #expect(facts.counts == made.counts && abs(facts.last - made.last) <= 1e-7 * 0.1 + 1e-6 * made.last)
    #expect(
      abs(facts.peak - made.peak) <= 1e-3 * made.peak && abs(facts.area - made.area) <= 2e-3 * made.area)
  }

  /// Both sides of a phase's beginning are among the places.
  @Test func phasesAreSeenWhereTheyBegin() throws {
    let sketch = try #require(try plan(Self.specs[8]).shown.first)
    let xs = Set((0..<sketch.count).map { Int(sketch.x(at: $0)) })
    #expect(xs.isSuperset(of: [20_000, 20_001, 99_990, 99_991]))
  }

  /// Short plans are made before they are drawn, and what follows a metric or a change in mid-run has no formula.
  @Test func whereTheFormulaIsNotThePlanThereIsNone() throws {
    #expect(try plan("StepLR(10)", 10_000).shown.first?.isEmpty == true)
    var run = try ScheduleRun(Schedule(parsing: "StepLR(3)"), groups: [ParameterGroup(lr: 0.1)])
    for _ in 0..<5 { try run.step() }
    try run.setLR([0.7])
    #expect(PlanSketch(run, from: 6, length: 100_000) == nil)
    let plateau = try ScheduleRun(Schedule(parsing: "ReduceLROnPlateau()"), groups: [ParameterGroup(lr: 0.1)])
    #expect(PlanSketch(plateau, from: 1, length: 100_000) == nil)
  }

  /// The frame after a key shows the new curve to its end.
  @Test func aKeyRedrawsTenMillionSteps() throws {
    let spec = "SequentialLR([LinearLR(0.1, total_iters=500), CosineAnnealingLR(T_max=9999500)], [500])"
    var lab = Lab([
      RunConfiguration(
        schedule: try Schedule(parsing: spec), workload: "none", epochs: 10_000, interval: .step,
        plannedStepsPerEpoch: 1_000)
    ])
    lab.edit { $0.select("end") }
    lab.press("=0.05⏎")
    #expect(lab.isPlanning)
    let shown = try #require(lab.runs[0].forecast.plan.shown.first)
    #expect(shown.lastX == 10_000_000 && abs((shown.last ?? 0) - 0.05) < 1e-6)
    #expect(lab.frame.text.contains("end 5.00e-02"))
  }
}
