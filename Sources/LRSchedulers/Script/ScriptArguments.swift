/// The command line that a script reads with `argparse`, or `optparse`: every argument has its default.
enum ScriptArguments {
  /// The attribute that an option is kept in: `--drop-every` in `drop_every`.
  static func destination(of names: [String]) -> String? {
    let long = names.first { $0.utf8.starts(with: "--".utf8) } ?? names.first
    guard let long else { return nil }
    let dash = UInt8(ascii: "-")
    let name = long.utf8.drop { $0 == dash }
    if !name.contains(dash) { return String(Substring(name)) }
    return String(decoding: name.map { $0 == dash ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }
}

extension ScriptInterpreter {
  func call(
    method name: String, ofParser id: Int, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue {
    switch name {
    case "add_argument": add(arguments, toParser: id, at: offset)
    case "add_option":
      optionParsers.insert(id)
      add(arguments, toParser: id, at: offset)
    case "add_argument_group", "add_option_group", "add_mutually_exclusive_group", "add_subparsers",
      "add_parser":
      return .object(id)
    case "set_defaults":
      change(id) { parser in
        for argument in arguments {
          guard let keyword = argument.keyword else { continue }
          parser.changeItems { $0.set(.string(keyword), argument.value, from: argument.origin) }
        }
      }
    // optparse gives what is left over beside the options.
    case "parse_args": return optionParsers.contains(id) ? .tuple([parsed(id), make(.list([]))]) : parsed(id)
    case "parse_known_args": return .tuple([parsed(id), make(.list([]))])
    case "error", "exit": return .library("builtins.exit")
    case "get_default": return arguments.first?.value.text.flatMap { options(ofParser: id)[$0] } ?? .opaque
    default: return .opaque
    }
    return .null
  }

  /// The options that `parents=[…]` gives to a parser.
  func inherited(_ arguments: [ScriptArgument]) -> ScriptDictionary {
    var options = ScriptDictionary()
    for parent in arguments.first(where: { $0.keyword == "parents" }).flatMap({ items(of: $0.value) }) ?? [] {
      if case .object(let id) = parent { options.merge(self.options(ofParser: id)) }
    }
    return options
  }

  private func options(ofParser id: Int) -> ScriptDictionary {
    if case .parser(let options) = objects[id] { options } else { ScriptDictionary() }
  }

  private func parsed(_ id: Int) -> ScriptValue {
    var namespace = options(ofParser: id)
    namespace.hasAttributes = true
    return make(.dictionary(namespace))
  }

  /// What an option of the command line is worth. A value that was given for it wins over its default; one without any is None,
  /// or asked for.
  func option(_ value: ScriptValue, path: String?, at offset: Int) -> ScriptValue {
    guard let path else { return value }
    if let given = given[path] { return given }
    guard value.isNull else {
      if opensIdleDefaults, case .no = truth(of: value) { return open(OpenName(path), at: offset) }
      return value
    }
    if opensIdleDefaults { return open(OpenName(path), at: offset) }
    metUnsetOption = true
    if !opensUnsetOptions { return value }
    let outside = open(OpenName(path), at: offset)
    guard case .open(var open) = outside else { return outside }
    open.isUnset = true
    return .open(open)
  }

  private func add(
    _ arguments: [ScriptArgument], toParser id: Int, at offset: Int
  ) {
    let keyword = { (name: String) in arguments.first { $0.keyword == name }?.value }
    let names = arguments.filter { $0.keyword == nil }.compactMap(\.value.text)
    guard let name = keyword("dest")?.text ?? ScriptArguments.destination(of: names) else { return }
    var value = keyword("default") ?? .null
    let action = keyword("action")?.text
    if keyword("default") == nil {
      if action == "store_true" { value = .bool(false) }
      if action == "store_false" { value = .bool(true) }
    }
    if let text = value.text, let type = keyword("type") { value = converted(text, by: type, at: offset) }
    let origin = arguments.first { $0.keyword == "default" }?.origin ?? offset
    change(id) { $0.changeItems { $0.set(.string(name), value, from: origin) } }
  }

  /// Defaults that are texts go through the argument's type, as on the command line.
  func converted(_ text: String, by type: ScriptValue, at offset: Int) -> ScriptValue {
    guard case .library(let path) = type else { return .string(text) }
    guard path == "builtins.float" || path == "builtins.int" else { return .string(text) }
    return call(type, [ScriptArgument(keyword: nil, value: .string(text), offset: offset)], at: offset)
  }

  /// `HfArgumentParser((A, B)).parse_args_into_dataclasses()`
  func parsedTypes(_ arguments: [ScriptArgument], _ name: String, at offset: Int) -> ScriptValue {
    guard name.hasPrefix("parse_"), let given = arguments.first?.value else { return .opaque }
    let types = items(of: given) ?? [given]
    return .tuple(
      types.map { type in
        guard case .object(let id) = type, case .type(let definition) = objects[id] else { return .opaque }
        return instance(of: definition, id, [], at: offset)
      })
  }
}
