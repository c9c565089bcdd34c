/// A scheduler's `state_dict()` as Python values: what PyTorch 2.13 has, and what its `load_state_dict` takes.
///
///     let saved = try run.stateDictionary()                  // saved["last_epoch"] == 12
///     let resumed = try ScheduleRun(StepLR(stepSize: 10), groups: groups, loading: saved)
///
/// It is written and read in any format that has dictionaries, such as the JSON of `json.dump(scheduler.state_dict(), f)`.
/// Functions are in no state, so those of the schedule count. PyTorch's MultiStepLR keeps its milestones as a Counter; they are
/// left out here, since JSON would make strings of its keys, and are read in both forms.
public struct StateDictionary: Sendable, Equatable {
  /// The attributes of PyTorch's object, by name.
  public var members: [String: ParameterValue]

  /// A state as it was read.
  public init(_ members: [String: ParameterValue] = [:]) { self.members = members }

  /// The attribute of that name; nil if the state has none.
  public subscript(name: String) -> ParameterValue? {
    get { members[name] }
    set { members[name] = newValue }
  }
}

extension StateDictionary {
  /// The state of a composed scheduler's member.
  init?(_ value: ParameterValue) {
    guard case .dictionary(let items) = value else { return nil }
    members = [:]
    for item in items { if case .string(let name) = item.key { members[name] = item.value } }
  }

  /// As a value in the state of a composed scheduler, in the order of the names.
  var value: ParameterValue {
    .dictionary(
      members.sorted { $0.key < $1.key }.map { DictionaryItem(key: .string($0.key), value: $0.value) })
  }

  /// The states of a composed scheduler's members; nil if there are none.
  var memberStates: [StateDictionary]? {
    guard case .list(let values)? = self["_schedulers"] else { return nil }
    return values.compactMap(StateDictionary.init)
  }
}

extension StateDictionary {
  /// The attribute as an int small enough to count up from.
  func int(_ name: String) throws(SchedulerError) -> Int {
    let number = try double(name)
    guard let int = Int(exactly: number), int.isSafeCount else {
      throw SchedulerError(.value, "\(name) must be an int, but is \(try value(name).python)")
    }
    return int
  }

  func double(_ name: String) throws(SchedulerError) -> Double {
    guard let number = try value(name).number else {
      throw SchedulerError(.value, "\(name) must be a number, but is \(try value(name).python)")
    }
    return number.doubleValue
  }

  func doubles(_ name: String) throws(SchedulerError) -> [Double] {
    guard let numbers = try value(name).numbers else {
      throw SchedulerError(.value, "\(name) must be a list of numbers, but is \(try value(name).python)")
    }
    return numbers
  }

  func value(_ name: String) throws(SchedulerError) -> ParameterValue {
    guard let value = self[name] else { throw SchedulerError(.key, "it has no \(name)") }
    return value
  }
}

extension ParameterValue {
  /// A number, or a list of them; nil for what is neither.
  var numbers: [Double]? {
    if let number { return [number.doubleValue] }
    guard case .list(let values) = self else { return nil }
    let all = values.compactMap { $0.number?.doubleValue }
    return all.count == values.count ? all : nil
  }
}
