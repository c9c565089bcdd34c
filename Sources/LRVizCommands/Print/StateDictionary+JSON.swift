import JSON
import LRSchedulers

extension StateDictionary {
  /// What JSON has read; nil if that is no object.
  package init?(json: JSONValue) {
    guard let object = json.object else { return nil }
    self.init(
      Dictionary(object.members.map { ($0.name, ParameterValue($0.value)) }, uniquingKeysWith: { $1 }))
  }

  /// As `json.dump` writes it, the names in order, with one more member.
  package func json(with name: String, _ text: String) -> JSONValue {
    var values = members.mapValues(JSONValue.init)
    values[name] = .string(text)
    return .object(JSONObject(values.sorted { $0.key < $1.key }.map { JSONObject.Member($0.key, $0.value) }))
  }
}

extension JSONValue {
  /// Functions and schedules are in no state; they are null.
  fileprivate init(_ value: ParameterValue) {
    switch value {
    case .null, .lambda, .schedule: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    case .string(let text): self = .string(text)
    case .list(let values): self = .array(values.map(JSONValue.init))
    case .dictionary(let items): self = .object(JSONObject(items.map(Self.member)))
    }
  }

  /// JSON's names are strings, as Python's `json` makes them of other keys.
  private static func member(_ item: DictionaryItem) -> JSONObject.Member {
    if case .string(let name) = item.key { return JSONObject.Member(name, JSONValue(item.value)) }
    return JSONObject.Member(item.key.python, JSONValue(item.value))
  }
}

extension ParameterValue {
  /// Numbers that lrviz wrote as strings, such as `"inf"`, are numbers again.
  fileprivate init(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    case .string(let text): self = json.double.map(ParameterValue.double) ?? .string(text)
    case .array(let elements): self = .list(elements.map { ParameterValue($0) })
    case .object(let object):
      self = .dictionary(
        object.members.map { DictionaryItem(key: .string($0.name), value: ParameterValue($0.value)) })
    }
  }
}
