import Foundation
import LRSchedulers
import Testing

/// What follows from a change in mid-run, made in three ways.
@Suite struct FutureTests {
  @Test func theThreeFuturesAreTorchs() throws {
    let url = Bundle.module.bundleURL.appendingPathComponent("Vectors/futures.json")
    let cases = try JSONDecoder().decode(FutureTable.self, from: Data(contentsOf: url)).cases
    try #require(cases.count >= 90)
    for row in cases {
      try expect(.inForce, of: row, isLike: row.in_force)
      try expect(.rebuilt, of: row, isLike: row.rebuilt)
      try expect(.closedForm, of: row, isLike: row.closed_form)
    }
  }

  @Test(arguments: formulas) func withoutAChangeAllFuturesAreOne(spec: String) throws {
    var run = ForkedRun(try ScheduleRun(Schedule(parsing: spec), groups: groups))
    let form = try run.run.schedule.closedForm(groups: groups)
    for epoch in 0..<60 {
      if epoch > 0 { try run.step() }
      let lrs = try run.lrs(.inForce)
      for future in Future.allCases { #expect(try run.lrs(future) == lrs) }
      let formula = try form.lrs(at: epoch)
      #expect(zip(lrs, formula).allSatisfy { abs($0 - $1) <= 1e-10 * 0.1 }, "\(spec) at \(epoch)")
    }
    #expect(run.forkedAt == nil)
  }

  /// Assigning what is in force already, or taking a change back in the same epoch, changes nothing.
  @Test func aChangeTakenBackUndoesTheFork() throws {
    let schedule = try Schedule(parsing: "LinearLR(total_iters=20)")
    var run = ForkedRun(try ScheduleRun(schedule, groups: groups))
    for _ in 0..<7 { try run.step() }
    try run.assign(schedule)
    #expect(run.forkedAt == nil)
    let before = run.run.groups.map(\.lr)
    for count in 21...25 { try run.assign(schedule.setting("total_iters", to: .int(count))) }
    try run.setLR([0.3])
    #expect(run.forkedAt == 7)
    #expect(abs(try run.lrs(.rebuilt)[0] - 0.1) < 1e-15)
    try run.setLR(before)
    try run.assign(schedule)
    #expect(run.forkedAt == nil)
    #expect(try run.lrs(.rebuilt) == before)
  }

  /// Several changes in an epoch build the scheduler once; a plan is what then comes.
  @Test(arguments: Future.allCases) func aPlanComesTrue(future: Future) throws {
    let schedule = try Schedule(parsing: "CosineAnnealingLR(T_max=50)")
    var run = ForkedRun(try ScheduleRun(schedule, groups: groups))
    for _ in 0..<12 { try run.step() }
    try run.assign(schedule.setting("T_max", to: .int(30)))
    try run.assign(schedule.setting("T_max", to: .int(20)))
    let plan = run.planned(future, epochs: 30)
    for epoch in 0..<30 {
      if epoch > 0 { try run.step() }
      #expect(try run.lrs(future) == plan.map { $0[epoch] })
    }
  }

  @Test func aFutureMayEndOrNeverBegin() throws {
    let product = try Schedule(parsing: "MultiplicativeLR(lambda e: 1 / (e - 4))")
    var run = ForkedRun(try ScheduleRun(product, groups: groups))
    try run.step()
    try run.setLR([0.5])
    let words = "there is no closed form: each rate follows from the one before"
    #expect(throws: SchedulerError(.notImplemented, words)) { try run.lrs(.closedForm) }
    #expect(run.planned(.closedForm, epochs: 9).isEmpty)
    #expect(run.planned(.rebuilt, epochs: 9).map(\.count) == [4, 4])
  }

  static let formulas = [
    "StepLR(7)", "MultiStepLR([5, 9, 30])", "ExponentialLR(0.9)", "ConstantLR(0.5, 9)", "LinearLR(0.1)",
    "PolynomialLR(30, 2.0)", "CosineAnnealingLR(25)", "CosineAnnealingWarmRestarts(5, 2)",
    "CyclicLR(0.01, 0.1, 4)",
    "LambdaLR(lambda epoch: 0.9 ** epoch)", "OneCycleLR(0.1, 60)",
    "get_cosine_schedule_with_warmup(num_warmup_steps=5, num_training_steps=50)",
    "CosineLRScheduler(t_initial=20, warmup_t=5)", "optax.cosine_decay_schedule(0.1, 30)",
    "keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)",
    "SequentialLR([LinearLR(0.1), CosineAnnealingLR(20)], [5])",
    "SequentialLR([ConstantLR(0.1, 99), ExponentialLR(0.9), StepLR(3)], [4, 20])",
  ]

  private let groups = [ParameterGroup(lr: 0.1, momentum: 0.9), ParameterGroup(lr: 0.05, momentum: 0.9)]

  private func expect(_ future: Future, of row: FutureCase, isLike expected: [[Double]]?) throws {
    let found = try rates(of: future, in: row)
    #expect((found == nil) == (expected == nil), "\(row.id) \(future)")
    for (group, column) in (expected ?? []).enumerated() {
      let largest = column.map(\.magnitude).max() ?? 0
      let wrong = zip(column, found ?? []).enumerated().first { _, pair in
        (pair.0 - pair.1[group]).magnitude > 1e-10 * largest
      }
      #expect(wrong == nil && column.count == found?.count, "\(row.id) \(future) \(group)")
    }
  }

  /// By epoch; nil of a future that has none at some.
  private func rates(of future: Future, in row: FutureCase) throws -> [[Double]]? {
    let groups = row.lr.map { ParameterGroup(lr: $0, momentum: 0.9) }
    var run = ForkedRun(try ScheduleRun(Schedule(parsing: row.spec), groups: groups))
    var rates: [[Double]] = []
    for epoch in row.in_force[0].indices {
      if epoch > 0 { try run.step(metric: row.metrics?[epoch - 1]) }
      for change in row.changes where change.epoch == epoch { try make(change, in: &run) }
      guard let lrs = try? run.lrs(future) else { return nil }
      rates.append(lrs)
    }
    return rates
  }

  private func make(_ change: GoldenTweak, in run: inout ForkedRun) throws {
    if let lrs = change.set_lr { try run.setLR(lrs) }
    for (name, argument) in change.set ?? [:] {
      try run.assign(run.run.schedule.setting(name, to: ParameterValue(parsing: argument.python)))
    }
  }
}

private struct FutureTable: Decodable {
  let cases: [FutureCase]
}

private struct FutureCase: Decodable {
  let id: String
  let spec: String
  let lr: [Double]
  let changes: [GoldenTweak]
  let metrics: [Double]?
  let in_force: [[Double]]
  let rebuilt: [[Double]]
  let closed_form: [[Double]]?
}
