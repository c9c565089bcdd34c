import Foundation
import LRSchedulers
import RunLogs
import Testing

@testable import Judges

/// Schedules are found where a log prints few digits, few rows, or begins late; and what is found gives the rates back, those between
/// the rows too.
@Suite("Identification from few digits and rows")
struct FewDigitsTests {
  /// A log of every so many steps whose rates have so many digits.
  private func log(_ rates: [Double], _ digits: Int, every interval: Int, from first: Int = 0) -> LoggedRates?
  {
    let rows = stride(from: first, to: rates.count, by: interval).map { step in
      "\(step),\(String(format: "%.\(digits - 1)e", rates[step])),0.5\n"
    }
    let (run, roles) = WrittenRun.read("step,lr,loss\n" + rows.joined())
    return try? Identification.rates(run, roles, stepsPerEpoch: nil).rates
  }

  /// That something explains every row, and its plan the rates from a step on as well as so many digits can tell.
  private func expectFound(
    _ spec: String, lr: Double, count: Int, _ digits: Int, every interval: Int, from first: Int = 0
  ) throws {
    let rates = try WrittenRun.rates(spec, lr: lr, count: count)
    let logged = try #require(log(rates, digits, every: interval, from: first))
    let found = try #require(
      Identification.candidates(logged).first { $0.isExact }, "\(spec), \(digits) digits, every \(interval)")
    #expect(found.stepsPerEpoch == nil)
    let again = try WrittenRun.rates(found.schedule.spec, lr: found.lr, count: count)
    let places = first..<count
    let mean = places.map { abs(again[$0] - rates[$0]) }.reduce(0, +) / Double(places.count)
    let allowed = (digits < 5 ? 3e-3 : 1e-3) + 0.1 * Double(interval) / Double(count)
    #expect(mean <= allowed * (rates.max() ?? 0), "\(spec): \(found.schedule.spec), lr \(found.lr)")
  }

  private static func megatron(
    _ style: String, init: Double = 0, low: Double, warmup: Int, end: Int, wsd: Int? = nil
  ) -> String {
    "OptimizerParamScheduler(init_lr=\(`init`), max_lr=0.0003, min_lr=\(low), lr_warmup_steps=\(warmup), lr_decay_steps=\(end), "
      + "lr_decay_style='\(style)', start_wd=0.01, end_wd=0.01, wd_incr_steps=\(end), wd_incr_style='constant'"
      + (wsd.map { ", wsd_decay_steps=\($0), lr_wsd_decay_style='linear'" } ?? "") + ")"
  }

  @Test(
    "Megatron's schedules: floors above 0, starts above 0, ends before the run's",
    arguments: [
      megatron("cosine", low: 3e-5, warmup: 40, end: 900),
      megatron("linear", init: 3e-5, low: 3e-5, warmup: 30, end: 900),
      megatron("WSD", low: 3e-5, warmup: 40, end: 950, wsd: 190),
    ], [(5, 10)])
  func megatrons(spec: String, look: (digits: Int, interval: Int)) throws {
    try expectFound(spec, lr: 3e-4, count: 1_000, look.digits, every: look.interval)
  }

  @Test(
    "Falls that begin between two rows, whatever curve they follow",
    arguments: ["linear", "1-sqrt"], [(4, 10)])
  func stable(decay: String, look: (digits: Int, interval: Int)) throws {
    for ratio in [0.1] {
      let spec =
        "get_wsd_schedule(53, 404, num_stable_steps=1563, decay_type='\(decay)', min_lr_ratio=\(ratio))"
      try expectFound(spec, lr: 2e-3, count: 2_020, look.digits, every: look.interval)
    }
    try expectFound(
      "get_wsd_schedule(53, 404, num_stable_steps=1563, decay_type='\(decay)')", lr: 2e-3, count: 2_020,
      look.digits,
      every: look.interval, from: 410)
  }

  @Test(
    "One-cycles along lines and curves, of few digits and few rows",
    arguments: ["linear"], [(0.3, 25.0, 1e4), (0.2, 10, 100)])
  func oneCycles(anneal: String, numbers: (part: Double, divisor: Double, last: Double)) throws {
    let spec =
      "OneCycleLR(max_lr=0.015, total_steps=601, pct_start=\(numbers.part), anneal_strategy='\(anneal)', "
      + "cycle_momentum=False, div_factor=\(numbers.divisor), final_div_factor=\(numbers.last))"
    for (digits, interval) in [(5, 20)] {
      try expectFound(spec, lr: 0.015, count: 600, digits, every: interval)
    }
  }

  @Test(
    "Warm-ups that end between two rows, of few digits",
    arguments: [
      "get_constant_schedule_with_warmup(2381)", "get_linear_schedule_with_warmup(956, 9560)",
      "SequentialLR([LinearLR(0.01, 1.0, 956), StepLR(2390)], [956])",
      "get_inverse_sqrt_schedule(1032)",
    ], [(5, 10)])
  func warmups(spec: String, look: (digits: Int, interval: Int)) throws {
    try expectFound(spec, lr: 0.3, count: 9_442, look.digits, every: look.interval)
  }

  @Test(
    "Lines and restarts that are logged from later on",
    arguments: [
      ("get_linear_schedule_with_warmup(200, 9512)", 2_500), ("LinearLR(1.0, 0.07, 9500)", 4_100),
      ("get_cosine_with_hard_restarts_schedule_with_warmup(180, 9512, 2)", 1_240),
    ], [(5, 20)])
  func late(planned: (String, Int), look: (digits: Int, interval: Int)) throws {
    try expectFound(planned.0, lr: 0.1, count: 9_500, look.digits, every: look.interval, from: planned.1)
  }

  @Test(
    "Epochs of which few change the rate are seen in a log of steps, and their length is said",
    arguments: [
      "get_wsd_schedule(12, 24, num_stable_steps=84, decay_type='linear')",
      "SequentialLR([LinearLR(0.01, 1.0, 18), StepLR(23)], [18])",
      "SequentialLR([LinearLR(0.05, 1.0, 19), MultiStepLR([60, 90])], [19])",
    ], [(97, 48)])
  func epochs(spec: String, length: (steps: Int, interval: Int)) throws {
    let rates = try WrittenRun.rates(spec, lr: 0.15, count: 120)
    let logged = try #require(
      log((0..<120 * length.steps).map { rates[$0 / length.steps] }, 6, every: length.interval))
    let found = try #require(Identification.candidates(logged).first { $0.isExact }, "\(spec)")
    #expect(found.stepsPerEpoch == length.steps, "\(found.schedule.spec)")
    let again = try WrittenRun.rates(found.schedule.spec, lr: found.lr, count: 120)
    let worst = zip(again, rates).map { abs($0 - $1) }.max() ?? .nan
    #expect(worst <= 1e-5 * 0.15, "\(spec): \(found.schedule.spec)")
  }

  @Test(
    "A schedule that counts steps is none of epochs, though it falls at equal distances",
    arguments: [97, 100])
  func stairs(size: Int) throws {
    let rates = try WrittenRun.rates("StepLR(\(size), 0.8)", lr: 0.1, count: 40 * size)
    let logged = try #require(log(rates, 5, every: 10))
    let found = try #require(Identification.candidates(logged).first { $0.isExact })
    #expect(found.stepsPerEpoch == nil && found.schedule.name == "StepLR", "\(found.schedule.spec)")
  }
}
