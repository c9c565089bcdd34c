/// PyTorch keeps the phases as dictionaries, which name the rates and momenta that they go between.
extension OneCycleLR.State: PersistentState {
  func write(to dictionary: inout StateDictionary) {
    dictionary["last_epoch"] = .int(lastEpoch)
    dictionary["base_lrs"] = .list(baseLRs.map(ParameterValue.double))
    dictionary["_schedule_phases"] = .list(zip(phaseEnds, marks).map { Self.phase($0, $1).value })
  }

  init(reading dictionary: StateDictionary) throws(SchedulerError) {
    guard case .list(let phases) = try dictionary.value("_schedule_phases") else {
      throw SchedulerError(.value, "_schedule_phases must be a list")
    }
    var ends: [Double] = []
    for phase in phases { ends.append(try (StateDictionary(phase) ?? StateDictionary()).double("end_step")) }
    self.init(
      lastEpoch: try dictionary.int("last_epoch"), baseLRs: try dictionary.doubles("base_lrs"),
      phaseEnds: ends)
  }

  private typealias Marks = (startLR: String, endLR: String, startMomentum: String, endMomentum: String)

  private var marks: [Marks] {
    let rise = ("initial_lr", "max_lr", "max_momentum", "base_momentum")
    return phaseEnds.count == 3
      ? [
        rise, ("max_lr", "initial_lr", "base_momentum", "max_momentum"),
        ("initial_lr", "min_lr", "max_momentum", "max_momentum"),
      ]
      : [rise, ("max_lr", "min_lr", "base_momentum", "max_momentum")]
  }

  private static func phase(_ end: Double, _ marks: Marks) -> StateDictionary {
    StateDictionary([
      "end_step": .double(end), "start_lr": .string(marks.startLR), "end_lr": .string(marks.endLR),
      "start_momentum": .string(marks.startMomentum), "end_momentum": .string(marks.endMomentum),
    ])
  }
}

extension OneCycleLR {
  /// PyTorch keeps only `total_steps`, also of a cycle built with epochs and their steps.
  private var stepsOfEpochs: Int? {
    guard totalSteps == nil, let epochs, let stepsPerEpoch else { return nil }
    return epochs.multipliedReportingOverflow(by: stepsPerEpoch).partialValue
  }

  func write(_ state: State, to dictionary: inout StateDictionary, groupCount: Int) {
    state.write(to: &dictionary)
    if let stepsOfEpochs { dictionary["total_steps"] = .int(stepsOfEpochs) }
  }

  func argument(_ name: String, in dictionary: StateDictionary) -> ParameterValue? {
    switch name {
    case "three_phase":
      guard case .list(let phases)? = dictionary["_schedule_phases"] else { return nil }
      return .bool(phases.count == 3)
    case "total_steps" where stepsOfEpochs.map(ParameterValue.int) == dictionary[name]: return nil
    default: return Self.declaration.attributes[name].flatMap { dictionary[$0] }
    }
  }
}
