import Judges
import LRSchedulers
import RunLogs
import Testing

/// Runs that a test makes go wrong in one way: for each schedule, rounding, log interval and layout the verdict is that way's.
@Suite("Verdicts of runs that go wrong in a known way")
struct VerdictLawTests {
  /// A schedule of so many steps, and what is known of it.
  struct Planned: Sendable, CustomStringConvertible {
    var spec: String
    var lr = 0.1
    var warmup = 0

    var description: String { spec }
  }

  static let steps = 240
  static let perEpoch = 12

  static let plans = [
    Planned(spec: "CosineAnnealingLR(T_max=240)"),
    Planned(spec: "CosineAnnealingLR(T_max=240, eta_min=0.001)", lr: 0.02),
    Planned(
      spec:
        "SequentialLR([LinearLR(start_factor=0.05, total_iters=24), CosineAnnealingLR(T_max=216)], milestones=[24])",
      lr: 0.3, warmup: 24),
    Planned(
      spec: "get_cosine_schedule_with_warmup(num_warmup_steps=20, num_training_steps=240)", lr: 0.05,
      warmup: 20),
    Planned(
      spec: "get_linear_schedule_with_warmup(num_warmup_steps=24, num_training_steps=240)", lr: 0.06,
      warmup: 24),
    Planned(spec: "PolynomialLR(total_iters=240, power=1.5)", lr: 0.07),
    Planned(spec: "OneCycleLR(max_lr=0.2, total_steps=240, cycle_momentum=False)", lr: 0.2),
    Planned(spec: "CosineAnnealingWarmRestarts(T_0=60)", lr: 0.09),
  ]

  static let ways: [WrittenRun] = [WrittenRun.Layout.csv, .jsonLines, .text].flatMap { layout in
    WrittenRun.Rounding.allCases.flatMap { rounding in
      [1, 5].map { WrittenRun(layout: layout, rounding: rounding, interval: $0) }
    }
  }

  private func verdict(
    _ rates: [Double], _ planned: Planned, _ way: WrittenRun, from first: Int = 0, lr: Double? = nil
  ) throws -> CheckReport {
    let (run, roles) = way.read(rates, from: first)
    let plan = Plan(
      try Schedule(parsing: planned.spec), lr: lr ?? planned.lr, interval: .step, length: Self.steps)
    return try RateCheck.report(
      run, roles, against: plan, CheckOptions(stepsPerEpoch: Self.perEpoch, length: Self.steps))
  }

  private func expect(
    _ wanted: Verdict, _ rates: [Double], _ planned: Planned, from first: Int = 0,
    ways: [WrittenRun] = VerdictLawTests.ways
  ) throws {
    for way in ways {
      let report = try verdict(rates, planned, way, from: first)
      #expect(report.verdict == wanted, "\(way): \(report.explanation)")
    }
  }

  private func rates(_ planned: Planned, _ count: Int = steps) throws -> [Double] {
    try WrittenRun.rates(planned.spec, lr: planned.lr, count: count)
  }

  @Test("As planned, counted from 0 or 1, from the start or from a resume on", arguments: plans)
  func match(planned: Planned) throws {
    let rates = try rates(planned)
    for base in [0, 1] {
      try expect(
        .match, rates, planned,
        ways: Self.ways.map {
          WrittenRun(layout: $0.layout, rounding: $0.rounding, interval: $0.interval, base: base)
        })
    }
    try expect(.match, Array(rates[100...]), planned, from: 100)
  }

  @Test("A step ahead and a step behind, from the start or from the middle", arguments: plans)
  func offByOne(planned: Planned) throws {
    let rates = try rates(planned, Self.steps + 1)
    try expect(.offByOne, Array(rates.dropFirst()), planned)
    try expect(.offByOne, [rates[0]] + rates.prefix(Self.steps - 1), planned)
    let middle = Array(rates[...70]) + rates[70..<Self.steps - 1]
    try expect(.offByOne, middle, planned)
  }

  @Test("Never stepped", arguments: plans)
  func constant(planned: Planned) throws {
    let first = try rates(planned)[0]
    try expect(.constant, [Double](repeating: first, count: Self.steps), planned)
  }

  @Test("Several steps for one, and one for several", arguments: plans, [2, 4, 8])
  func speed(planned: Planned, factor: Int) throws {
    // Restarts that come as often again and half as often are each other's.
    guard !planned.spec.contains("Restarts") else { return }
    var rates = try rates(planned, planned.spec.hasPrefix("OneCycle") ? Self.steps : Self.steps * factor)
    // OneCycleLR refuses steps past its end.
    while rates.count < Self.steps * factor { rates.append(rates[rates.count - 1]) }
    let fast = (0..<Self.steps / factor).map { rates[$0 * factor] }
    let report = try verdict(fast, planned, WrittenRun())
    #expect(report.verdict == .tooFast, "\(report.explanation)")
    #expect(report.details.contains { $0.name == "factor" && $0.value == .number(Double(factor)) })
    try expect(
      .tooSlow, (0..<Self.steps).map { rates[$0 / factor] }, planned,
      ways: Self.ways.filter { $0.interval == 1 })
  }

  @Test("Once an epoch", arguments: plans)
  func perEpoch(planned: Planned) throws {
    let rates = try rates(planned)
    try expect(
      .steppedPerEpoch, (0..<Self.steps).map { rates[$0 / Self.perEpoch] }, planned,
      ways: Self.ways.filter { $0.interval == 1 })
  }

  @Test(
    "Another base rate",
    arguments: plans.filter { !$0.spec.contains("OneCycle") && !$0.spec.contains("eta_min") }, [0.5, 8])
  func scaled(planned: Planned, factor: Double) throws {
    let rates = try rates(planned).map { $0 * factor }
    try expect(.scaled, rates, planned)
    try expect(.scaled, Array(try self.rates(planned)[..<90]) + rates[90...], planned)
  }

  @Test("Only a part of it", arguments: plans, [80, 150])
  func early(planned: Planned, count: Int) throws {
    try expect(.endsEarly, Array(try rates(planned)[..<count]), planned)
  }

  @Test("From the beginning again", arguments: plans.filter { !$0.spec.contains("Restarts") })
  func restarted(planned: Planned) throws {
    let rates = try rates(planned)
    try expect(.scheduleRestarted, Array(rates[..<100]) + rates[..<140], planned)
  }

  @Test("From the beginning again at the old rate", arguments: plans.prefix(2))
  func oldRate(planned: Planned) throws {
    let plan = Plan(try Schedule(parsing: planned.spec), lr: planned.lr, length: Self.steps)
    let rates = try plan.rates()
    var run = try plan.run()
    try run.setLR([rates[100]])
    var rest: [Double] = []
    for _ in 0..<140 {
      rest.append(run.lr)
      try run.step()
    }
    try expect(.resumedWithOldLR, Array(rates[..<100]) + rest, planned)
  }

  @Test("Shorter than the run", arguments: [130, 170])
  func rises(length: Int) throws {
    let short = try WrittenRun.rates("CosineAnnealingLR(T_max=\(length))", lr: 0.1, count: Self.steps)
    try expect(.risesAgain, short, Self.plans[0])
    let past = try rates(Self.plans[0], 300)
    try expect(.risesAgain, past, Self.plans[0])
  }

  @Test("Without its warm-up", arguments: plans.filter { $0.warmup > 0 })
  func warmup(planned: Planned) throws {
    let rates =
      planned.spec.hasPrefix("get_")
      ? try WrittenRun.rates(
        planned.spec.replacing("num_warmup_steps=\(planned.warmup)", with: "num_warmup_steps=0"),
        lr: planned.lr, count: Self.steps)
      : Array(try rates(planned, Self.steps + planned.warmup)[planned.warmup...])
    try expect(.warmupMissing, rates, planned)
  }

  @Test("The first rate 0", arguments: [8, 20])
  func firstZero(warmup: Int) throws {
    let planned = Planned(
      spec:
        "SequentialLR([LinearLR(start_factor=\(1 / Double(warmup)), total_iters=\(warmup - 1)), CosineAnnealingLR(T_max=\(Self.steps - warmup))], milestones=[\(warmup)])"
    )
    let rates = try WrittenRun.rates(
      "get_cosine_schedule_with_warmup(num_warmup_steps=\(warmup), num_training_steps=\(Self.steps))",
      lr: 0.1, count: Self.steps)
    try expect(.firstLRZero, rates, planned, ways: Self.ways.filter { $0.interval == 1 })
  }

  @Test("Another floor, another shape", arguments: ways)
  func other(way: WrittenRun) throws {
    let floor = try WrittenRun.rates("CosineAnnealingLR(T_max=240, eta_min=0.03)", lr: 0.1, count: Self.steps)
    let report = try verdict(floor, Self.plans[0], way)
    #expect(report.verdict == .other)
    #expect(
      report.details.contains {
        $0.name == "actual_spec" && $0.value == .text("CosineAnnealingLR(T_max=240, eta_min=0.03)")
      })
    let line = try WrittenRun.rates("LinearLR(1.0, 0.0, 240)", lr: 0.1, count: Self.steps)
    #expect(try verdict(line, Self.plans[0], way).verdict == .other)
  }

  @Test("One row that is off is no match, and is named", arguments: plans)
  func oneRow(planned: Planned) throws {
    var rates = try rates(planned)
    rates[120] *= 1.5
    let report = try verdict(rates, planned, WrittenRun())
    #expect(report.verdict == .other && report.details.first?.value == .number(120), "\(report.explanation)")
    #expect(report.explanation.contains("only row"))
  }
}
