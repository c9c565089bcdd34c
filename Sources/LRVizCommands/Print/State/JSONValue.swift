import FoundationEssentials
import JSON
import LRSchedulers

/// Any JSON, in the dialect that Python's `json` writes and reads: `Infinity`, `-Infinity` and `NaN` are numbers.
enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  var object: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
  var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  var string: String? { if case .string(let text) = self { text } else { nil } }

  var int: Int? {
    switch self {
    case .int(let value): value
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }

  /// A number; those that JSON cannot say are strings here, as they are in states.
  var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    case .string("nan"): .nan
    default: nil
    }
  }
}

extension JSONValue: Codable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .double(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .int(let value): try container.encode(value)
    case .double(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}

extension JSONValue {
  private static let words = ["NaN": "nan", "-Infinity": "-inf", "Infinity": "inf"]

  /// Reads Python's dialect.
  init(python text: String) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(Self.quotingWords(in: text).utf8))
  }

  /// The words for what is no number of JSON's, outside of strings, as strings.
  private static func quotingWords(in text: String) -> String {
    var (result, rest, isInside) = ("", Substring(text), false)
    while let first = rest.first {
      if !isInside, let word = words.keys.first(where: { rest.hasPrefix($0) }) {
        result += "\"\(words[word] ?? "")\""
        rest = rest.dropFirst(word.count)
        continue
      }
      let length = isInside && first == "\\" ? 2 : 1
      if first == "\"" { isInside.toggle() }
      result += rest.prefix(length)
      rest = rest.dropFirst(length)
    }
    return result
  }

  /// In Python's dialect, with the names in order.
  func python(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return String(value)
    case .double(let value): return Self.number(value)
    case .string(let text):
      return double.map(Self.number) ?? Self.quoted(text)
    case .array(let elements):
      if elements.contains(where: { $0.object != nil }) {
        return "[\n" + elements.map { inner + $0.python(indent: inner) }.joined(separator: ",\n")
          + "\n\(indent)]"
      }
      return "[" + elements.map { $0.python() }.joined(separator: ", ") + "]"
    case .object(let members):
      let lines = members.sorted { $0.key < $1.key }.map {
        inner + Self.quoted($0.key) + ": " + $0.value.python(indent: inner)
      }
      return lines.isEmpty ? "{}" : "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return PythonNumber.repr(value)
  }

  private static func quoted(_ text: String) -> String { JSON.JSONValue.string(text).text() }
}
