/// One setting: what is in force, and who said so.
struct Setting<Value: Sendable>: Sendable {
  let option: OptionDeclaration<Value>
  /// nil where nobody has said anything and the place decides.
  private(set) var value: Value?
  private(set) var source = SettingSource.standard

  init(_ option: OptionDeclaration<Value>, _ value: Value?) {
    self.option = option
    self.value = value
  }

  mutating func set(_ value: Value, from source: SettingSource) {
    (self.value, self.source) = (value, source)
  }

  /// - Throws: what was expected.
  mutating func set(text: String, from source: SettingSource) throws {
    set(try option.parse(text), from: source)
  }

  /// Takes what an option says, if it was given.
  mutating func set(option value: Value?) {
    if let value { set(value, from: .option) }
  }
}

/// Where a setting comes from.
enum SettingSource: Sendable, Equatable {
  case standard
  case file(line: Int)
  /// A variable, by its name.
  case environment(String)
  case option
}

/// A switch that a file can turn on and off.
enum Switch: String, CaseIterable, Sendable {
  case on, off

  init(_ isOn: Bool) { self = isOn ? .on : .off }

  var isOn: Bool { self == .on }

  /// As people write it elsewhere, too.
  static func parse(_ text: String) throws -> Switch {
    switch text.lowercased() {
    case "yes", "true": return .on
    case "no", "false": return .off
    default: return try choice(text)
    }
  }
}

extension OptionDeclaration where Value == Switch {
  init(_ flag: FlagDeclaration) {
    self.init(flag.name, help: flag.help, parse: Switch.parse)
  }
}
