import LRSchedulers

/// What planned rates are made of.
enum RateSource: Sendable {
  /// A run that stands before the first planned count.
  case run(PlanCursor)
  /// A formula, of an epoch of the scheduler, counted from 0.
  case formula(ClosedForm, at: Int, groups: Int)
  /// Nothing can be planned.
  case nothing

  var groupCount: Int {
    switch self {
    case .run(let cursor): cursor.run.groups.count
    case .formula(_, _, let groups): groups
    case .nothing: 0
    }
  }

  /// Groups whose momentum it plans.
  var momentumCount: Int {
    guard case .run(let cursor) = self, cursor.run.schedule.movesMomentum else { return 0 }
    return cursor.run.groups.count { $0.momentum != nil }
  }

  /// The groups of a plan that never changes: what follows a metric, as nobody knows the metric ahead.
  var constant: [ParameterGroup]? {
    guard case .run(let cursor) = self, cursor.run.schedule.needsMetric else { return nil }
    return cursor.run.groups
  }

  /// Visits the groups at the next counts.
  /// - Returns: how many there were; fewer than `limit` where the schedule fails.
  mutating func advance(by limit: Int, _ visit: ([ParameterGroup]) -> Void) -> Int {
    switch self {
    case .run(var cursor):
      // Held by nobody else while it steps: else the first step would copy it.
      self = .nothing
      defer { self = .run(cursor) }
      return cursor.advance(by: limit, visit)
    case .formula(let form, let epoch, let groups):
      var visited = 0
      while visited < limit, let lrs = try? form.lrs(at: epoch + visited) {
        visit(lrs.map { ParameterGroup(lr: $0) })
        visited += 1
      }
      self = .formula(form, at: epoch + visited, groups: groups)
      return visited
    case .nothing: return 0
    }
  }
}
