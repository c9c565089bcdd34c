import LRSchedulers

/// What a framework's configuration says of the learning rate: one row a key. The reader takes defaults from here,
/// Documentation/Recipes.md is written from here, and keys that are near to one of these and unknown are taken for slips.
struct RecipeTable: Sendable {
  /// What `--library` calls it.
  let name: String
  /// What people call it.
  let title: String
  /// The release that the rules were read from.
  let version: String
  /// What is recognized as its configuration, as the end of "Read from …".
  let forms: String
  let keys: [RecipeKey]
  /// How the numbers of steps come about, one sentence a rule.
  var rules: [String] = []

  func key(_ name: String) -> RecipeKey? { keys.first { $0.name == name } }

  /// The keys with other defaults, of a framework that is made of another one.
  func keys(defaulting defaults: [String: RecipeStandard]) -> [RecipeKey] {
    keys.map { key in
      defaults[key.name].map { RecipeKey(key.name, $0, key.meaning, rounding: key.rounding) } ?? key
    }
  }
}

/// A key that decides rates.
struct RecipeKey: Sendable {
  /// Dotted where it is nested.
  let name: String
  /// As the framework writes it; nil where the key is required or has none.
  let standard: RecipeStandard?
  /// Its meaning and unit.
  let meaning: String
  /// How a number of steps is made of it; empty where it is one.
  let rounding: String

  init(_ name: String, _ standard: RecipeStandard? = nil, _ meaning: String, rounding: String = "") {
    (self.name, self.standard, self.meaning, self.rounding) = (name, standard, meaning, rounding)
  }
}

/// A default value.
enum RecipeStandard: Sendable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringLiteral, ExpressibleByBooleanLiteral
{
  case int(Int)
  case double(Double)
  case text(String)
  case flag(Bool)

  init(integerLiteral value: Int) { self = .int(value) }
  init(floatLiteral value: Double) { self = .double(value) }
  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }

  /// As a configuration writes it.
  var text: String {
    switch self {
    case .int(let value): String(value)
    case .double(let value): PythonNumber.repr(value)
    case .text(let text): text.isEmpty ? "''" : text
    case .flag(let value): value ? "true" : "false"
    }
  }

  var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }
}
