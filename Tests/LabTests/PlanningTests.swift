import Canvas
import LRSchedulers
import Testing
import Tracks
import Training

@testable import Lab

/// Plans are made a slice at a time, and come to what they would have been in one go.
@Suite struct PlanningTests {
  private static let sequential =
    "SequentialLR([LinearLR(0.1, total_iters=500), CosineAnnealingLR(T_max=1_000_000)], [500])"

  private func lab(_ specs: [String], epochs: Int) throws -> Lab {
    Lab(
      try specs.map {
        RunConfiguration(schedule: try Schedule(parsing: $0), workload: "mock", epochs: epochs)
      })
  }

  private func source(_ spec: String) throws -> RateSource {
    let groups = [0.1, 1].map { ParameterGroup(lr: $0, momentum: 0.9) }
    return .run(PlanCursor(try ScheduleRun(Schedule(parsing: spec), groups: groups), length: .max))
  }

  /// A key makes but a slice, however long the plan is; the rest comes with time.
  @Test func aKeyNeverWaitsForAWholePlan() throws {
    var lab = try lab([Self.sequential, "StepLR(10)"], epochs: 1_000_000)
    for keys in ["", "→", "u", "↑→", "↓↓↓→"] {
      lab.press(keys)
      let made = lab.runs[0].forecast.plan.rates[0].count
      #expect(made == Forecast.firstSlice && lab.isPlanning)
      #expect(lab.frame.text.contains("1 SequentialLR"))
    }
  }

  @Test func slicesComeToTheWholePlan() throws {
    var lab = try lab([Self.sequential, "StepLR(10)"], epochs: 20_000)
    lab.press("2→")
    _ = lab.update(.plan(steps: 5_000))
    #expect(lab.runs[1].forecast.plan.rates[0].count == 7_048, "the focused pane comes first")
    #expect(lab.runs[0].forecast.plan.rates[0].count == 2_048)
    var slices = 0
    while lab.isPlanning {
      _ = lab.update(.plan(steps: 1_000))
      slices += 1
    }
    // What the two plans still lack, and the two futures beside the changed one.
    #expect(slices == (12_952 + 17_952 + 2 * 20_000) / 1_000 + 1)
    for run in lab.runs {
      let whole = try ScheduleRun(run.schedule, groups: run.configuration.parameterGroups).planned(
        epochs: 20_000)
      #expect(run.forecast.plan.rates == whole.map { Track($0) })
    }
  }

  @Test(arguments: [1, 7, 2_048, 100_000]) func momentaAreThoseOfTheSteps(slice: Int) throws {
    let run = try ScheduleRun(
      CyclicLR(baseLR: 0.01, maxLR: 0.1), groups: [ParameterGroup(lr: 0.1, momentum: 0.9)])
    var plan = PlannedRates(from: 5, length: 3_000, of: .run(PlanCursor(run, length: 3_000)))
    while !plan.isComplete { #expect(plan.make(slice) <= slice) }
    #expect(plan.rates == run.planned(epochs: 3_000).map { Track($0, from: 5) })
    #expect(plan.momenta == run.plannedMomenta(epochs: 3_000).map { Track($0, from: 5) })
  }

  /// Of a very long plan the extremes and the ends stay, whatever falls between them.
  @Test(arguments: [(2, 10_000), (3, 10_000), (7, 9_999), (64, 64), (64, 65)])
  func aVeryLongPlanKeepsItsExtremes(stride: Int, length: Int) {
    var column = PlanColumn(Track([], from: 11), stride: stride)
    let values = (0..<length).map { index -> Double in
      let noise = Double(index * 7_919 % 1_009)
      return index % 500 == 17 ? noise + 1e6 : noise
    }
    for (index, value) in values.enumerated() {
      column.append(value, at: 11 + index, isLast: index + 1 == length)
    }
    let track = column.track
    #expect(track.count <= 2 * (length / stride + 2) && track.segments.count == 1)
    #expect(track.lastX == Double(10 + length) && track.last == values.last)
    #expect(track.x(at: 0) < Double(11 + stride))
    for start in Swift.stride(from: 0, to: length, by: stride) {
      let stretch = start..<min(start + stride, length)
      let low = track.index(atOrAfter: Double(11 + stretch.lowerBound), in: 0)
      let kept = track.extremes(in: low..<track.index(atOrAfter: Double(11 + stretch.upperBound), in: 0))
      #expect(kept.min == values[stretch].min() && kept.max == values[stretch].max())
    }
    for index in 0..<track.count { #expect(track[index] == values[Int(track.x(at: index)) - 11]) }
  }

  @Test func plansUpToAMillionAreKeptWhole() {
    for (length, stride) in [(0, 1), (1_000_000, 1), (1 << 20, 1), ((1 << 20) + 1, 3), (10_000_000, 20)] {
      #expect(PlanColumn.stride(for: length) == stride)
      #expect(length / PlanColumn.stride(for: length) <= 1 << 20)
    }
    #expect(PlanColumn.stride(for: .max) > 0)
  }

  @Test func whatFollowsAMetricIsALineOfTwoPoints() throws {
    var plan = PlannedRates(from: 3, length: 1_000_000_000, of: try source("ReduceLROnPlateau()"))
    plan.make(1)
    #expect(plan.isComplete && plan.rates.map(\.count) == [2, 2])
    #expect(plan.rate(group: 1, at: 500_000) == 1 && plan.rate(group: 0, at: 1_000_000_002) == 0.1)
    #expect(plan.rate(group: 0, at: 2) == nil && plan.rate(group: 0, at: 1_000_000_003) == nil)
  }

  @Test func itEndsWhereTheScheduleFails() throws {
    let source = try source("OneCycleLR(0.1, total_steps=20)")
    var plan = PlannedRates(from: 1, length: 100, of: source)
    plan.make(7)
    plan.make(1_000)
    guard case .run(let cursor) = source else { return }
    let run = cursor.run
    #expect(plan.isComplete && plan.rates == run.planned(epochs: 100).map { Track($0) })
    #expect(plan.rates[0].count < 25 && plan.length == plan.rates[0].count)
    plan = PlannedRates(from: 1, length: 100, of: .nothing)
    plan.make(10)
    #expect(plan.isComplete && plan.rates.isEmpty)
    #expect(PlannedRates(from: 1, length: -3, of: .nothing).isComplete)
  }

  /// The futures beside the one in force are made in slices too.
  @Test func futuresComeInSlices() throws {
    var lab = try lab(["CosineAnnealingLR(T_max=50_000)"], epochs: 50_000)
    let records = try LabSamples.records(lab.runs[0].configuration, epochs: 10)
    _ = lab.update(.run(lab.panes[0].id, RunReport(records: records, state: .running)))
    while lab.isPlanning { _ = lab.update(.plan(steps: 10_000)) }
    lab.press("f=⌫⌫⌫⌫⌫⌫⌫20_000⏎")
    #expect(lab.isPlanning && lab.runs[0].forecast.others.count == 2)
    while lab.isPlanning { _ = lab.update(.plan(steps: 10_000)) }
    #expect(
      lab.runs[0].forecast.others.allSatisfy { $0.lines[0].lastX == 50_000 && $0.lines[0].x(at: 0) == 10 })
  }
}
