import JSON
import LRSchedulers

/// The catalog for scripts: `lrviz list --format json`, where every default and example is a Python expression.
struct JSONManual {
  let entries: [CatalogEntry]

  var text: String {
    var json = JSONWriter()
    json.object { json in
      json.member(
        "schedulers",
        array: { json in
          for entry in entries {
            json.newLine()
            json.write(entry)
          }
          json.newLine(isLast: true)
        })
    }
    json.newLine()
    return json.text
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ entry: CatalogEntry) {
    object { json in
      json.member("name", entry.name)
      json.member("library", entry.library.rawValue)
      json.member("version", entry.library.version)
      json.member("source", entry.source)
      json.member("summary", entry.summary)
      json.member("formula", entry.formula)
      json.member("quirks", entry.quirks)
      json.member("example", Schedule(default: entry).spec)
      json.member(
        "parameters", array: { json in for parameter in entry.parameters { json.write(parameter) } })
    }
  }

  private mutating func write(_ parameter: ParameterDeclaration) {
    object { json in
      json.member("name", parameter.name)
      json.member("kind", parameter.kind.rawValue)
      json.name("default")
      if let value = parameter.default { json.write(value.python) } else { json.null() }
      json.member("example", parameter.example.python)
      json.name("range")
      if let range = parameter.range {
        json.write([range.lowerBound, range.upperBound])
      } else {
        json.null()
      }
      json.member("choices", parameter.choices)
      json.member("help", parameter.help)
    }
  }
}
