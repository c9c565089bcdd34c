extension JSONValue {
  /// How a tree is laid out.
  package enum Layout: Sendable {
    /// On one line.
    case line
    /// A member a line, indented by two, and an element a line where elements are objects; lists of numbers on one line.
    case indented
  }

  /// The tree as text, which reads back as the same tree.
  package func text(_ layout: Layout = .line, nonFinite: JSONWriter.NonFinite = .strings) -> String {
    var json = JSONWriter(nonFinite: nonFinite)
    write(to: &json, layout, indent: 0)
    return json.text
  }

  fileprivate func write(to json: inout JSONWriter, _ layout: Layout, indent: Int) {
    switch self {
    case .null: json.null()
    case .bool(let value): json.write(value)
    case .int(let value): json.write(value)
    case .double(let value): json.write(value)
    case .string(let text): json.write(text)
    case .array(let elements):
      let isOnLines = layout == .indented && elements.contains { $0.object != nil }
      json.beginArray()
      for element in elements {
        if isOnLines { json.newLine(indent: indent + 2) }
        element.write(to: &json, layout, indent: indent + 2)
      }
      if isOnLines { json.newLine(indent: indent, isLast: true) }
      json.endArray()
    case .object(let object): object.write(to: &json, layout, indent: indent)
    }
  }
}

extension JSONObject {
  fileprivate func write(to json: inout JSONWriter, _ layout: JSONValue.Layout, indent: Int) {
    let isOnLines = layout == .indented && !members.isEmpty
    json.beginObject()
    for member in members {
      if isOnLines { json.newLine(indent: indent + 2) }
      json.name(member.name)
      member.value.write(to: &json, layout, indent: indent + 2)
    }
    if isOnLines { json.newLine(indent: indent, isLast: true) }
    json.endObject()
  }
}
