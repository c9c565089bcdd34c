/// A function or lambda of a script as it is written.
struct PythonFunctionSource {
  enum Form {
    case lambda(PythonExpression)
    /// Standing at `def`.
    case definition(PythonParser)
  }

  let name: String
  let form: Form
  /// What stands in it, the last parts of dotted names.
  let words: Set<String>
}

/// What a name means in a function is found when it is called, in Python: a function changes with the names that it uses.
extension PythonBindings {
  /// Rounds in which functions that use each other settle, and what a renewal costs of ``maximumTotal`` at least.
  private static let (rounds, cost) = (4, 256)

  /// Gives a lambda a name.
  mutating func define(_ name: String, as lambda: PythonExpression) {
    let source = PythonFunctionSource(name: name, form: .lambda(lambda), words: Set(lambda.words))
    functions.removeAll { $0.name == name }
    functions.append(source)
    read(source)
  }

  /// Reads the function whose `def` the parser stands at.
  ///
  /// - Returns: what it is, and the parser behind it; nil if it cannot be read, which its name then says.
  mutating func define(
    _ name: String, at parser: PythonParser
  ) -> (function: PythonFunctionDefinition, end: PythonParser)? {
    functions.removeAll { $0.name == name }
    guard let (function, end) = read(name, at: parser) else { return nil }
    let words = parser.words(upTo: end)
    functions.append(PythonFunctionSource(name: name, form: .definition(parser), words: words))
    return (function, end)
  }

  /// To be called when names have another meaning, or none any more.
  mutating func renewFunctions(using names: [String]) {
    guard !functions.isEmpty else { return }
    var changed = Set(names.map(Self.lastPart))
    for _ in 0..<Self.rounds {
      var renewed: Set<String> = []
      for source in functions where !changed.isDisjoint(with: source.words) {
        guard spend(Self.cost) else { return meanings[source.name] = .unreadable }
        read(source)
        renewed.insert(source.name)
        changed.insert(source.name)
      }
      changed = renewed
      if changed.isEmpty { return }
    }
  }

  private mutating func read(_ source: PythonFunctionSource) {
    switch source.form {
    case .lambda(let expression): read(source.name, expression)
    case .definition(let parser): _ = read(source.name, at: parser)
    }
  }

  /// What calls itself is not put in: its own name means nothing meanwhile.
  private mutating func read(_ name: String, _ lambda: PythonExpression) {
    meanings[name] = nil
    var size = 0
    let value = try? resolved(lambda, &size)
    meanings[name] = value.map { .value($0, size: size) } ?? .unreadable
  }

  private mutating func read(
    _ name: String, at parser: PythonParser
  ) -> (function: PythonFunctionDefinition, end: PythonParser)? {
    meanings[name] = nil
    var reader = PythonFunctionReader(parser, in: self)
    let function = try? reader.function()
    spend(reader.bindings)
    meanings[name] = function.map { .function($0) } ?? .unreadable
    return function.map { ($0, reader.parser) }
  }

  fileprivate static func lastPart(_ name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }
}

extension PythonParser {
  fileprivate func words(upTo end: PythonParser) -> Set<String> {
    var (reader, words) = (self, Set<String>())
    while reader.position < end.position {
      if case .word(let word) = reader.advance().kind { words.insert(word) }
    }
    return words
  }
}

extension PythonExpression {
  /// The last parts of all names in it.
  fileprivate var words: [String] {
    var words: [String] = []
    switch node {
    case .name(let name): words.append(PythonBindings.lastPart(name))
    case .call(let call): words.append(call.name)
    default: break
    }
    _ = try? mappingBranches { (branch, _) throws(SpecError) in
      words += branch.words
      return branch
    }
    return words
  }
}
