import Judges
import LRSchedulers
import RunLogs
import Testing

/// Schedules that step once an epoch, in logs of steps and of epochs; parameter groups; metrics.
@Suite("Plans of epochs, groups and metrics")
struct EpochPlanTests {
  private static let specs = [
    "CosineAnnealingLR(T_max=20)", "MultiStepLR(milestones=[6, 12, 17], gamma=0.3)",
    "ExponentialLR(gamma=0.8)",
  ]
  private static let perEpoch = 9

  private func check(
    _ run: (LogRun, LogRoles), _ spec: String, lrs: [Double] = [0.1], interval: Interval = .epoch,
    length: Int? = 20,
    stepsPerEpoch: Int? = perEpoch
  ) throws -> CheckReport {
    let plan = Plan(
      try Schedule(parsing: spec), groups: lrs.map { ParameterGroup(lr: $0) }, interval: interval,
      length: length ?? 1)
    return try RateCheck.report(
      run.0, run.1, against: plan, CheckOptions(stepsPerEpoch: stepsPerEpoch, length: length))
  }

  @Test("Rows of steps, every one and some", arguments: specs, [1, 2, 4])
  func steps(spec: String, interval: Int) throws {
    let epochs = try WrittenRun.rates(spec, lr: 0.1, count: 21)
    let log = WrittenRun(layout: .text, interval: interval)
    func run(_ rate: (Int) -> Double) -> (LogRun, LogRoles) { log.read((0..<180).map(rate)) }
    #expect(try check(run { epochs[$0 / 9] }, spec).verdict == .match)
    #expect(try check(run { epochs[$0 / 9 + 1] }, spec).verdict == .offByOne)
    let fast = try WrittenRun.rates(spec, lr: 0.1, count: 180)
    #expect(try check(run { fast[$0] }, spec).verdict == .steppedPerBatch)
  }

  /// Cuts at even distances look like epochs of that many steps; but a log that has a row an epoch may well call it a step.
  @Test(
    "What the log calls steps are epochs where the plan is followed so", arguments: [1, 2, 10, 25], [0, 1])
  func stepsThatAreEpochs(size: Int, base: Int) throws {
    let spec = "StepLR(step_size=\(size), gamma=0.5)"
    let rates = try WrittenRun.rates(spec, lr: 0.1, count: 100)
    let run = WrittenRun(layout: .jsonLines, base: base).read(rates)
    #expect(try check(run, spec, length: nil, stepsPerEpoch: nil).verdict == .match)
    #expect(try check(run, spec, length: 100, stepsPerEpoch: nil).verdict == .match)
  }

  @Test("Rows of epochs, counted from 0 and from 1", arguments: specs, [0, 1])
  func epochs(spec: String, base: Int) throws {
    let rates = try WrittenRun.rates(spec, lr: 0.1, count: 20)
    let run = WrittenRun(layout: .jsonLines, axis: "epoch", base: base).read(rates)
    #expect(try check(run, spec).verdict == .match)
    #expect(try check(run, spec, length: 40).verdict == .endsEarly)
  }

  @Test(
    "A schedule of steps in a log of epochs: the first rate, the last, the next, the mean", arguments: 0..<4)
  func within(kind: Int) throws {
    let spec = "CosineAnnealingLR(T_max=180)"
    let steps = try WrittenRun.rates(spec, lr: 0.1, count: 181)
    let rates = (0..<20).map { epoch -> Double in
      let all = steps[epoch * 9..<epoch * 9 + 10]
      return [all[epoch * 9], all[epoch * 9 + 8], all[epoch * 9 + 9], all.prefix(9).reduce(0, +) / 9][kind]
    }
    let run = WrittenRun(axis: "epoch").read(rates)
    #expect(try check(run, spec, interval: .step, length: 180).verdict == .match)
  }

  @Test("The length of an epoch is found in the log, or follows from the plan's")
  func lengths() throws {
    let rates = try WrittenRun.rates(Self.specs[0], lr: 0.1, count: 20)
    let run = WrittenRun().read((0..<180).map { rates[$0 / 9] })
    #expect(try check(run, Self.specs[0], stepsPerEpoch: nil).verdict == .match)
    let named = WrittenRun().read(
      (0..<171).map { rates[$0 / 9] }, [("epoch", (0..<171).map { Double($0 / 9) })])
    #expect(try check(named, Self.specs[0], length: nil, stepsPerEpoch: nil).verdict == .endsEarly)
  }

  @Test("Parts of epochs, as transformers' Trainer prints them", arguments: [1, 2, 3], [2, 4])
  func parts(interval: Int, digits: Int) throws {
    let spec = "get_linear_schedule_with_warmup(num_warmup_steps=9, num_training_steps=90)"
    let rates = try WrittenRun.rates(spec, lr: 0.03, count: 90)
    let scale = digits == 2 ? 100.0 : 1e4
    // The first step is logged beside the others.
    let steps = (interval > 1 ? [1] : []) + Array(stride(from: interval, through: 90, by: interval))
    let rows = steps.map { step -> String in
      let epoch = (Double(step) / 9 * scale).rounded() / scale
      return "{'loss': 1.5, 'learning_rate': \(rates[step - 1]), 'epoch': \(epoch)}"
    }
    let run = WrittenRun.read(rows.joined(separator: "\n") + "\n")
    let report = try check(run, spec, lrs: [0.03], interval: .step, length: 90)
    #expect(report.verdict == .match, "\(report.explanation)")
    #expect(try check(run, spec, lrs: [0.01], interval: .step, length: 90).verdict == .scaled)
  }

  @Test("Each group is judged")
  func groups() throws {
    let rates = try WrittenRun.rates(Self.specs[0], lr: 0.1, count: 20)
    func run(_ factor: Double) -> (LogRun, LogRoles) {
      let rows = rates.enumerated().map { "\($0.offset),\($0.element),\($0.element * factor)" }
      return WrittenRun.read("epoch,lr-Adam/pg1,lr-Adam/pg2\n" + rows.joined(separator: "\n") + "\n")
    }
    #expect(try check(run(0.1), Self.specs[0], lrs: [0.1, 0.01]).verdict == .match)
    let report = try check(run(0.3), Self.specs[0], lrs: [0.1, 0.01])
    #expect(report.verdict == .scaled && report.group == 1)
    #expect(try check(run(0.3), Self.specs[0]).notes.contains { $0.contains("2 parameter groups") })
  }

  @Test("A plateau by its metric, by another, by none, and with other arguments")
  func plateau() throws {
    let val = (0..<60).map { (epoch: Int) -> Double in
      let bump = (epoch * 7919) % 13 < 6 ? 0.02 : 0.0
      return 0.4 + max(0.05, 1 / Double(epoch + 1)) + bump
    }
    let train = (0..<60).map { (epoch: Int) -> Double in
      let rise = epoch > 30 ? 0.1 : 0.0
      return 1 / Double(epoch + 1) + rise
    }
    let spec = "ReduceLROnPlateau(factor=0.5, patience=3)"
    func rates(_ spec: String, _ metric: [Double]) throws -> [Double] {
      try Plan(Schedule(parsing: spec), lr: 0.1, length: 60).rates(metric: { metric[$0] })
    }
    func report(_ rates: [Double]) throws -> CheckReport {
      try check(
        WrittenRun(axis: "epoch").read(rates, [("train_loss", train), ("val_loss", val)]), spec, length: 60)
    }
    #expect(try report(try rates(spec, val)).verdict == .match)
    let wrong = try report(try rates(spec, train))
    #expect(wrong.verdict == .plateauWrongMetric, "\(wrong.explanation)")
    #expect(wrong.details.contains { $0.name == "metric_used" && $0.value == .text("train_loss") })
    #expect(try report([Double](repeating: 0.1, count: 60)).verdict == .constant)
    let other = try report(try rates("ReduceLROnPlateau(factor=0.3, patience=5)", val))
    #expect(other.verdict == .other)
    #expect(other.details.contains { $0.value == .text("ReduceLROnPlateau(factor=0.3, patience=5)") })
  }

  @Test("What cannot be judged is said")
  func refusals() throws {
    let empty = WrittenRun.read("step,loss\n0,1\n1,2\n2,3\n")
    #expect(throws: JudgeError.self) { try check(empty, Self.specs[0]) }
    let run = WrittenRun().read([0.1, 0.1, 0.1])
    #expect(throws: JudgeError.self) {
      try check(run, "OneCycleLR(max_lr=[0.1, 0.2], total_steps=10, cycle_momentum=False)")
    }
  }

  @Test("Hostile values", arguments: ["nan", "inf", "-1", "1e308", "0", "1e-320"])
  func hostile(value: String) throws {
    let run = WrittenRun.read("step,lr\n" + (0..<40).map { "\($0),\(value)" }.joined(separator: "\n") + "\n")
    for spec in Self.specs {
      let report = try? check(run, spec)
      #expect(report?.isMatch != true)
      #expect(report?.maxRelativeDeviation.isNaN != true)
    }
  }
}
