import Foundation
import LRSchedulers
import Testing

/// A plan makes the rates that stepping makes, however it is cut.
@Suite struct PlanTests {
  private static let groups = [
    ParameterGroup(lr: 0.3, momentum: 0.9), ParameterGroup(lr: 0.02, momentum: 0.9),
  ]
  private static let length = 23

  private func plan(_ spec: String) throws -> Plan {
    Plan(try Schedule(parsing: spec), groups: Self.groups, length: Self.length)
  }

  /// `[group][unit]`, as a training loop reads them.
  private func stepped(_ plan: Plan, metric: ((Int) -> Double)?) throws -> [[Double]] {
    var run = try plan.run()
    var rates = run.groups.map { [$0.lr] }
    for unit in 1..<plan.length {
      if run.schedule.needsMetric {
        if let metric { try run.step(metric: metric(unit - 1)) }
      } else {
        try run.step()
      }
      for group in rates.indices { rates[group].append(run.groups[group].lr) }
    }
    return rates
  }

  @Test(arguments: LawTests.specs) func ratesAreThoseOfTheSteps(spec: String) throws {
    let plan = try plan(spec)
    for metric in [nil, { (_: Int) in 0.5 }] {
      let rates = try stepped(plan, metric: metric)
      for stride in [1, 3, Self.length, 100] {
        for group in rates.indices {
          let expected = Swift.stride(from: 0, to: Self.length, by: stride).map { rates[group][$0] }
          #expect(try plan.rates(group: group, stride: stride, metric: metric) == expected)
        }
      }
    }
  }

  @Test(arguments: LawTests.specs) func slicesOfAnySizeGiveOnePlan(spec: String) throws {
    let plan = try plan(spec)
    let whole = try stepped(plan, metric: nil)
    for size in [1, 2, 7, Self.length, .max] {
      var (cursor, rates) = (try plan.cursor(), [[Double]]())
      while !cursor.isAtEnd {
        let copy = cursor
        let visited = cursor.advance(by: size, into: &rates)
        #expect(visited == min(size, copy.remaining) && copy.position + visited == cursor.position)
      }
      #expect(rates == whole && cursor.failure == nil && cursor.remaining == 0)
      #expect(cursor.run.groups.map(\.lr) == whole.map { $0[Self.length - 1] })
    }
  }

  @Test(arguments: LawTests.specs) func ratesAheadAreThoseOfTheSteps(spec: String) throws {
    let run = try plan(spec).run()
    for start in [0, 1, 5] {
      var from = run
      for _ in 0..<start { try from.step(metric: 0.5) }
      var ahead = from
      for steps in 0..<20 {
        if let lrs = try from.lrs(stepsAhead: steps) { #expect(lrs == ahead.groups.map(\.lr)) }
        try ahead.step(metric: 0.5)
      }
    }
  }

  @Test func onlyAssignedRatesAreKnownAhead() throws {
    func isKnown(_ spec: String) throws -> Bool { try plan(spec).run().lrs(stepsAhead: 7) != nil }
    #expect(try isKnown("LambdaLR(lambda e: 0.9 ** e)"))
    #expect(try isKnown("get_cosine_schedule_with_warmup(3, 20)") && isKnown("CosineLRScheduler(20)"))
    #expect(try !isKnown("ExponentialLR(0.9)") && !isKnown("ReduceLROnPlateau()"))
    let run = try plan("LambdaLR(lambda e: 0.9 ** e)").run()
    #expect(throws: SchedulerError.self) { try run.lrs(stepsAhead: -1) }
    #expect(throws: SchedulerError.self) { try run.lrs(stepsAhead: .max) }
  }

  @Test func aFailingStepEndsThePlan() throws {
    let plan = try plan("LambdaLR(lambda e: 1 / (3 - e))")
    var (cursor, rates) = (try plan.cursor(), [[Double]]())
    #expect(cursor.advance(by: 100, into: &rates) == 3 && rates.map(\.count) == [3, 3])
    #expect(cursor.isAtEnd && cursor.failure?.kind == .zeroDivision)
    #expect(throws: SchedulerError.self) { try plan.rates() }
  }

  @Test func badPlansAreRefused() throws {
    var plan = try plan("StepLR(3)")
    #expect(throws: SchedulerError.self) { try plan.rates(group: 2) }
    #expect(throws: SchedulerError.self) { try plan.rates(group: -1) }
    #expect(throws: SchedulerError.self) { try plan.rates(stride: 0) }
    plan.stepsPerEpoch = 0
    #expect(throws: SchedulerError.self) { try plan.validate() }
    (plan.stepsPerEpoch, plan.length) = (nil, -1)
    #expect(throws: SchedulerError.self) { try plan.validate() }
    #expect(try plan.rates().isEmpty && plan.cursor().isAtEnd)
    (plan.length, plan.groups) = (3, [])
    #expect(throws: SchedulerError.self) { try plan.validate() }
    #expect(throws: SchedulerError.self) { try plan.run() }
  }

  @Test func epochsAreThoseBegun() {
    var plan = Plan(StepLR(stepSize: 3), lr: 0.1, length: 100)
    #expect(plan.epochs == 100)
    plan.interval = .step
    #expect(plan.epochs == nil)
    for (steps, epochs) in [(1, 100), (7, 15), (50, 2), (100, 1), (101, 1)] {
      plan.stepsPerEpoch = steps
      #expect(plan.epochs == epochs)
    }
  }

  @Test func aPlanIsSavedAndRead() throws {
    let plan = Plan(
      try Schedule(parsing: "OneCycleLR(0.5, 60)"), groups: Self.groups, interval: .step, stepsPerEpoch: 12,
      length: 60)
    let json = try JSONEncoder().encode(plan)
    #expect(try JSONDecoder().decode(Plan.self, from: json) == plan)
    let text = String(decoding: json, as: UTF8.self)
    #expect(text.contains(#""interval":"step""#) && text.contains(#""steps_per_epoch":12"#))
  }
}
