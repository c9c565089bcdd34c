import LRSchedulers

/// The parameters of a schedule that count its steps, which change together when it is stretched.
struct ScheduleCounts {
  private let schedule: Schedule
  private var paths: [String] = []
  /// The one that says how long it is, if there is such.
  private(set) var length: (path: String, value: Double)?

  private static let names: Set<String> = [
    "T_max", "T_0", "total_iters", "total_steps", "num_warmup_steps", "num_training_steps", "num_stable_steps",
    "num_decay_steps", "step_size", "step_size_up", "step_size_down", "milestones", "warmup_t", "t_initial",
    "decay_t", "transition_steps", "decay_steps", "warmup_steps", "timescale", "first_decay_steps", "boundaries",
  ]

  init?(_ schedule: Schedule) {
    self.schedule = schedule
    for parameter in schedule.parameters where Self.names.contains(ParameterPath(parameter.name).name) {
      if let value = schedule.value(of: parameter.name), value != .null { paths.append(parameter.name) }
    }
    // The list of a composition's own milestones is a parameter beside those of its members.
    for name in ["milestones", "boundaries"] where schedule.value(of: name) != nil && !paths.contains(name) {
      paths.append(name)
    }
    guard !paths.isEmpty else { return nil }
    if let own = schedule.length, let value = schedule.value(of: own.parameter.name)?.number?.doubleValue, value > 0 {
      length = (own.parameter.name, value)
    }
  }

  var count: Int { paths.count }

  /// The unit from which the length counts the fall: the end of a warm-up.
  func start(of schedule: Schedule) -> Int {
    if let warmup = WarmupOfPlan(schedule) { return warmup.steps }
    return schedule.length?.start ?? 0
  }

  /// What the length parameter counts before `start`, since transformers' lengths include the warm-up.
  func kept(_ start: Int) -> Int { schedule.members.isEmpty ? start : 0 }

  /// The largest count.
  var longest: Int? {
    paths.compactMap { path -> Double? in
      switch schedule.value(of: path) {
      case .list(let values)?: values.compactMap { $0.number?.doubleValue }.max()
      case let value?: value.number?.doubleValue
      case nil: nil
      }
    }.max().flatMap { $0 > 0 && $0 < 1e9 ? Int($0) : nil }
  }

  func settingLength(_ steps: Int) -> Schedule? {
    guard let length else { return nil }
    return try? schedule.setting(length.path, to: .int(steps))
  }

  /// With every count so many times as large, rounded.
  func stretched(by factor: Double) -> Schedule? {
    var changed = schedule
    for path in paths {
      guard let value = schedule.value(of: path), let scaled = Self.scaled(value, factor),
        let next = try? changed.setting(path, to: scaled)
      else { return nil }
      changed = next
    }
    return changed
  }

  private static func scaled(_ value: ParameterValue, _ factor: Double) -> ParameterValue? {
    if case .list(let values) = value {
      let all = values.compactMap { scaled($0, factor) }
      return all.count == values.count ? .list(all) : nil
    }
    guard let number = value.number?.doubleValue, let whole = Int(exactly: (number * factor).rounded()) else { return nil }
    return .int(whole)
  }
}
