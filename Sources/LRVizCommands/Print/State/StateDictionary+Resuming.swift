import FoundationEssentials
import LRSchedulers

extension StateDictionary {
  /// What is wrong with a file; a sentence.
  struct Mismatch: Error { let message: String }

  /// The run that goes on where the state was: PyTorch's constructor with these arguments, then `load_state_dict`.
  ///
  /// - Parameter groups: what the optimizer has, for what the state does not say.
  func resumed(_ schedule: Schedule, groups: [ParameterGroup]) throws -> ScheduleRun {
    let schedule = try loaded(into: schedule)
    let rates = members["_last_lr"]?.array?.compactMap(\.double)
    let bases = baseLRs ?? rates ?? groups.map(\.lr)
    guard let momentum = groups.first?.momentum ?? .some(0), !bases.isEmpty else {
      throw Mismatch(message: "no groups")
    }
    let start = bases.map {
      ParameterGroup(lr: $0, initialLR: schedule.resumes ? $0 : nil, momentum: momentum)
    }
    let steps = try self.steps(of: schedule)
    var built = try momenta(schedule, start, steps: steps)
    if let rates, rates.count == built.count { for index in built.indices { built[index].lr = rates[index] } }
    let file = JSONValue.object([
      "schedule": .string(schedule.spec), "steps": .int(steps), "groups": .array(built.map(\.json)),
      "state": .object(Self.own(members)),
    ])
    return try JSONDecoder().decode(ScheduleRun.self, from: JSONEncoder().encode(file))
  }

  /// PyTorch's rule: attributes that are in the state win over the arguments.
  private func loaded(into schedule: Schedule) throws -> Schedule {
    var schedule = schedule
    for parameter in schedule.entry.parameters {
      guard let value = attribute(of: parameter, in: schedule) else { continue }
      schedule = try schedule.setting(parameter.name, to: value)
    }
    guard !schedule.memberSchedules.isEmpty else { return schedule }
    let states = members["_schedulers"]?.array?.compactMap(\.object) ?? []
    guard states.count == schedule.memberSchedules.count else {
      throw Mismatch(message: "it has \(states.count) schedulers, SPEC has \(schedule.memberSchedules.count)")
    }
    let inner = try zip(states, schedule.memberSchedules).map {
      ParameterValue.schedule(try StateDictionary($0).loaded(into: $1))
    }
    return try schedule.setting("schedulers", to: .list(inner))
  }

  /// The value that the state has for an argument, if it is another one.
  private func attribute(of parameter: ParameterDeclaration, in schedule: Schedule) -> ParameterValue? {
    guard let given = schedule.value(of: parameter.name), let found = raw(parameter, schedule) else {
      return nil
    }
    let values: ([Double]?, [Double]?) = (found.numbers, given.numbers)
    // 5 and 5.0, and a value for all and the same for each, are no difference.
    if let left = values.0, let right = values.1, !left.isEmpty, !right.isEmpty {
      let same = left.count == right.count ? left == right : Set(left + right).count == 1
      if same { return nil }
    }
    // A nil in a conditional would be ParameterValue's own.
    if found == given { return nil }
    return found
  }

  private func raw(_ parameter: ParameterDeclaration, _ schedule: Schedule) -> ParameterValue? {
    switch (schedule.name, parameter.name) {
    case ("MultiStepLR", "milestones"): return members["milestones"].flatMap(Self.milestones)
    case ("CyclicLR", "base_lr"): return members["base_lrs"]?.parameterValue
    case ("CyclicLR", "step_size_up"): return lengths.map { .double($0.up) }
    case ("CyclicLR", "step_size_down"):
      return schedule.value(of: parameter.name) == ParameterValue.null && lengths?.up == lengths?.down
        ? nil : lengths.map { .double($0.down) }
    case ("OneCycleLR", "total_steps"):
      let steps = members["total_steps"]?.int
      return steps == TorchAttributes.stepsOfEpochs(schedule) ? nil : steps.map { .int($0) }
    case ("OneCycleLR", "three_phase"): return members["_schedule_phases"]?.array.map { .bool($0.count == 3) }
    default:
      let name = TorchAttributes.name(of: parameter.name, in: schedule)
      return name.flatMap { members[$0]?.parameterValue }
    }
  }

  private var lengths: (up: Double, down: Double)? {
    guard let total = members["total_size"]?.double, let share = members["step_ratio"]?.double else {
      return nil
    }
    // The product may miss a whole number by a bit.
    let (product, whole) = (total * share, (total * share).rounded())
    let up = abs(product - whole) <= whole.ulp ? whole : product
    return (up, total - up)
  }

  /// A Counter, whose keys JSON has made strings of.
  private static func milestones(_ value: JSONValue) -> ParameterValue? {
    guard let counts = value.object else { return value.parameterValue }
    let epochs = counts.flatMap { key, count in
      Array(repeating: Double(key), count: min(count.int ?? 0, 10_000))
    }
    return .list(epochs.compactMap { $0 }.sorted().map { Int(exactly: $0).map { .int($0) } ?? .double($0) })
  }
}

extension StateDictionary {
  /// PyTorch's names to lrviz's where those differ.
  private static func own(_ members: [String: JSONValue]) -> [String: JSONValue] {
    var result = members
    if let phases = members["_schedule_phases"]?.array {
      result["phase_ends"] = .array(phases.compactMap { $0.object?["end_step"] })
    }
    if let states = members["_schedulers"]?.array {
      result["_schedulers"] = .array(states.map { .object(own($0.object ?? [:])) })
    }
    return result
  }

  /// The base rates, or those of the first member that has some.
  private var baseLRs: [Double]? {
    if let own = members["base_lrs"]?.array { return own.compactMap(\.double) }
    return members["_schedulers"]?.array?.lazy.compactMap { StateDictionary($0.object ?? [:]).baseLRs }.first
  }

  /// The steps made since the constructor's.
  private func steps(of schedule: Schedule) throws -> Int {
    guard let last = lastEpoch else { throw Mismatch(message: "it has no last_epoch") }
    let start =
      schedule.value(of: "last_epoch").flatMap { $0.number?.doubleValue }.flatMap { Int(exactly: $0) } ?? -1
    return max(0, last.subtractingReportingOverflow(start + 1).partialValue)
  }

  /// A ChainedScheduler has none of its own.
  private var lastEpoch: Int? {
    if let own = members["last_epoch"]?.int { return own }
    return members["_schedulers"]?.array?.first.flatMap { StateDictionary($0.object ?? [:]).lastEpoch }
  }

  /// The most steps that are gone again to find momenta, which are in the optimizer's state only.
  private static let mostSteps = 1_000_000

  private func momenta(
    _ schedule: Schedule, _ start: [ParameterGroup], steps: Int
  ) throws -> [ParameterGroup] {
    var run = try ScheduleRun(schedule, groups: start)
    guard !schedule.needsMetric, steps <= Self.mostSteps, schedule.movesMomentum else { return run.groups }
    for _ in 0..<steps { try run.step() }
    return run.groups
  }
}

extension Schedule {
  fileprivate var resumes: Bool { (value(of: "last_epoch") ?? .int(-1)) != .int(-1) }

  fileprivate var movesMomentum: Bool {
    value(of: "cycle_momentum") == .bool(true) || memberSchedules.contains(where: \.movesMomentum)
  }
}

extension ParameterGroup {
  fileprivate var json: JSONValue {
    var members = ["lr": JSONValue.double(lr)]
    members["initial_lr"] = initialLR.map { .double($0) }
    members["momentum"] = momentum.map { .double($0) }
    return .object(members)
  }
}

extension ParameterValue {
  /// A number or a list of them.
  fileprivate var numbers: [Double]? {
    if let number { return [number.doubleValue] }
    guard case .list(let values) = self else { return nil }
    let all = values.compactMap { $0.number?.doubleValue }
    return all.count == values.count ? all : nil
  }
}
