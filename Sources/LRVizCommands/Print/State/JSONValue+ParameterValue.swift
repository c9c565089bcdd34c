import LRSchedulers

extension StateDictionary {
  /// What JSON has read; nil if that is no object.
  init?(json: JSONValue) {
    guard let members = json.object else { return nil }
    self.init(members.mapValues(\.parameterValue))
  }

  /// As `json.dump` writes it, with one more member.
  func json(with extra: [String: JSONValue]) -> JSONValue {
    .object(members.mapValues(JSONValue.init).merging(extra) { $1 })
  }
}

extension JSONValue {
  /// Functions and schedules are in no state; they are null.
  init(_ value: ParameterValue) {
    switch value {
    case .null, .lambda, .schedule: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    case .string(let text): self = .string(text)
    case .list(let values): self = .array(values.map(JSONValue.init))
    case .dictionary(let items): self = .object(Self.members(items))
    }
  }

  /// JSON's keys are strings, as Python's `json` makes them of other keys.
  private static func members(_ items: [DictionaryItem]) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    for item in items {
      if case .string(let name) = item.key {
        members[name] = JSONValue(item.value)
      } else {
        members[item.key.python] = JSONValue(item.value)
      }
    }
    return members
  }

  var parameterValue: ParameterValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .string(let text): double.map(ParameterValue.double) ?? .string(text)
    case .array(let elements): .list(elements.map(\.parameterValue))
    case .object(let members):
      .dictionary(
        members.sorted { $0.key < $1.key }.map {
          DictionaryItem(key: .string($0.key), value: $0.value.parameterValue)
        })
    }
  }
}
