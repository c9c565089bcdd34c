import Foundation
import Judges
import LRSchedulers
import RunLogs
import Testing

/// Where trainers, schedulers, loggers and resumes meet: each way in which real runs were seen to depart, or only to seem so, with other
/// schedules, lengths, factors, intervals and digits than theirs.
@Suite("Verdicts where trainers, loggers and resumes meet")
struct CrossingTests {
  /// A log, and the plan that it is held against.
  private struct Crossed {
    var plan: String
    var lr = 0.1
    /// Of the plan, in units of its interval.
    var length: Int
    var interval = Interval.step
    var stepsPerEpoch: Int?
    var axis = "step"
    /// Significant digits of the rates.
    var digits = 7
    var metric: [Int: Double] = [:]

    func report(_ rows: [(x: Int, lr: Double)]) throws -> CheckReport {
      let hasMetric = !metric.isEmpty
      let lines = rows.map { row -> String in
        let rate = String(format: "%.\(digits - 1)e", row.lr)
        let loss = hasMetric ? "," + (metric[row.x].map { "\($0)" } ?? "") : ""
        return "\(row.x),\(rate)\(loss)\n"
      }
      let (run, roles) = WrittenRun.read(
        "\(axis),lr\(hasMetric ? ",val_loss" : "")\n" + lines.joined())
      let plan = Plan(try Schedule(parsing: plan), lr: lr, interval: interval, length: length)
      return try RateCheck.report(
        run, roles, against: plan, CheckOptions(stepsPerEpoch: stepsPerEpoch, length: length))
    }

    func planned(_ count: Int) throws -> [Double] { try WrittenRun.rates(plan, lr: lr, count: count) }
  }

  private static func rates(_ spec: String, _ lr: Double, _ count: Int) throws -> [Double] {
    try WrittenRun.rates(spec, lr: lr, count: count)
  }

  private func number(_ name: String, of report: CheckReport) -> Double? {
    for detail in report.details where detail.name == name {
      if case .number(let number) = detail.value { return number }
    }
    return nil
  }

  private func text(_ name: String, of report: CheckReport) -> String? {
    for detail in report.details where detail.name == name {
      if case .text(let text) = detail.value { return text }
    }
    return nil
  }

  // MARK: Which plan is in force after a resume

  @Test(
    "The checkpoint's length wins over a longer one: the rate comes to its end and climbs again",
    arguments: [(30, 48, 11), (130, 180, 70), (35, 61, 20)], [4, 7])
  func longerPlan(lengths: (old: Int, new: Int, resumed: Int), digits: Int) throws {
    let crossed = Crossed(
      plan: "CosineAnnealingLR(T_max=\(lengths.new))", lr: 0.03, length: lengths.new, digits: digits)
    let ran = try Self.rates("CosineAnnealingLR(T_max=\(lengths.old))", 0.03, lengths.new)
    for first in [0, lengths.resumed] {
      let report = try crossed.report((first..<lengths.new).map { ($0, ran[$0]) })
      #expect(report.verdict == .risesAgain, "\(report.explanation)")
      #expect(text("actual_spec", of: report) == "CosineAnnealingLR(T_max=\(lengths.old))")
    }
  }

  @Test(
    "The same by epochs, of which a log of batches has only the rest", arguments: [(12, 30, 7), (20, 33, 14)])
  func longerPlanOfEpochs(lengths: (old: Int, new: Int, perEpoch: Int)) throws {
    let crossed = Crossed(
      plan: "CosineAnnealingLR(T_max=\(lengths.new))", length: lengths.new, interval: .epoch,
      stepsPerEpoch: lengths.perEpoch)
    let ran = try Self.rates("CosineAnnealingLR(T_max=\(lengths.old))", 0.1, lengths.new)
    let first = lengths.old / 2 * lengths.perEpoch
    let report = try crossed.report(
      (first..<lengths.new * lengths.perEpoch).map { ($0, ran[$0 / lengths.perEpoch]) })
    #expect(report.verdict == .risesAgain, "\(report.explanation)")
  }

  @Test(
    "A rate that the code changes and the checkpoint brings back is that of the old plan",
    arguments: [0.4, 3])
  func oldRateInForce(factor: Double) throws {
    let spec = "get_linear_schedule_with_warmup(num_warmup_steps=17, num_training_steps=170)"
    let old = Crossed(plan: spec, lr: 2e-4, length: 170)
    let ran = try old.planned(170)
    let rows = stride(from: 4, to: 170, by: 5).map { ($0 + 1, ran[$0]) }
    #expect(try old.report(rows).verdict == .match)
    let new = Crossed(plan: spec, lr: 2e-4 * factor, length: 170)
    let report = try new.report(rows)
    #expect(report.verdict == .scaled, "\(report.explanation)")
    #expect(abs((number("factor", of: report) ?? 0) * factor - 1) < 1e-6)
  }

  @Test("Another kind of schedule after a resume is named", arguments: [61, 118])
  func otherKind(at: Int) throws {
    let crossed = Crossed(
      plan: "get_cosine_schedule_with_warmup(num_warmup_steps=20, num_training_steps=240)", lr: 5e-4,
      length: 240)
    let linear = "get_linear_schedule_with_warmup(num_warmup_steps=20, num_training_steps=240)"
    let (before, behind) = (try crossed.planned(240), try Self.rates(linear, 5e-4, 240))
    let report = try crossed.report((1...240).map { ($0, $0 <= at ? before[$0 - 1] : behind[$0 - 1]) })
    #expect(report.verdict == .other && number("at", of: report) == Double(at + 1), "\(report.explanation)")
    #expect(text("then", of: report)?.hasPrefix("get_linear_schedule_with_warmup") == true)
  }

  @Test("The first row after a resume may have the old rate, and is the only one", arguments: [40, 97])
  func oneStaleRow(at: Int) throws {
    let crossed = Crossed(plan: "CosineAnnealingLR(T_max=150)", lr: 0.02, length: 150)
    var ran = try crossed.planned(150)
    ran[at] = 0.02
    let report = try crossed.report(ran.enumerated().map { ($0.offset, $0.element) })
    #expect(report.verdict == .other && number("at", of: report) == Double(at), "\(report.explanation)")
    #expect(report.explanation.contains("only row"))
  }

  @Test(
    "A constructor that set the rate back leaves a constant part of the plan",
    arguments: [(0.2, 60), (0.05, 33)])
  func constantPart(start: Double, at: Int) throws {
    let crossed = Crossed(
      plan:
        "SequentialLR([LinearLR(start_factor=\(start), total_iters=12), CosineAnnealingLR(T_max=108)], milestones=[12])",
      lr: 0.4, length: 120, digits: 6)
    let ran = try crossed.planned(120)
    let factor = start * 0.4 / ran[at]
    let report = try crossed.report(ran.indices.map { ($0, $0 < at ? ran[$0] : factor * ran[$0]) })
    #expect(
      report.verdict == .scaled && number("resumed_at", of: report) == Double(at), "\(report.explanation)")
    #expect(abs((number("factor", of: report) ?? 0) / factor - 1) < 1e-4)
  }

  @Test("A callback's counter that starts over on a fresh model", arguments: [(0.93, 8, 26), (0.8, 13, 30)])
  func freshModel(gamma: Double, at: Int, count: Int) throws {
    let crossed = Crossed(
      plan: "ExponentialLR(gamma=\(gamma))", lr: 0.02, length: count, interval: .epoch, axis: "epoch")
    let ran = try crossed.planned(count)
    let report = try crossed.report((0..<count).map { ($0, ran[$0 < at ? $0 : $0 - at]) })
    #expect(
      report.verdict == .scheduleRestarted && number("at", of: report) == Double(at), "\(report.explanation)")
  }

  // MARK: How steps are counted

  @Test("Several processes step the scheduler for one", arguments: [3, 4, 6], [0.0, 0.1])
  func processes(count: Int, warmup: Double) throws {
    let length = 360
    let crossed = Crossed(
      plan:
        "get_cosine_schedule_with_warmup(num_warmup_steps=\(Int(warmup * Double(length))), num_training_steps=\(length))",
      lr: 1e-3, length: length, digits: 6)
    let ran = try crossed.planned(length)
    let report = try crossed.report((0..<length / count).map { ($0 + 1, ran[$0 * count]) })
    #expect(
      report.verdict == .tooFast && number("factor", of: report) == Double(count), "\(report.explanation)")
  }

  @Test(
    "A last group of accumulated batches makes one update more than was planned",
    arguments: [(5, 12, 8), (3, 10, 15)])
  func lastGroup(accumulation: Int, batches: Int, epochs: Int) throws {
    let (really, planned) = ((batches + accumulation - 1) / accumulation, batches / accumulation)
    let crossed = Crossed(
      plan: "get_cosine_schedule_with_warmup(num_warmup_steps=0, num_training_steps=\(planned * epochs))",
      lr: 0.02,
      length: planned * epochs)
    let ran = try Self.rates(
      "get_cosine_schedule_with_warmup(num_warmup_steps=0, num_training_steps=\(really * epochs))", 0.02,
      really * epochs)
    let report = try crossed.report(ran.enumerated().map { ($0.offset + 1, $0.element) })
    #expect(report.verdict == .tooSlow, "\(report.explanation)")
    let factor = Double(planned) / Double(really)
    #expect(abs((number("factor", of: report) ?? 0) - factor) < 1e-9)
  }

  @Test(
    "Rows of one x for each batch, and a plan in batches that the updates do not finish",
    arguments: [(4, 160), (6, 300)])
  func rowsOfBatches(accumulation: Int, batches: Int) throws {
    let crossed = Crossed(plan: "CosineAnnealingLR(T_max=\(batches))", lr: 0.05, length: batches)
    let ran = try crossed.planned(batches)
    let report = try crossed.report((0..<batches).map { ($0 / accumulation, ran[$0 / accumulation]) })
    #expect(report.verdict == .endsEarly, "\(report.explanation)")
    let fraction = Double((batches - 1) / accumulation + 1) / Double(batches)
    #expect(abs((number("fraction", of: report) ?? 0) - fraction) < 0.01)
  }

  @Test("A skipped update leaves the schedule one behind, from whatever step on", arguments: [0, 1, 57])
  func skipped(at: Int) throws {
    let crossed = Crossed(plan: "PolynomialLR(total_iters=140, power=2.0)", lr: 0.07, length: 140)
    let ran = try crossed.planned(140)
    let report = try crossed.report((0..<140).map { ($0, ran[$0 <= at ? $0 : $0 - 1]) })
    #expect(report.verdict == .offByOne && number("shift", of: report) == -1, "\(report.explanation)")
  }

  @Test("A counter that is one ahead from its second row on", arguments: [6, 20])
  func counterAhead(at: Int) throws {
    let crossed = Crossed(plan: "CosineAnnealingLR(T_max=90)", lr: 0.1, length: 90)
    let ran = try crossed.planned(91)
    let report = try crossed.report((0..<90).map { ($0, ran[$0 <= at ? $0 : $0 + 1]) })
    #expect(report.verdict == .offByOne && number("shift", of: report) == 1, "\(report.explanation)")
  }

  // MARK: What a logger means by x

  @Test(
    "Batches done and the rate of the next one, or of the last one: no fault of the run",
    arguments: [
      "CosineAnnealingLR(T_max=84)", "OneCycleLR(max_lr=0.1, total_steps=84, cycle_momentum=False)",
    ],
    [-1, 0])
  func batchesDone(spec: String, offset: Int) throws {
    let crossed = Crossed(plan: spec, length: 84)
    let ran = try crossed.planned(84)
    // Counted from 1: x has the rate that its batch used, or that of the next one.
    let rows = (1...(offset == 0 ? 83 : 84)).map { ($0, ran[$0 + offset]) }
    #expect(try crossed.report(rows).verdict == .match)
  }

  @Test(
    "A plan of epochs beside batches counted from 1", arguments: [7, 40],
    ["CosineAnnealingLR(T_max=9)", "StepLR(3)"])
  func epochsBesideBatches(perEpoch: Int, spec: String) throws {
    let crossed = Crossed(plan: spec, length: 9, interval: .epoch, stepsPerEpoch: perEpoch)
    let ran = try crossed.planned(9)
    #expect(try crossed.report((1...9 * perEpoch).map { ($0, ran[($0 - 1) / perEpoch]) }).verdict == .match)
  }

  @Test(
    "Rows of epochs taken after their last update have the next epoch's first rate", arguments: [6, 25],
    [4, 7])
  func afterTheUpdates(perEpoch: Int, digits: Int) throws {
    let length = 18 * perEpoch
    let crossed = Crossed(
      plan:
        "SequentialLR([LinearLR(start_factor=0.05, total_iters=\(3 * perEpoch)), CosineAnnealingLR(T_max=\(length - 3 * perEpoch))], milestones=[\(3 * perEpoch)])",
      lr: 0.2, length: length, stepsPerEpoch: perEpoch, axis: "epoch", digits: digits)
    let ran = try crossed.planned(length + 1)
    let report = try crossed.report((0..<18).map { ($0, ran[($0 + 1) * perEpoch]) })
    #expect(report.verdict == .match, "\(report.explanation)")
  }

  @Test("A cosine that counts below its warm-up never comes to the peak", arguments: [(4, 30), (8, 60)])
  func belowTheWarmup(warmup: Int, length: Int) throws {
    let crossed = Crossed(
      plan:
        "SequentialLR([LinearLR(start_factor=0.02, total_iters=\(warmup)), CosineAnnealingLR(T_max=\(length - warmup))], milestones=[\(warmup)])",
      lr: 0.3, length: length, interval: .epoch, axis: "epoch")
    let ran = try Self.rates(
      "CosineLRScheduler(t_initial=\(length), warmup_t=\(warmup), warmup_lr_init=0.006, warmup_prefix=False)",
      0.3,
      length)
    let report = try crossed.report(ran.enumerated().map { ($0.offset, $0.element) })
    #expect(report.verdict == .other, "\(report.explanation)")
    #expect(abs((number("peak_reached", of: report) ?? 0) - (ran.max() ?? 0)) < 1e-6)
  }

  @Test("A plateau is fed where there is a validation, not once an epoch", arguments: [2, 3], [1, 2])
  func plateau(every: Int, patience: Int) throws {
    let perEpoch = 8
    let epochs = 16 * every
    var crossed = Crossed(
      plan: "ReduceLROnPlateau(factor=0.3, patience=\(patience), threshold=0.02)", lr: 0.05, length: epochs,
      interval: .epoch, stepsPerEpoch: perEpoch)
    // It falls, stays, falls once more and stays.
    let metrics = (0..<16).map {
      [2, 1.5, 1.2, 1.19, 1.2, 1.21, 1.2, 0.9, 0.8, 0.8, 0.81, 0.8, 0.8, 0.79, 0.8, 0.8][$0]
    }
    let rates = try Plan(Schedule(parsing: crossed.plan), lr: 0.05, length: 16).rates(metric: { metrics[$0] })
    for validation in 0..<16 { crossed.metric[(validation + 1) * every * perEpoch - 1] = metrics[validation] }
    let rows = (0..<epochs * perEpoch).map { ($0, rates[$0 / (every * perEpoch)]) }
    let report = try crossed.report(rows)
    #expect(report.verdict == .match, "\(report.explanation)")
    // Counted by epochs it would have cut sooner.
    #expect(Set(rates).count > 1)
  }
}
