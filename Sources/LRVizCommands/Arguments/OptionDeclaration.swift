import ArgumentParser

/// An option of the command line, declared once: ArgumentParser's property is made of it, and `FastArgumentReader` reads plain
/// command lines by it.
///
///     @Option(.epochs) var epochs = 100
struct OptionDeclaration<Value>: Sendable {
  /// Without the dashes.
  let name: String
  /// Only made where help is shown.
  let help: @Sendable () -> String
  let valueName: String?
  /// Whether ArgumentParser hands a word that begins with a dash to `parse`, whose refusal says more.
  let takesDashes: Bool
  let parse: @Sendable (String) throws -> Value

  init(
    _ name: String, help: @autoclosure @escaping @Sendable () -> String, valueName: String? = nil,
    takesDashes: Bool = false, parse: @escaping @Sendable (String) throws -> Value
  ) {
    self.name = name
    self.help = help
    self.valueName = valueName
    self.takesDashes = takesDashes
    self.parse = parse
  }

  fileprivate var argumentHelp: ArgumentHelp { ArgumentHelp(help(), valueName: valueName) }

  /// ArgumentParser says the defaults only of options that it parses itself.
  fileprivate func argumentHelp(default value: Value) -> ArgumentHelp {
    ArgumentHelp("\(help()) (default: \(value))", valueName: valueName)
  }

  fileprivate var parsing: SingleValueParsingStrategy { takesDashes ? .unconditional : .next }
}

extension OptionDeclaration where Value == String {
  /// An option whose value is taken as it is.
  init(_ name: String, help: @autoclosure @escaping @Sendable () -> String) {
    self.init(name, help: help(), parse: { $0 })
  }
}

/// A switch of the command line, declared once likewise: `--name`, and `--no-name` against a setting.
struct FlagDeclaration {
  let name: String
  let help: String
}

extension Option {
  init(wrappedValue: Value, _ declaration: OptionDeclaration<Value>) {
    self.init(
      wrappedValue: wrappedValue, name: .customLong(declaration.name), parsing: declaration.parsing,
      help: declaration.argumentHelp(default: wrappedValue), transform: declaration.parse)
  }

  init<T>(_ declaration: OptionDeclaration<T>) where Value == T? {
    self.init(
      name: .customLong(declaration.name), parsing: declaration.parsing, help: declaration.argumentHelp,
      transform: declaration.parse)
  }
}

extension Flag where Value == Bool {
  init(wrappedValue: Bool, _ declaration: FlagDeclaration) {
    self.init(
      wrappedValue: wrappedValue, name: .customLong(declaration.name), inversion: .prefixedNo,
      help: ArgumentHelp(stringLiteral: declaration.help))
  }
}

extension Flag where Value == Bool? {
  init(_ declaration: FlagDeclaration) {
    self.init(
      name: .customLong(declaration.name), inversion: .prefixedNo,
      help: ArgumentHelp(stringLiteral: declaration.help))
  }
}
