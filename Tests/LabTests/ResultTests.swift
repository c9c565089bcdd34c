import Canvas
import Charts
import TestSupport
import Testing
import Tracks
import Training

@testable import Lab

@Suite struct ResultTests {
  private func result(_ best: Double?, seeds: [Double] = [], spread: Double? = 0.02) -> PaneResult {
    var result = PaneResult()
    result.best = best.map { ($0, 3) }
    (result.seeds, result.usualSpread) = (seeds, spread)
    return result
  }

  @Test func theLowestLossIsFirstAndWhatHasNoneLast() {
    let ranking = Ranking([0.5, nil, 0.3, .nan, 0.9].map { result($0) })
    #expect(ranking.order == [2, 0, 4, 1, 3] && ranking.hasWinner)
    #expect(ranking.place(of: 4) == 3)
    #expect(!Ranking([result(nil), result(nil)]).hasWinner)
    #expect(!Ranking([result(0.1)]).hasWinner && !Ranking([]).hasWinner)
  }

  @Test func whatAnotherSeedMayTurnRoundIsATie() {
    #expect(Ranking([result(1), result(1.019), result(1.03)]).ties == [1])
    #expect(Ranking([result(-100), result(-99), result(-97)]).ties == [1])
    #expect(
      Ranking([result(1, spread: nil), result(1.0001, spread: nil), result(1, spread: nil)]).ties == [2])
    #expect(Ranking([result(1), result(1.5)]).cautions.isEmpty)
  }

  @Test func severalSeedsSayIt() throws {
    let (close, apart) = ([0.30, 0.34, 0.32], [0.50, 0.51, 0.52])
    let ranking = Ranking([
      result(0.5, seeds: apart), result(0.3, seeds: close), result(0.31, seeds: [0.31, 0.35, 0.33]),
    ])
    #expect(ranking.order == [1, 2, 0] && ranking.ties == [2] && ranking.basis == .measured(seeds: 3))
    let deviation = try #require(result(0.3, seeds: close).deviation)
    #expect(abs(deviation - 0.02) < 1e-12)
  }

  @Test func theLowestPointIsTheFirstOfThem() {
    #expect(Track([3, 1, 2, 1]).lowestPoint == 1)
    #expect(Track([.nan, 5, .infinity]).lowestPoint == 1)
    #expect(Track([.nan]).lowestPoint == nil && Track().lowestPoint == nil)
    let many = Track((0..<5_000).map { Double(abs($0 - 4_321)) })
    #expect(many.lowestPoint == 4_321)
  }

  @Test func theTableAt80x24() throws {
    var lab = try LabSamples.lab(epochs: 100)
    lab.press("o")
    let rows = lab.frame.text.split(separator: "\n").map(String.init)
    let heading = try #require(rows.firstIndex { $0.contains("best loss") })
    expectFrame(
      rows[heading...heading + 5].joined(separator: "\n"),
      """
      ┃     #  scheduler          best loss  @   final    acc  LR peak → end  cuts   ┃
      ┃ 1  ▸1  StepLR                0.1250  8  0.1250  93.8%    0.1 → 1e-10    10   ┃
      ┃≈1   2  MultiStepLR           0.1250  8  0.1250  93.8%     0.1 → 1e-3     2   ┃
      ┃≈1   3  ExponentialLR         0.1250  8  0.1250  93.8%   0.1 → 6.2e-4     -   ┃
      ┃≈1   4  ReduceLROnPlateau     0.1250  8  0.1250  93.8%     0.1 → 1e-8     7   ┃
      ┃≈1   5  CosineAnnealingLR     0.1250  8  0.1250  93.8%      0.1 → 0.1     -   ┃
      """)
  }

  /// At any width every row fits, and no word is cut but by dots.
  @Test(arguments: [8, 12, 20, 33, 40, 60, 78, 100, 140, 200]) func everyWidthIsKept(width: Int) {
    var results = [result(0.123456), result(12_345.678), result(nil), result(-3e-9)]
    results[0].remark = "! a remark of several words that is longer than most screens are wide"
    (results[1].peakRate, results[1].endRate, results[1].area, results[1].cuts) = (0.123456, 1e-12, 1e9, 12)
    results[3].seeds = [-3e-9, 4]
    for count in 1...4 {
      let table = ResultTable(
        names: ["StepLR", "CosineAnnealingWarmRestarts", "x", "y"].prefix(count).map(\.self),
        results: Array(results.prefix(count)), ranking: Ranking(Array(results.prefix(count))), focus: 0,
        glyphs: .braille)
      for rows in 0...7 {
        let lines = table.lines(width, rows: rows)
        #expect(lines.count <= rows)
        // The names at least are always there, cut by the screen if need be.
        #expect(lines.allSatisfy { $0.width <= max(width, 45) })
      }
    }
  }

  @Test func panesAreSortedAndTheOrderIsTakenBack() throws {
    var lab = try LabSamples.lab(epochs: 5)
    let configuration = lab.runs[3].configuration
    var records = try LabSamples.records(configuration, epochs: 6)
    records.removeFirst(5)
    records[0].valLoss = 0.01
    _ = lab.update(.run(lab.panes[3].id, RunReport(records: records, state: .running)))
    let (ids, focused) = (lab.panes.map(\.id), lab.focusedPane.id)
    lab.press("b")
    #expect(lab.panes[0].id == ids[3] && lab.focusedPane.id == focused)
    lab.press("u")
    #expect(lab.panes.map(\.id) == ids)
  }

  @Test func otherSeedsAreRunsOfThePane() throws {
    let configuration = RunConfiguration(
      schedule: try .init(parsing: "StepLR(10)"), workload: "mock", epochs: 9, seed: 7)
    var lab = Lab([configuration, configuration], seeds: 3)
    var seeds: [UInt64] = []
    for case .run(let id, .start(let configuration, _)) in lab.launch() {
      seeds.append(configuration.seed)
      var run = try TrainingRun(configuration)
      var records: [EpochRecord] = []
      while let record = try run.trainEpoch() { records.append(record) }
      _ = lab.update(.run(id, RunReport(records: records, state: .done)))
    }
    #expect(seeds == [7, 8, 9, 7, 8, 9])
    #expect(lab.panes[0].result.seeds.count == 3 && lab.runs[0].epoch == 9)
    let told = lab.press("r").count { if case .run(_, .start) = $0 { true } else { false } }
    #expect(told == 3)
    #expect(lab.panes[0].result.seeds.isEmpty)
  }
}

/// The axis of the rates.
@Suite struct RateAxisTests {
  private func scale(_ specs: [String], epochs: Int = 100, trained: Int = 30) throws -> ValueAxis? {
    let lab = try LabSamples.lab(specs, 120, 40, epochs: trained, of: epochs)
    let context = lab.frameContext
    let contents = lab.panes.flatMap { $0.content(in: context, isFocused: false).charts }
    return SharedAxes(contents, ChartFactory(context: context))[.rate]
  }

  @Test(arguments: [
    ("StepLR(10)", true), ("MultiStepLR([15, 25])", true), ("ExponentialLR(0.95)", true),
    ("ExponentialLR(0.99)", false),
    ("CosineAnnealingLR(100)", false), ("CosineAnnealingLR(50)", false), ("ConstantLR()", false),
    ("SequentialLR([LinearLR(0.01, total_iters=2), CosineAnnealingLR(98)], [2])", false),
    ("get_cosine_schedule_with_warmup(5, 100)", false), ("get_linear_schedule_with_warmup(5, 100)", false),
    ("LinearLR(0.001, total_iters=5)", false), ("StepLR(50, 0.03)", false), ("StepLR(50, 0.01)", true),
    ("ConstantLR(0.5, total_iters=50)", false),
  ])
  func theScaleFollowsWhatTheRatesSpan(spec: String, isLog: Bool) throws {
    for trained in [0, 1, 30, 100] {
      #expect(try scale([spec], trained: trained)?.scale == (isLog ? .log : .linear))
    }
  }

  /// A log that falls below its plan is shown down to where it is.
  @Test func theAxisHasRoomForTheRunAndItsPlan() throws {
    let plan = LogPlan(schedule: try .init(parsing: "StepLR(25)"), text: "StepLR(25)", lrs: [0.1])
    var lab = LogSamples.lab([LogSamples.csv(1...60)], 120, 40, plans: [plan])
    while lab.isPlanning { _ = lab.update(.plan(steps: .max)) }
    let context = lab.frameContext
    let charts = lab.panes[0].content(in: context, isFocused: true).charts
    let rate = try #require(charts.first { $0.role == .rate })
    let axis = ChartFactory(context: context).ownAxis(rate)
    #expect(axis.scale == .log)
    #expect(try #require(axis.shown).min < 1.1e-5)
  }

  @Test func onePaneDecidesForAll() throws {
    #expect(try scale(["CosineAnnealingLR(100)", "StepLR(10)"])?.scale == .log)
  }

  /// A last sample near zero does not take the axis; a schedule that stays there does.
  @Test func theFloorIsATenThousandthOfThePeakUnlessTheScheduleStaysBelow() throws {
    func lowest(_ specs: [String], _ epochs: Int) throws -> Double? {
      try scale(specs, epochs: epochs, trained: 0)?.shown?.min
    }
    let falling = "LambdaLR(lambda e: 0.95 ** e if e < 95 else 1e-12)"
    let low = try #require(try lowest([falling], 97))
    #expect(low >= 1e-5 && low < 1e-3)
    #expect(try #require(try lowest(["StepLR(10)"], 100)) < 1.1e-10)
    #expect(
      try #require(try lowest(["MultiStepLR([10], 0.01)", "CosineAnnealingLR(2000)"], 2_000)) >= 0.9e-5)
  }

  @Test func theKeyOverrulesAndSaysSo() throws {
    var lab = try LabSamples.lab()
    #expect(lab.rateAxisIsLog)
    lab.press("y")
    #expect(!lab.rateAxisIsLog && lab.notice?.text == "LR axis linear, as chosen (y: logarithmic)")
    lab.press("y")
    #expect(lab.rateAxisIsLog && lab.notice?.text == "LR axis logarithmic, as chosen (y: linear)")
  }

  @Test func allPanesHaveTheSameAxesUntilTheyAreFreed() throws {
    func labels(_ lab: Lab) -> Set<String> {
      Set(
        lab.frame.text.split(whereSeparator: { " │┃\n".contains($0) }).filter { $0.contains("┤") }
          .map { String($0.prefix { $0 != "┤" }) })
    }
    var lab = try LabSamples.lab(["StepLR(10)", "MultiStepLR([15, 25])"], epochs: 100)
    #expect(labels(lab).contains("1e-10"))
    let shared = labels(lab)
    lab.press("A")
    #expect(lab.notice?.text == "each pane has its own axes")
    #expect(labels(lab) != shared)
  }
}

/// What the bottom line says is read to the end.
@Suite struct NoticeTests {
  @Test(arguments: [40, 47, 60, 80, 120]) func noWordIsCut(width: Int) throws {
    var lab = try LabSamples.lab(LabSamples.tutorial, width, 24)
    for keys in ["→", "f", "x", "B", "y", "A", "q", "w", "Q", "2n", "cB", "I"] {
      lab.press(keys)
      guard let notice = lab.notice else { continue }
      let bottom = lab.frame.text.split(separator: "\n", omittingEmptySubsequences: false).suffix(5)
      let shown = Set(bottom.joined(separator: " ").split(separator: " ").map(String.init))
      let words = notice.text.split(separator: " ").map(String.init)
      let missing = words.drop { shown.contains($0) }
      #expect(missing.isEmpty || shown.contains("…"), "\(width), \(keys): \(notice.text)")
    }
  }
}
