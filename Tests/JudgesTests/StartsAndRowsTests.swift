import Foundation
import LRSchedulers
import RunLogs
import Testing

@testable import Judges

/// Where plans and runs start that nobody says, and what few or peculiar rows tell.
@Suite("Starts, and what few rows tell")
struct StartsAndRowsTests {
  private func rates(_ spec: String, lr: Double, _ count: Int) throws -> [Double] {
    try Plan(try Schedule(parsing: spec), lr: lr, length: count).rates()
  }

  private func read(_ lines: [String], x: String = "step") -> (LogRun, LogRoles) {
    WrittenRun.read("\(x),lr\n" + lines.joined(separator: "\n") + "\n")
  }

  private static let warm = "get_cosine_schedule_with_warmup(num_warmup_steps=100, num_training_steps=1000)"
  private static let torch =
    "SequentialLR([LinearLR(start_factor=0.01, total_iters=200), CosineAnnealingLR(T_max=800)], milestones=[200])"

  private struct Case: Sendable {
    var spec: String
    var lr: Double
    var rows: Range<Int>
    var format: String
    var isLargest: Bool
  }

  private static let cases = [
    // A warm-up that has not come to its peak, one that has, and a log that begins in the middle of the run.
    Case(spec: warm, lr: 3e-4, rows: 1..<60, format: "%.17g", isLargest: false),
    Case(spec: warm, lr: 3e-4, rows: 1..<60, format: "%.3e", isLargest: false),
    Case(spec: torch, lr: 0.02, rows: 0..<90, format: "%.6g", isLargest: false),
    Case(spec: warm, lr: 3e-4, rows: 0..<300, format: "%.17g", isLargest: true),
    Case(spec: torch, lr: 0.02, rows: 0..<700, format: "%.6g", isLargest: true),
    Case(spec: warm, lr: 3e-4, rows: 400..<900, format: "%.17g", isLargest: false),
    Case(spec: "CosineAnnealingLR(T_max=1000)", lr: 0.05, rows: 300..<900, format: "%.4e", isLargest: false),
    Case(spec: "StepLR(100, gamma=0.5)", lr: 0.8, rows: 250..<800, format: "%g", isLargest: false),
    Case(spec: "StepLR(100, gamma=0.5)", lr: 0.8, rows: 0..<800, format: "%g", isLargest: true),
  ]

  @Test("A plan of which nobody says the rate starts from what the log's rates say", arguments: cases.indices)
  func assumed(index: Int) throws {
    let one = Self.cases[index]
    let rates = try rates(one.spec, lr: one.lr, 1000)
    let (run, roles) = read(one.rows.map { "\($0),\(String(format: one.format, rates[$0]))" })
    let plan = Plan(try Schedule(parsing: one.spec), lr: 123, length: 1)
    let report = try RateCheck.report(
      run, roles, against: plan, CheckOptions(length: nil, assumesStart: true))
    #expect(report.isMatch || report.verdict == .endsEarly, "\(report.explanation)")
    let start = try #require(report.start)
    #expect(abs(start.rate / one.lr - 1) < 1e-9 && start.isLargest == one.isLargest, "\(start)")
  }

  @Test("Where the rates are no constant part of the plan's, it is the largest") func departing() throws {
    let rates = try rates("StepLR(100, gamma=0.5)", lr: 0.8, 600)
    let (run, roles) = read(rates.enumerated().map { "\($0.offset),\($0.element)" })
    let plan = Plan(try Schedule(parsing: "StepLR(150, gamma=0.5)"), lr: 123, length: 1)
    let report = try RateCheck.report(run, roles, against: plan, CheckOptions(assumesStart: true))
    #expect(report.start == AssumedStart(rate: 0.8, isLargest: true) && !report.isMatch)
    let given = try RateCheck.report(run, roles, against: plan)
    #expect(given.start == nil && given.verdict != .match)
  }

  // MARK: Several starts

  private func starts(_ rows: [(Double, Double)]) -> [Range<Int>] {
    LoggedStarts.of(LoggedRates(xs: rows.map(\.0), values: rows.map(\.1)))
  }

  /// Rows at even distances, whose rate rises by a step each.
  private func rise(
    _ numbers: ClosedRange<Int>, every distance: Int = 20, less: Int = 0, by step: Double = 0.1,
    from base: Double = 0
  ) -> [(Double, Double)] {
    numbers.map { (number: Int) -> (Double, Double) in
      let x: Int = number * distance - less
      return (Double(x), base + Double(number) * step)
    }
  }

  @Test("A log starts again where x falls to its beginning and the rates begin again") func startsAgain() {
    let (first, second) = (rise(1...6, less: 1), rise(1...5, less: 1, by: 0.07))
    #expect(starts(first + second) == [0..<6, 6..<11])
    #expect(starts(first).isEmpty)
    #expect(starts(first + second + first) == [0..<6, 6..<11, 11..<17])
    let wider = rise(1...5, every: 50, less: 1, by: 0.03)
    #expect(starts(first + wider) == [0..<6, 6..<11])
  }

  @Test("A resume, a second writer, a count that goes on otherwise and two rows are none") func noStarts() {
    let first = rise(1...6)
    #expect(starts(first + rise(4...9)).isEmpty)
    let writers = (1...6).flatMap { (number: Int) -> [(Double, Double)] in
      [(Double(number * 20), 0.1), (Double(number * 20 - 10), 0.2)]
    }
    #expect(starts(writers).isEmpty)
    // The count begins again, the rates go on.
    #expect(starts(first + rise(1...6, from: 0.6)).isEmpty)
    #expect(starts(first + rise(1...2)).isEmpty)
  }

  @Test("Each start is identified by itself") func identified() throws {
    let (a, b) = (
      try rates("StepLR(30, gamma=0.1)", lr: 0.1, 90), try rates("CosineAnnealingLR(T_max=80)", lr: 0.03, 80)
    )
    let rates = LoggedRates(
      xs: (0..<90).map(Double.init) + (0..<80).map(Double.init), values: a + b, axis: .epoch)
    #expect(!Findings(rates).isFound)
    let found = Findings.of(LoggedStarts.of(rates), rates)
    #expect(
      found.map { $0.candidates.first?.schedule.spec } == [
        "StepLR(step_size=30)", "CosineAnnealingLR(T_max=80)",
      ])
  }

  // MARK: Few rows

  @Test("One row or two are too few to tell a schedule by", arguments: [1, 2, 3]) func few(count: Int) throws
  {
    let rates = LoggedRates(
      xs: [1, 2, 3].prefix(count) + [], values: [0.1, 0.09, 0.081].prefix(count) + [], axis: .epoch)
    #expect(Findings(rates).tooFewRows == (count < 3 ? count : nil))
    let (run, roles) = read(["1,0.1", "2,0.05"].prefix(count) + [], x: "epoch")
    let plan = Plan(try Schedule(parsing: "StepLR(30)"), lr: 7, interval: .epoch, length: 1)
    let report = try RateCheck.report(run, roles, against: plan)
    #expect(!report.details.contains { $0.name == "actual_spec" })
  }

  // MARK: Few digits

  @Test("Below a power of ten the next value that is printed lies nearer") func powersOfTen() throws {
    let rates = try rates("StepLR(5000, gamma=0.0059)", lr: 1e-3, 15_000)
    let rows = stride(from: 0, to: 15_000, by: 100).map { "\($0),\(String(format: "%.1e", rates[$0]))" }
    let (run, roles) = read(rows)
    let (logged, steps) = try Identification.rates(run, roles, stepsPerEpoch: nil)
    let best = try #require(Findings(logged, stepsPerEpoch: steps).candidates.first { $0.isExact })
    #expect(best.lr == 1e-3 && best.schedule.spec.contains("gamma=0.0059"))
    // 9.8e-4 would have been printed so.
    #expect(logged.range(0).middle - logged.range(0).room > 9.9e-4)
  }

  @Test("A factor each epoch, of which two digits hide most", arguments: [0.94406, 0.97, 0.9])
  func hidden(gamma: Double) throws {
    let rates = try rates("ExponentialLR(\(gamma))", lr: 1e-3, 100)
    let rows = stride(from: 0, to: 100 * 5_000, by: 1_000).map {
      "\($0),\(String(format: "%.1e", rates[$0 / 5_000]))"
    }
    let (run, roles) = read(rows)
    let (logged, steps) = try Identification.rates(run, roles, stepsPerEpoch: nil)
    let best = try #require(Findings(logged, stepsPerEpoch: steps).candidates.first { $0.isExact })
    #expect(best.schedule.name == "ExponentialLR" && best.stepsPerEpoch == 5_000 && best.lr == 1e-3)
  }

  @Test(
    "Many half waves, whose lowest rows are known most finely", arguments: ["%.3e", "%.4g", "%.4f", "%.17g"])
  func waves(format: String) throws {
    for spec in ["CosineAnnealingLR(T_max=1000)", "CosineAnnealingLR(T_max=643, eta_min=0.002)"] {
      let rates = try rates(spec, lr: 0.1, 7_000)
      let (run, roles) = read(rates.enumerated().map { "\($0.offset),\(String(format: format, $0.element))" })
      let (logged, steps) = try Identification.rates(run, roles, stepsPerEpoch: nil)
      #expect(Findings(logged, stepsPerEpoch: steps).candidates.first { $0.isExact }?.schedule.spec == spec)
    }
  }

  // MARK: Rows at the ends of epochs

  @Test(
    "The rows of Ultralytics' trainer, each of its epoch's last batch",
    arguments: [
      "epochs=30, lr0=0.01, optimizer='SGD', batches_per_epoch=59",
      "epochs=100, lr0=0.02, lrf=0.1, cos_lr=True, optimizer='SGD', batches_per_epoch=215",
      "epochs=12, lr0=0.001667, optimizer='SGD', batches_per_epoch=3, warmup_epochs=2.0",
    ], [false, true])
  func epochEnds(arguments: String, isLate: Bool) throws {
    let schedule = try Schedule(parsing: "ultralytics.train(\(arguments))")
    let batches = try #require(schedule.value(of: "batches_per_epoch")?.number?.intValue)
    let epochs = try #require(schedule.value(of: "epochs")?.number?.intValue)
    let warmup = Int(schedule.value(of: "warmup_epochs")?.number?.doubleValue ?? 3)
    let rates = try Plan(
      schedule, lr: 0.01, interval: .step, stepsPerEpoch: batches, length: epochs * batches
    ).rates()
    let rows = (0..<epochs).map { (row: Int) -> String in
      let epoch = isLate && row > warmup ? row - 1 : row
      return "\(row + 1),\(String(format: "%.6g", rates[(epoch + 1) * batches - 1]))"
    }
    let (run, roles) = read(rows, x: "epoch")
    let (logged, steps) = try Identification.rates(run, roles, stepsPerEpoch: nil)
    let best = try #require(Findings(logged, stepsPerEpoch: steps).candidates.first { $0.isExact })
    #expect(
      best.schedule.name == "ultralytics.train"
        && best.rowsOfEpochs == (isLate ? .lastBatchAndLate : .lastBatch))
    #expect(best.schedule.value(of: "batches_per_epoch")?.number?.intValue == batches)
    #expect(
      best.schedule.value(of: "lr0")?.number?.doubleValue == schedule.value(of: "lr0")?.number?.doubleValue)
    #expect(best.schedule.value(of: "epochs")?.number?.intValue == epochs)
  }
}
