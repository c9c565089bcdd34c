/// A small JSON document as a tree.
///
///     let value = try JSONValue(parsing: "{\"T_max\": 50, \"eta_min\": NaN}")
///     value["T_max"]?.int          // 50
package enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// A number without point and exponent that 64 bits hold.
  case int(Int)
  /// Any other number; also Python's `NaN`, `Infinity` and `-Infinity`.
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  package var object: JSONObject? { if case .object(let members) = self { members } else { nil } }
  package var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// A whole number, also one that is written `5.0`.
  package var int: Int? {
    switch self {
    case .int(let value): value
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }

  /// A number; also lrviz's own `"nan"`, `"inf"` and `"-inf"`, as strict JSON cannot say them.
  package var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    case .string("nan"): .nan
    default: nil
    }
  }

  /// The member of an object; nil if it has none of that name, or is none.
  package subscript(name: String) -> JSONValue? { object?[name] }
}

/// The members of a JSON object in their order, those of the same name too.
package struct JSONObject: Equatable, Sendable {
  package struct Member: Equatable, Sendable {
    package var name: String
    package var value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  package private(set) var members: [Member] = []

  package init() {}

  package init(_ members: some Sequence<Member>) { self.members = Array(members) }

  package mutating func append(_ name: String, _ value: JSONValue) { members.append(Member(name, value)) }

  /// The value of a name: of several the last, as in Python. Assigning replaces all of them, in the place of the first.
  package subscript(name: String) -> JSONValue? {
    get { members.last { $0.name == name }?.value }
    set {
      let place = members.firstIndex { $0.name == name } ?? members.count
      members.removeAll { $0.name == name }
      if let newValue { members.insert(Member(name, newValue), at: place) }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    members = elements.map { Member($0.0, $0.1) }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member($0.0, $0.1) }))
  }
}
