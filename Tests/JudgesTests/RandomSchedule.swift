import Foundation
import LRSchedulers
import RunLogs
import SpecFuzzing

@testable import Judges

/// A schedule with random arguments, and a random way to log it.
struct RandomSchedule: CustomStringConvertible {
  enum Kind: Int, Sendable, CaseIterable { case oneCycle, stable, megatron, restarts, lateFall, lateRise }

  private(set) var spec = ""
  private(set) var lr = 0.0
  /// The steps of the window that is logged.
  private(set) var first = 0
  private(set) var last = 0
  private(set) var digits = 3
  private var every = 1
  /// What it may be called; any name where the window does not tell.
  private(set) var names: Set<String> = []
  private var random: SplitMix

  /// - Parameters:
  ///   - rows: so many, or somewhat less.
  ///   - digits: significant ones; random if nil.
  init(_ kind: Kind, seed: Int, rows: Int, digits: Int? = nil) {
    random = SplitMix(seed: UInt64(seed) &* 1_009 &+ UInt64(kind.rawValue))
    lr = random.element(of: [1e-4, 3e-4, 6e-4, 1e-3, 2e-3, 0.01, 0.05, 0.1, 0.4, 2.5e-5, 4.2e-4, 1.7e-3])
    every = random.element(of: [1, 1, 5, 10, 20])
    self.digits = digits ?? random.element(of: kind == .restarts ? [4, 5] : [3, 4, 5])
    let length = rows * every
    switch kind {
    case .oneCycle: makeOneCycle(written(length - random.below(length / 5)))
    case .stable, .megatron:
      makeStable(written(length - random.below(length / 5)), ofMegatron: kind == .megatron)
    case .restarts: makeRestarts(length)
    case .lateFall: makeLateFall(written(2 * length))
    case .lateRise: makeLateRise(written(2 * length))
    }
    first = first / every * every
  }

  var description: String {
    "\(spec), lr \(lr), steps \(first)..<\(last) by \(every), \(digits) digits"
  }

  /// The log of it.
  func logged(_ rates: [Double]) -> LoggedRates? {
    let rows = stride(from: first, to: last, by: every).map { step in
      "\(step),\(String(format: "%.\(digits - 1)e", rates[step])),0.5\n"
    }
    let (run, roles) = WrittenRun.read("step,lr,loss\n" + rows.joined())
    return try? Identification.rates(run, roles, stepsPerEpoch: nil).rates
  }

  // MARK: Kinds

  private mutating func makeOneCycle(_ length: Int) {
    let part = random.element(of: [0.3, 0.1, 0.2, 0.25, 0.05, 0.4, 0.15, 0.37, 0.02, 0.33])
    let isThreefold = part < 0.45 && random.below(5) == 0
    spec =
      "OneCycleLR(max_lr=\(lr), total_steps=\(length + random.below(2)), pct_start=\(part), anneal_strategy='\(random.element(of: ["cos", "linear"]))', "
      + "cycle_momentum=False, div_factor=\(random.element(of: [25.0, 10, 4, 20, 100, 30, 7, 16])), "
      + "final_div_factor=\(random.element(of: [1e4, 100, 1e3, 10, 1e5, 300]))\(isThreefold ? ", three_phase=True" : ""))"
    (last, names) = (length, ["OneCycleLR"])
  }

  private mutating func makeStable(_ length: Int, ofMegatron isMegatron: Bool) {
    let warmup = written(length / (10 + random.below(300)))
    let decay = written(length / (3 + random.below(30)))
    (last, names) = (length, ["get_wsd_schedule", "OptimizerParamScheduler"])
    if isMegatron {
      let low = lr * random.element(of: [0.1, 0.01, 0.05, 0.2, 0.001])
      let style = random.element(of: ["linear", "cosine", "minus_sqrt", "exponential"])
      spec =
        "OptimizerParamScheduler(init_lr=\(random.below(3) == 0 ? low : 0), max_lr=\(lr), min_lr=\(low), "
        + "lr_warmup_steps=\(random.below(5) == 0 ? 0 : warmup), lr_decay_steps=\(length), lr_decay_style='WSD', "
        + "start_wd=0.01, end_wd=0.01, wd_incr_steps=\(length), wd_incr_style='constant', "
        + "wsd_decay_steps=\(decay), lr_wsd_decay_style='\(style)')"
      last += random.element(of: [0, length / 20])
    } else {
      let ratio = random.element(of: [0, 0, 0.1, 0.01, 0.05])
      spec =
        "get_wsd_schedule(\(warmup), \(decay), num_stable_steps=\(length - warmup - decay), "
        + "decay_type='\(random.element(of: ["linear", "cosine", "1-sqrt"]))', min_lr_ratio=\(ratio))"
    }
  }

  private mutating func makeRestarts(_ length: Int) {
    let (growth, cycles) = (random.element(of: [2, 2, 3]), 2 + random.below(3))
    let sum = (0..<cycles).reduce((0, 1)) { total, _ in (total.0 + total.1, total.1 * growth) }.0
    let size = written(max(20, length / sum))
    last = sum * size - random.below(2) * random.below(sum * size / 4)
    // Of the last cycle but one at least the end is seen, which tells that there are cycles.
    let before = sum - (sum * (growth - 1) + 1) / growth
    first = random.below(2) * random.below(max(1, before * size * 9 / 10))
    let low = random.element(of: [0, 0, 0.1 * lr, 0.01 * lr])
    spec = "CosineAnnealingWarmRestarts(T_0=\(size), T_mult=\(growth), eta_min=\(low))"
    names = ["CosineAnnealingWarmRestarts"]
  }

  private mutating func makeLateFall(_ length: Int) {
    let warmup = written(length / (10 + random.below(90)))
    first = warmup + 1 + random.below(length / 2)
    last = random.below(2) == 0 ? length : first + (length - first) / (1 + random.below(4))
    spec = random.element(of: [
      "get_linear_schedule_with_warmup(\(warmup), \(length))", "LinearLR(1.0, 0.1, \(length))",
      "LinearLR(1.0, 0.01, \(length))",
      "SequentialLR([LinearLR(0.01, 1.0, \(warmup)), LinearLR(1.0, 0.1, \(length - warmup))], [\(warmup)])",
    ])
  }

  private mutating func makeLateRise(_ length: Int) {
    first = length / 20 + random.below(length / 2)
    last = random.element(of: [length, length + length / 5, first + (length - first) / (1 + random.below(4))])
    spec = random.element(of: [
      "get_linear_schedule_with_warmup(\(length), \(20 * length))",
      "get_constant_schedule_with_warmup(\(length))",
      "LinearLR(0.1, 1.0, \(length))", "get_cosine_schedule_with_warmup(\(length), \(10 * length))",
    ])
  }

  /// A number as people write it: mostly of few digits.
  private mutating func written(_ number: Int) -> Int {
    let number = max(1, number)
    var unit = 1
    while unit * 10 <= number { unit *= 10 }
    let step = random.element(of: [1, 10, unit, max(1, unit / 10)])
    return max(1, number / step * step)
  }
}
