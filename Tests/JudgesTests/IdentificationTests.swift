import Judges
import LRSchedulers
import RunLogs
import Testing

/// Schedules are found from their rates alone, and what is found gives the rates back.
@Suite("Identification")
struct IdentificationTests {
  static let specs: [(String, Double)] = [
    ("CosineAnnealingLR(T_max=200)", 0.1), ("CosineAnnealingLR(T_max=130, eta_min=0.001)", 0.05),
    ("StepLR(step_size=40)", 0.1), ("StepLR(step_size=30, gamma=0.5)", 3e-4),
    ("MultiStepLR(milestones=[50, 120], gamma=0.3)", 0.02), ("ExponentialLR(gamma=0.99)", 1e-3),
    ("LinearLR(start_factor=1.0, end_factor=0.0, total_iters=150)", 0.3),
    ("PolynomialLR(total_iters=200, power=2.0)", 0.01),
    ("CosineAnnealingWarmRestarts(T_0=50)", 0.1), ("CosineAnnealingWarmRestarts(T_0=20, T_mult=2)", 0.1),
    ("OneCycleLR(max_lr=0.1, total_steps=200, cycle_momentum=False)", 0.1),
    ("CyclicLR(base_lr=0.001, max_lr=0.01, step_size_up=25, cycle_momentum=False)", 0.01),
    (
      "SequentialLR(schedulers=[LinearLR(start_factor=0.1, total_iters=20), CosineAnnealingLR(T_max=180)], milestones=[20])",
      0.1
    ),
    ("get_cosine_schedule_with_warmup(num_warmup_steps=20, num_training_steps=200)", 3e-4),
    ("get_linear_schedule_with_warmup(num_warmup_steps=10, num_training_steps=200)", 5e-5),
    ("get_constant_schedule_with_warmup(num_warmup_steps=25)", 1e-4), ("get_constant_schedule()", 0.01),
    ("get_inverse_sqrt_schedule(num_warmup_steps=20)", 1e-3),
    (
      "get_polynomial_decay_schedule_with_warmup(num_warmup_steps=20, num_training_steps=200, power=2.0)",
      0.01
    ),
    (
      "get_wsd_schedule(num_warmup_steps=20, num_decay_steps=40, num_stable_steps=140, decay_type='linear')",
      0.02
    ),
    (
      "get_wsd_schedule(num_warmup_steps=30, num_decay_steps=50, num_stable_steps=120, warmup_type='cosine', decay_type='1-sqrt')",
      3e-4
    ),
    (
      "get_wsd_schedule(num_warmup_steps=24, num_decay_steps=60, num_stable_steps=116, warmup_type='1-sqrt', min_lr_ratio=0.1)",
      5e-3
    ),
    ("ConstantLR(factor=0.25, total_iters=60)", 0.2),
    (
      "SequentialLR(schedulers=[ConstantLR(factor=0.1, total_iters=20), CosineAnnealingLR(T_max=180)], milestones=[20])",
      0.1
    ),
    (
      "SequentialLR(schedulers=[ConstantLR(factor=0.5, total_iters=10), StepLR(step_size=60)], milestones=[10])",
      0.3
    ),
    (
      "CyclicLR(base_lr=0.001, max_lr=0.01, step_size_up=25, step_size_down=40, mode='triangular2', cycle_momentum=False)",
      0.01
    ),
    (
      "CyclicLR(base_lr=0.0005, max_lr=0.02, step_size_up=30, mode='exp_range', gamma=0.99, cycle_momentum=False)",
      0.01
    ),
    ("OneCycleLR(max_lr=0.1, total_steps=200, three_phase=True, cycle_momentum=False)", 0.1),
    ("OneCycleLR(max_lr=0.4, total_steps=210, anneal_strategy='linear', cycle_momentum=False)", 0.1),
    ("get_inverse_sqrt_schedule(num_warmup_steps=20, timescale=500)", 1e-3),
    (
      "get_polynomial_decay_schedule_with_warmup(num_warmup_steps=16, num_training_steps=200, lr_end=0.0004, power=3.0)",
      0.02
    ),
    (
      "get_polynomial_decay_schedule_with_warmup(num_warmup_steps=10, num_training_steps=200, lr_end=5e-05)",
      5e-4
    ),
    (
      "get_cosine_with_min_lr_schedule_with_warmup(num_warmup_steps=20, num_training_steps=200, min_lr=3e-05)",
      3e-4
    ),
    (
      "get_cosine_with_hard_restarts_schedule_with_warmup(num_warmup_steps=7, num_training_steps=200, num_cycles=3)",
      1e-3
    ),
    (
      "SequentialLR(schedulers=[LinearLR(start_factor=0.1, total_iters=20), CosineAnnealingWarmRestarts(T_0=30, T_mult=2)], milestones=[20])",
      0.1
    ),
  ]

  @Test("From exact rates and from rounded ones", arguments: specs, [WrittenRun.Rounding.exact, .scientific])
  func found(planned: (String, Double), rounding: WrittenRun.Rounding) throws {
    let (spec, lr) = planned
    let rates = try WrittenRun.rates(spec, lr: lr, count: 200)
    let (run, roles) = WrittenRun(rounding: rounding).read(rates)
    let logged = try Identification.rates(run, roles, stepsPerEpoch: nil).rates
    let found = Identification.candidates(logged)
    let best = try #require(found.first)
    #expect(best.isExact, "\(best.schedule.spec)")
    let name = spec.prefix { $0 != "(" }
    #expect(found.contains { $0.isExact && $0.schedule.name == name }, "\(found.map(\.schedule.spec))")
    // The spec is canonical, and planning it gives the rates back.
    let again = try WrittenRun.rates(best.schedule.spec, lr: best.lr, count: 200)
    let worst = zip(again, rates).map { abs($0 - $1) }.max() ?? .nan
    #expect(worst <= (rounding == .exact ? 2e-9 : 2e-6) * (rates.max() ?? 0), "\(best.schedule.spec)")
  }

  @Test("Counted from 1, and logged now and then", arguments: [(1, 1), (0, 7), (1, 10)])
  func labels(base: Int, interval: Int) throws {
    let rates = try WrittenRun.rates(
      "get_cosine_schedule_with_warmup(num_warmup_steps=20, num_training_steps=200)", lr: 3e-4, count: 200)
    let (run, roles) = WrittenRun(interval: interval, base: base).read(rates)
    let best = try #require(
      Identification.candidates(try Identification.rates(run, roles, stepsPerEpoch: nil).rates).first)
    #expect(
      best.schedule.spec == "get_cosine_schedule_with_warmup(num_warmup_steps=20, num_training_steps=200)")
    #expect(best.lr == 3e-4 && best.isExact && best.offset == (base == 1 ? -1 : 0))
  }

  @Test("A schedule of epochs in a log of steps")
  func epochs() throws {
    let rates = try WrittenRun.rates("CosineAnnealingLR(T_max=20)", lr: 0.1, count: 20)
    let (run, roles) = WrittenRun().read((0..<180).map { rates[$0 / 9] })
    let best = try #require(
      Identification.candidates(try Identification.rates(run, roles, stepsPerEpoch: nil).rates).first)
    #expect(
      best.schedule.spec == "CosineAnnealingLR(T_max=20)" && best.interval == .epoch
        && best.stepsPerEpoch == 9)
  }

  @Test("Two schedules one behind the other are found in pieces")
  func pieces() throws {
    let first = try WrittenRun.rates("CosineAnnealingLR(T_max=200)", lr: 0.1, count: 60)
    let then = try WrittenRun.rates("ExponentialLR(gamma=0.9)", lr: 0.02, count: 140)
    let (run, roles) = WrittenRun().read(first + then)
    let rates = try Identification.rates(run, roles, stepsPerEpoch: nil).rates
    let exact = Identification.candidates(rates).filter(\.isExact)
    #expect(exact.isEmpty)
    let pieces = Identification.pieces(rates)
    #expect(pieces.map(\.isExact) == [true, true])
    #expect(pieces.first?.to == 59 && pieces.last?.from == 60)
    #expect(pieces.first?.schedule.spec == "CosineAnnealingLR(T_max=200)")
  }

  @Test("Noise is no schedule", arguments: 1...5)
  func noise(seed: Int) throws {
    var state = UInt64(seed)
    let rates = (0..<200).map { _ -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    let (run, roles) = WrittenRun().read(rates)
    let found = Identification.candidates(try Identification.rates(run, roles, stepsPerEpoch: nil).rates)
    let exact = found.filter(\.isExact)
    #expect(exact.isEmpty)
  }

  @Test(
    "Few rows, and what cannot be a rate",
    arguments: [[0.1], [0.1, 0.2], [0.1, 0.05, 0.3], [0, 0, 0], [-1, -2, -3], [1e300, 1e308, 1]])
  func few(rates: [Double]) {
    let logged = LoggedRates(xs: rates.indices.map(Double.init), values: rates)
    for one in Identification.candidates(logged) { #expect(one.residual.isFinite) }
  }
}
