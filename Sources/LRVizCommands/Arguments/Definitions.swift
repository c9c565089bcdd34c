import ArgumentParser
import JSON
import LRSchedulers

/// `--define NAME=VALUE`
enum DefinitionOption {
  static func parse(_ text: String) throws -> ScriptOptions.Definition {
    guard let (name, value) = split(text, at: "=") else {
      throw ValidationError("expected NAME=VALUE, such as args.epochs=90, got '\(text)'")
    }
    return ScriptOptions.Definition(name: name, value: value)
  }

  /// At the first sign outside of brackets and quotes: names may be `config["a=b"]`, or a condition such as `mode == "max"`.
  static func split(_ text: String, at sign: Character) -> (name: String, value: String)? {
    var depth = 0
    var quote: Character?
    var last: Character?
    for index in text.indices {
      let character = text[index]
      let next = text[index...].dropFirst().first
      defer { last = character }
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if "([{".contains(character) {
        depth += 1
      } else if ")]}".contains(character) {
        depth -= 1
      } else if character == "=", next == "=" || last.map({ "=<>!".contains($0) }) ?? false {
        continue
      } else if character == sign, depth == 0 {
        let name = trimmed(text[..<index])
        let value = trimmed(text[text.index(after: index)...])
        return name.isEmpty || value.isEmpty ? nil : (name, value)
      }
    }
    return nil
  }

  static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    guard let end = start.lastIndex(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) else { return "" }
    return String(start[...end])
  }
}

/// `--define-file FILE`: JSON, YAML as far as it is plain, or `key = value`.
enum DefinitionFile {
  static func read(_ path: String) throws(CommandError) -> [ScriptOptions.Definition] {
    let text = try InputFile.text(path)
    if let first = text.first(where: { !$0.isWhitespace }), first == "{" {
      let value: JSON.JSONValue
      do { value = try JSON.JSONValue(parsing: text) } catch {
        throw CommandError("--define-file '\(path)': \(error)", .unreadableData)
      }
      return definitions(value, prefix: "")
    }
    return try lines(text, path)
  }

  /// Nested objects name their members with dots.
  private static func definitions(_ value: JSON.JSONValue, prefix: String) -> [ScriptOptions.Definition] {
    (value.object?.members ?? []).flatMap { member -> [ScriptOptions.Definition] in
      let name = prefix + member.name
      if member.value.object != nil { return definitions(member.value, prefix: name + ".") }
      return [ScriptOptions.Definition(name: name, value: python(member.value))]
    }
  }

  private static func python(_ value: JSON.JSONValue) -> String {
    switch value {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .string(let text): ParameterValue.string(text).python
    case .array(let elements): "[" + elements.map(python).joined(separator: ", ") + "]"
    default: value.double.map { value.int.map(String.init) ?? PythonNumber.repr($0) } ?? "None"
    }
  }

  /// `name = value` and `name: value`; indented lines below `name:` belong to it.
  private static func lines(_ text: String, _ path: String) throws(CommandError) -> [ScriptOptions.Definition]
  {
    var result: [ScriptOptions.Definition] = []
    var parents: [(indentation: Int, name: String)] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let body = DefinitionOption.trimmed(line)
      if body.isEmpty || body.hasPrefix("#") || body.hasPrefix("---") { continue }
      if body.hasPrefix("["), body.hasSuffix("]") {
        parents = [(-1, String(body.dropFirst().dropLast()))]
        continue
      }
      let indentation = line.prefix { $0 == " " || $0 == "\t" }.count
      parents.removeAll { $0.indentation >= indentation }
      if body.hasSuffix(":") {
        parents.append((indentation, String(body.dropLast())))
        continue
      }
      guard let (name, value) = DefinitionOption.split(body, at: "=") ?? DefinitionOption.split(body, at: ":")
      else {
        throw CommandError(
          "--define-file '\(path)', line \(number + 1): expected NAME=VALUE or NAME: VALUE", .unreadableData)
      }
      let comment = DefinitionOption.split(value + " ", at: "#")?.name
      let full = (parents.map(\.name) + [name]).joined(separator: ".")
      result.append(ScriptOptions.Definition(name: full, value: comment ?? value))
    }
    return result
  }
}
