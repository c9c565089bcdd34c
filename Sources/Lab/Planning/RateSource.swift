import LRSchedulers

/// What planned rates are made of.
enum RateSource: Sendable {
  /// A run that stands before the first planned count, to be stepped ahead.
  case run(ScheduleRun)
  /// A formula, from an epoch of the scheduler on, counted from 0.
  case formula(ClosedForm, from: Int, groups: Int)
  /// Nothing can be planned.
  case nothing

  var groupCount: Int {
    switch self {
    case .run(let run): run.groups.count
    case .formula(_, _, let groups): groups
    case .nothing: 0
    }
  }

  /// Groups whose momentum it plans.
  var momentumCount: Int {
    guard case .run(let run) = self, run.schedule.movesMomentum else { return 0 }
    return run.groups.count { $0.momentum != nil }
  }

  /// What follows a metric is taken as constant: nobody knows the metric ahead.
  var isConstant: Bool {
    if case .run(let run) = self { run.schedule.needsMetric } else { false }
  }

  func walker(at place: Int) -> Walker { Walker(source: self, place: place) }

  /// Goes from one count to the next.
  struct Walker {
    private(set) var source: RateSource
    private var place: Int

    init(source: RateSource, place: Int) {
      self.source = source
      self.place = place
    }

    /// The groups at the next count; nil where the schedule fails.
    mutating func next() -> [ParameterGroup]? {
      defer { place += 1 }
      switch source {
      case .run(var run):
        guard place > 0 else { return run.groups }
        // Held by nobody else while it steps: else every step would copy it.
        source = .nothing
        defer { source = .run(run) }
        return (try? run.step()) == nil ? nil : run.groups
      case .formula(let form, let start, _):
        return (try? form.lrs(at: start + place))?.map { ParameterGroup(lr: $0) }
      case .nothing: return nil
      }
    }
  }
}
