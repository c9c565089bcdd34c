import LRSchedulers
import RunLogs
import Testing

@testable import Judges

/// Schedules are found where rows that would tell of them are missing: before the first, between two, or all but a few of an
/// epoch.
@Suite("Identification from some rows")
struct UnseenRowsTests {
  /// The best that is found for the rates at some steps.
  private func best(_ rates: [Double], _ steps: some Sequence<Int>) throws -> Identified {
    let steps = Array(steps)
    let logged = LoggedRates(xs: steps.map(Double.init), values: steps.map { rates[$0] })
    let found = Identification.candidates(logged)
    return try #require(found.first { $0.isExact }, "none explains it")
  }

  /// That the plan of what was found gives the rates from a step on, those of the steps between the rows too.
  private func expectRates(_ found: Identified, _ rates: [Double], from first: Int) throws {
    let again = try WrittenRun.rates(found.schedule.spec, lr: found.lr, count: rates.count)
    let worst = zip(again, rates).dropFirst(first).map { abs($0 - $1) }.max() ?? .nan
    #expect(worst <= 1e-8 * (rates.max() ?? 0), "\(found.schedule.spec), lr \(found.lr)")
  }

  @Test(
    "A run that is logged from behind its warm-up on",
    arguments: [
      ("get_cosine_schedule_with_warmup(150, 3000)", 400, 1),
      ("get_cosine_schedule_with_warmup(7, 1200)", 20, 20),
      ("get_cosine_schedule_with_warmup(500, 10000)", 4_000, 10),
      ("get_cosine_with_min_lr_schedule_with_warmup(30, 1000, min_lr=1e-5)", 50, 50),
      ("SequentialLR([LinearLR(0.1, 1.0, 80), CosineAnnealingLR(920)], [80])", 200, 5),
    ])
  func behindTheWarmup(spec: String, first: Int, interval: Int) throws {
    // As long as the largest number in it, or what that of a schedule without an end is.
    let length = max(spec.split { !$0.isNumber }.compactMap { Int($0) }.max() ?? 0, 1_000)
    let rates = try WrittenRun.rates(spec, lr: 3e-4, count: length)
    let found = try best(rates, stride(from: first, to: length, by: interval))
    try expectRates(found, rates, from: first)
    #expect(found.unseenSteps != nil, "\(found.schedule.spec)")
  }

  @Test("Rows that begin with the schedule leave nothing unseen")
  func nothingUnseen() throws {
    let rates = try WrittenRun.rates("get_cosine_schedule_with_warmup(50, 1000)", lr: 0.1, count: 1_000)
    #expect(try best(rates, 0..<1_000).unseenSteps == nil)
    #expect(try best(rates, stride(from: 0, to: 1_000, by: 10)).unseenSteps == nil)
  }

  @Test(
    "A rate that is held and jumps in a gap of fifty steps",
    arguments: [(60, 0.1), (63, 0.1), (87, 0.5), (110, 0.2), (140, 0.25)])
  func jumpInAGap(held: Int, factor: Double) throws {
    let rates = try WrittenRun.rates(
      "SequentialLR([ConstantLR(\(factor), \(held)), CosineAnnealingLR(\(2_000 - held))], [\(held)])",
      lr: 0.4,
      count: 2_000)
    try expectRates(try best(rates, stride(from: 0, to: 2_000, by: 50)), rates, from: 0)
  }

  @Test(
    "timm's warm-up, below which the schedule runs on",
    arguments: [
      ("CosineLRScheduler(t_initial=300, lr_min=1e-5, warmup_t=20, warmup_lr_init=1e-6)", 1),
      ("CosineLRScheduler(t_initial=500, warmup_t=25, warmup_lr_init=1e-4)", 5),
      (
        "StepLRScheduler(decay_t=60, decay_rate=0.3, warmup_t=15, warmup_lr_init=1e-5, warmup_prefix=False)",
        1
      ),
      ("CosineLRScheduler(t_initial=300, warmup_t=20, warmup_lr_init=1e-6, warmup_prefix=True)", 1),
    ])
  func runningBelow(spec: String, interval: Int) throws {
    let rates = try WrittenRun.rates(spec, lr: 5e-3, count: 300)
    let found = try best(rates, stride(from: 0, to: 300, by: interval))
    try expectRates(found, rates, from: 0)
    // PyTorch says the others too, with milestones.
    if spec.hasPrefix("Cosine"), !spec.contains("prefix=True") {
      #expect(found.schedule.name == "CosineLRScheduler")
    }
  }

  @Test("Epochs whose rate does not change among those that do", arguments: [40, 97, 391])
  func heldEpochs(length: Int) throws {
    let perEpoch = try WrittenRun.rates(
      "SequentialLR([ConstantLR(0.2, 10), CosineAnnealingLR(50)], [10])", lr: 0.4, count: 60)
    let rates = (0..<60 * length).map { perEpoch[$0 / length] }
    let found = try best(rates, stride(from: 0, to: rates.count, by: max(1, length / 8)))
    #expect(found.stepsPerEpoch == length && found.interval == .epoch, "\(found.schedule.spec)")
    let again = try WrittenRun.rates(found.schedule.spec, lr: found.lr, count: 60)
    #expect(zip(again, perEpoch).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  /// Numbers that come out of divisions by almost nothing are no reason to end.
  @Test(
    "Rises that end in a level, and steps and rates of any size",
    arguments: [1.0, 1e9, 1e18, 1e300])
  func anySize(scale: Double) {
    let steps = (0..<400).map(Double.init)
    let flat = steps.map { step -> Double in
      let noise = 1 + 1e-15 * step.truncatingRemainder(dividingBy: 3)
      return min(step, 200) / 200 * noise
    }
    let runs: [(xs: [Double], values: [Double])] = [
      (steps.map { $0 * scale }, flat), (steps, flat.map { $0 * scale }),
      (steps.map { $0 * 5 }, flat.map { $0 / scale }),
    ]
    for run in runs {
      let logged = LoggedRates(xs: run.xs, values: run.values)
      for one in Identification.candidates(logged) { #expect(one.residual.isFinite) }
    }
  }

  @Test("Numbers become counts without a trap")
  func saturation() {
    #expect(Int(saturating: 2.6) == 2 && Int(saturating: -7) == -7 && Int(saturating: .nan) == 0)
    #expect(Int(saturating: .infinity) == 1 << 53 && Int(saturating: -1e300) == -(1 << 53))
  }
}
