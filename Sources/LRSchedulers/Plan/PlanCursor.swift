/// The rates ahead of a run, made in slices: each call goes a bounded number of steps further.
///
///     var cursor = try plan.cursor()
///     while !cursor.isAtEnd {
///       cursor.advance(by: 10_000, into: &lrs)
///       draw(lrs)
///     }
///
/// A value: a copy goes its own way, and costs what a copy of the run costs. Metric-driven schedules are taken as constant where
/// no metric is given.
public struct PlanCursor: Sendable {
  /// The run as it stands in the last unit that was visited.
  public private(set) var run: ScheduleRun
  /// The units that are still ahead; 0 where a step failed.
  public private(set) var remaining: Int
  /// Why the plan ends before its length; nil if no step failed.
  public private(set) var failure: SchedulerError?
  /// The unit that is visited next, counted from 0.
  public private(set) var position = 0

  /// The rates from those in force in a run on.
  ///
  /// - Parameters:
  ///   - run: where the plan begins; its present rates are the first.
  ///   - length: units to visit, the present one counted.
  public init(_ run: ScheduleRun, length: Int) {
    self.run = run
    remaining = max(0, length)
  }

  /// Whether nothing is left to visit.
  public var isAtEnd: Bool { remaining == 0 }

  /// Visits the next units, each with the groups in force in it.
  ///
  /// - Parameters:
  ///   - count: the most units to visit.
  ///   - metric: what a metric-driven schedule judges after a unit, counted from 0; without it the rate stays.
  ///   - body: called once for each unit.
  /// - Returns: the units visited; fewer than `count` where the plan is at its end.
  @discardableResult
  public mutating func advance(
    by count: Int, metric: ((Int) -> Double)? = nil, _ body: ([ParameterGroup]) -> Void
  ) -> Int {
    let holds = run.schedule.needsMetric && metric == nil
    var visited = 0
    while visited < count, remaining > 0 {
      if position > 0, !holds {
        do { try run.stepSilently(metric: metric?(position - 1)) } catch {
          (failure, remaining) = (error, 0)
          break
        }
      }
      body(run.groups)
      (position, remaining, visited) = (position + 1, remaining - 1, visited + 1)
    }
    return visited
  }

  /// Appends the rates of the next units, by group.
  ///
  /// - Parameters:
  ///   - count: the most units to visit.
  ///   - lrs: `[group][unit]`; empty, or a list for each group.
  /// - Returns: the units visited; fewer than `count` where the plan is at its end.
  @discardableResult
  public mutating func advance(by count: Int, into lrs: inout [[Double]]) -> Int {
    while lrs.count < run.groups.count { lrs.append([]) }
    return advance(by: count) { groups in
      for index in groups.indices { lrs[index].append(groups[index].lr) }
    }
  }
}
