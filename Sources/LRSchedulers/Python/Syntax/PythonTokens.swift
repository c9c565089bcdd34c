/// A text cut into tokens and logical lines: a line ends where no bracket is open, as in Python.
struct PythonTokens {
  /// A logical line. Its tokens end with one of kind `end`.
  struct Line {
    /// The index of its first token.
    var first: Int32
    /// Columns before the first token; a tab goes to the next multiple of eight.
    var indentation: Int32
    /// The index of the first line behind that is not indented deeper.
    var blockEnd: Int32 = 0
    /// The index of the line whose block it is in; -1 at the module's level.
    var parent: Int32 = -1
  }

  let source: [UInt8]
  var tokens: [PythonToken] = []
  var lines: [Line] = []
  /// Where the lines of the text begin, whatever brackets are open.
  private var lineStarts: [Int32] = [0]
  /// Whether lines begin with the prompts of Python's interactive shell.
  var hasPrompts = false
  /// Whether lines begin with the fences of Markdown.
  var hasFences = false
  /// The offset of a string in three quotes that is never closed.
  var openString: Int?

  init(_ source: [UInt8]) {
    self.source = source
    findLines()
    var lexer = PythonLexer(source)
    lexer.cut(into: &self)
    findBlocks()
  }

  mutating func findLines() {
    lineStarts = [0]
    for index in source.indices where source[index] == UInt8(ascii: "\n") {
      lineStarts.append(Int32(index + 1))
    }
  }

  private mutating func findBlocks() {
    var open: [Int] = []
    for index in lines.indices {
      while let last = open.last, lines[last].indentation >= lines[index].indentation {
        lines[last].blockEnd = Int32(index)
        open.removeLast()
      }
      lines[index].parent = Int32(open.last ?? -1)
      open.append(index)
    }
    for index in open { lines[index].blockEnd = Int32(lines.count) }
  }

  /// The text of a token.
  func text(_ token: PythonToken) -> String {
    String(decoding: source[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  /// The line of a byte, counted from 1.
  func line(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle - 1 }
    }
    return low + 1
  }

  /// The offset of a line, counted from 1.
  func start(ofLine line: Int) -> Int { Int(lineStarts[min(max(line - 1, 0), lineStarts.count - 1)]) }

  /// An error with the place of a byte.
  func error(_ message: String, at offset: Int, hint: String? = nil) -> SpecError {
    let line = line(of: offset)
    let start = min(Int(lineStarts[line - 1]), source.count)
    let before = source[start..<max(start, min(offset, source.count))]
    // Continuation bytes of UTF-8 are no characters of their own.
    let column = before.lazy.filter { $0 & 0xC0 != 0x80 }.count + 1
    return SpecError(message, line: line, column: column, hint: hint)
  }

  /// The source between two offsets as one line without doubled blanks, cut where it is too long for a message.
  func excerpt(_ start: Int, _ end: Int) -> String {
    var bytes: [UInt8] = []
    let start = min(max(0, start), source.count)
    for byte in source[start..<max(start, min(end, source.count))] {
      if bytes.count > 200 { break }
      let isBlank = byte <= 0x20
      if isBlank, bytes.last == 0x20 || bytes.isEmpty { continue }
      bytes.append(isBlank ? 0x20 : byte)
    }
    while bytes.last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
