import JSON
import LRSchedulers
import Lab

#if canImport(Glibc)
  import Glibc
#endif

/// What a SPEC stands for: Python as it is, or a file with it.
struct SpecText {
  var text: String
  /// The file's name; nil for Python on the command line.
  var file: String?
  /// The line at which the scheduler is meant: `train.py:120`.
  var line: Int?
  /// Of a notebook, the cell and the line in it of each line of the text.
  var cells: [(cell: Int, line: Int)] = []
  /// The files that a configuration goes on from, as far as they were opened.
  var bases: [ScriptOptions.File] = []

  /// Reads the file that a SPEC names, if it names one; `-` is stdin.
  init(_ spec: String) throws(CommandError) {
    text = spec
    if spec == "-" {
      file = spec
      text = try InputFile.text(spec)
    } else if let (path, line) = Self.file(spec) {
      file = path
      self.line = line
      text = try InputFile.text(path)
      bases = BaseFileReader(text, at: path).files
    } else if ScriptDocument.isFileName(spec) {
      throw CommandError("no such file: '\(spec)'", .noSuchFile)
    }
    if Self.isNotebook(file, text) { try readNotebook() }
  }

  /// The text, as the lab keeps it.
  var document: ScriptDocument {
    ScriptDocument(
      text, file: file, places: cells.map { ScriptDocument.Place(cell: $0.cell, line: $0.line) }, bases: bases
    )
  }

  /// The cell of a line of a notebook, counted from 0; nil elsewhere.
  func cell(_ line: Int) -> Int? { cells.indices.contains(line - 1) ? cells[line - 1].cell : nil }

  /// The line in its cell, or in the text.
  func line(_ line: Int) -> Int { cells.indices.contains(line - 1) ? cells[line - 1].line : line }

  /// The place of a line as a person counts it.
  func place(_ line: Int) -> String {
    guard cells.indices.contains(line - 1) else { return "line \(line)" }
    return "cell \(cells[line - 1].cell + 1), line \(cells[line - 1].line)"
  }

  /// An existing file, with a line behind a colon or without.
  private static func file(_ spec: String) -> (path: String, line: Int?)? {
    // A call is no file, and looking for one costs time.
    if spec.utf8.contains(where: { $0 == UInt8(ascii: "\n") }) || spec.utf8.count > 4096 || spec.isEmpty {
      return nil
    }
    if isFile(spec) { return (spec, nil) }
    guard let colon = spec.lastIndex(of: ":"), let line = Int(spec[spec.index(after: colon)...]), line > 0
    else {
      return nil
    }
    let path = String(spec[..<colon])
    return isFile(path) ? (path, line) : nil
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  private static func isNotebook(_ file: String?, _ text: String) -> Bool {
    if file?.hasSuffix(".ipynb") == true { return true }
    return text.utf8.prefix(400).contains(UInt8(ascii: "{"))
      && text.utf8.first { $0 > 0x20 } == UInt8(ascii: "{")
      && text.contains("\"cell_type\"")
  }

  /// The code cells of a notebook, one below the other.
  private mutating func readNotebook() throws(CommandError) {
    let notebook: JSON.JSONValue
    do { notebook = try JSON.JSONValue(parsing: text) } catch {
      throw .usage("'\(file ?? "-")' is no notebook: \(error)")
    }
    guard let all = notebook["cells"]?.array else {
      throw .usage("'\(file ?? "-")' is no notebook: it has no cells")
    }
    var lines: [String] = []
    for (index, cell) in all.enumerated() where cell["cell_type"]?.string == "code" {
      let source = cell["source"]?.string ?? (cell["source"]?.array ?? []).compactMap(\.string).joined()
      for (number, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        lines.append(String(line))
        cells.append((index, number + 1))
      }
    }
    text = lines.joined(separator: "\n")
  }
}
