import LRSchedulers

/// What PyTorch calls the arguments of its schedulers once they are attributes, which a `state_dict` has and a call has not.
enum TorchAttributes {
  /// The arguments as attributes. Functions are in no state, and what schedulers keep in the groups is the optimizer's.
  static func dictionary(of schedule: Schedule, groups: Int) -> [String: JSONValue] {
    var attributes: [String: JSONValue] = [:]
    for parameter in schedule.entry.parameters {
      guard let name = name(of: parameter.name, in: schedule), let value = schedule.value(of: parameter.name),
        let json = JSONValue(value)
      else { continue }
      attributes[name] = name.hasSuffix("s") && isByGroup(parameter) ? json.repeated(groups) : json
    }
    if schedule.name == "CyclicLR" { attributes.merge(lengths(of: schedule)) { $1 } }
    if let steps = stepsOfEpochs(schedule) { attributes["total_steps"] = .int(steps) }
    return attributes
  }

  /// What OneCycleLR keeps as `total_steps` if it was built with epochs and their steps; nil for all others.
  static func stepsOfEpochs(_ schedule: Schedule) -> Int? {
    guard schedule.value(of: "total_steps") == ParameterValue.null,
      case .int(let epochs)? = schedule.value(of: "epochs"),
      case .int(let steps)? = schedule.value(of: "steps_per_epoch")
    else { return nil }
    return epochs.multipliedReportingOverflow(by: steps).partialValue
  }

  /// The attribute of an argument; nil if it has none that a file should set.
  static func name(of parameter: String, in schedule: Schedule) -> String? {
    switch (schedule.name, parameter) {
    // Read from JSON the Counter's keys would be strings, which no epoch equals.
    case ("MultiStepLR", "milestones"): nil
    case ("SequentialLR", "milestones"): "_milestones"
    case ("ReduceLROnPlateau", "min_lr"): "min_lrs"
    case ("SWALR", "anneal_strategy"): "_anneal_strategy"
    case ("OneCycleLR", "anneal_strategy"): "_anneal_func_type"
    case ("OneCycleLR", "total_steps"), ("OneCycleLR", "cycle_momentum"): parameter
    case ("CyclicLR", "max_lr"), ("CyclicLR", "base_momentum"), ("CyclicLR", "max_momentum"): parameter + "s"
    case ("CyclicLR", "mode"), ("CyclicLR", "gamma"),
      ("CyclicLR", "cycle_momentum"):
      parameter
    // Without a scale_fn the mode decides about it.
    case ("CyclicLR", "scale_mode"): schedule.value(of: "scale_fn") == ParameterValue.null ? nil : parameter
    case ("OneCycleLR", _), ("CyclicLR", _), ("SWALR", "swa_lr"): nil
    case (_, "last_epoch"), (_, "schedulers"), (_, "lr_lambda"): nil
    default: parameter
    }
  }

  static func isByGroup(_ parameter: ParameterDeclaration) -> Bool { parameter.kind == .floats }

  /// The steps up and down as their sum and a share.
  private static func lengths(of schedule: Schedule) -> [String: JSONValue] {
    let up = schedule.value(of: "step_size_up")?.number?.doubleValue ?? 0
    let down = schedule.value(of: "step_size_down")?.number?.doubleValue ?? up
    return [
      "total_size": .double(up + down), "step_ratio": .double(up / (up + down)), "_scale_fn_custom": .null,
    ]
  }
}

extension JSONValue {
  /// nil for what JSON cannot say: functions and schedules.
  init?(_ value: ParameterValue) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    case .string(let text): self = .string(text)
    case .list(let values):
      let elements = values.compactMap(JSONValue.init)
      guard elements.count == values.count else { return nil }
      self = .array(elements)
    case .lambda, .schedule, .dictionary: return nil
    }
  }

  /// As an argument; nil for what is none.
  var parameterValue: ParameterValue? {
    switch self {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .double(let value): return .double(value)
    case .string(let text):
      if let number = double { return .double(number) }
      return .string(text)
    case .array(let elements): return .list(elements.compactMap(\.parameterValue))
    case .object: return nil
    }
  }

  /// A value for each group.
  fileprivate func repeated(_ count: Int) -> JSONValue {
    if case .array = self { self } else { .array(Array(repeating: self, count: count)) }
  }
}
