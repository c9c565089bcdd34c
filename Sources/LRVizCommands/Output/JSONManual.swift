import LRSchedulers

/// The catalog for scripts: `lrviz list --format json`, where every default and example is a Python expression.
struct JSONManual {
  let entries: [CatalogEntry]

  var text: String {
    "{\"schedulers\": [\n" + entries.map(object).joined(separator: ",\n") + "\n]}\n"
  }

  private func object(_ entry: CatalogEntry) -> String {
    let members = [
      ("name", JSONText.string(entry.name)), ("library", JSONText.string(entry.library.rawValue)),
      ("version", JSONText.string(entry.library.version)), ("source", JSONText.string(entry.source)),
      ("summary", JSONText.string(entry.summary)), ("formula", JSONText.string(entry.formula)),
      ("quirks", strings(entry.quirks)), ("example", JSONText.string(Schedule(default: entry).spec)),
      ("parameters", "[" + entry.parameters.map(object).joined(separator: ", ") + "]"),
    ]
    return text(members)
  }

  private func object(_ parameter: ParameterDeclaration) -> String {
    text([
      ("name", JSONText.string(parameter.name)), ("kind", JSONText.string(parameter.kind.rawValue)),
      ("default", parameter.default.map { JSONText.string($0.python) } ?? "null"),
      ("example", JSONText.string(parameter.example.python)),
      ("range", parameter.range.map { JSONText.numbers([$0.lowerBound, $0.upperBound]) } ?? "null"),
      ("choices", strings(parameter.choices)), ("help", JSONText.string(parameter.help)),
    ])
  }

  private func strings(_ texts: [String]) -> String {
    "[" + texts.map(JSONText.string).joined(separator: ", ") + "]"
  }

  private func text(_ members: [(String, String)]) -> String {
    "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
  }
}
