import LRSchedulers

/// A text that schedules are read from, under the name by which people know it.
package struct ScriptDocument: Sendable, Equatable {
  /// Where a line of a notebook stands.
  package struct Place: Sendable, Equatable {
    /// The cell, counted from 0 among all cells.
    package let cell: Int
    /// The line of the cell, counted from 1.
    package let line: Int

    package init(cell: Int, line: Int) {
      (self.cell, self.line) = (cell, line)
    }
  }

  /// The file as it was named; nil for what was pasted or typed.
  package let file: String?
  package let text: String
  /// Of a notebook, where each line of the text stands.
  package let places: [Place]
  /// The files that a configuration goes on from, as far as they were opened.
  package let bases: [ScriptOptions.File]

  package init(
    _ text: String, file: String? = nil, places: [Place] = [], bases: [ScriptOptions.File] = []
  ) {
    self.text = text
    self.file = file
    self.places = places
    self.bases = bases
  }

  /// What it is called where there is little room: `train.py`.
  var name: String {
    guard let file else { return "the pasted text" }
    return file == "-" ? "stdin" : file.split(separator: "/").last.map(String.init) ?? file
  }

  /// Whether all of it is one line, as of a call on the command line.
  var isOneLine: Bool { !text.utf8.contains(UInt8(ascii: "\n")) }

  var isNotebook: Bool { !places.isEmpty }

  /// A line as a person finds it: `line 12`, or `cell 3, line 2`.
  func place(_ line: Int) -> String {
    guard places.indices.contains(line - 1) else { return "line \(line)" }
    return "cell \(places[line - 1].cell + 1), line \(places[line - 1].line)"
  }

  /// The same with little room: `12`, or `3:2`.
  func shortPlace(_ line: Int) -> String {
    guard places.indices.contains(line - 1) else { return String(line) }
    return "\(places[line - 1].cell + 1):\(places[line - 1].line)"
  }

  /// What stands at a line, for a title: `train.py:12`, or `train.ipynb, cell 3`.
  func title(at line: Int) -> String {
    if isOneLine { return name }
    guard places.indices.contains(line - 1) else { return "\(file == nil ? "paste" : name):\(line)" }
    return "\(name), cell \(places[line - 1].cell + 1)"
  }

  /// Whether a text is the name of a file with a script, and no Python: `train.py`, `runs/train.ipynb`, `train.py:120`.
  package static func isFileName(_ text: String) -> Bool {
    let name = text.trimmed
    if name.utf8.contains(where: { "(=\n".utf8.contains($0) }) { return false }
    let path = name.split(separator: ":").first.map(String.init) ?? name
    return ["py", "ipynb", "md", "txt", "json", "yaml", "yml", "toml", "csv", "tsv", "jsonl", "log"].contains
    {
      path.hasSuffix("." + $0)
    }
  }

  /// The lines of the text, the first at index 0.
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}
