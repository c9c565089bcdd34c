import JSON

/// What the cells of a notebook have printed: a Jupyter notebook (`.ipynb`), or the log of one that ran on Kaggle, which is an array of
/// `{"stream_name": "stdout", "time": 1.2, "data": "Epoch 1/3 - loss: 0.9\\n"}`. Their lines are read as text.
package struct NotebookDecoder: LogDecoder {
  private var scanner = JSONScanner(depthLimit: LogLimits.nesting, stringLimit: LogLimits.recordBytes)
  private var cells: PrintedCells

  package init(options: ReadOptions, context: LogContext) {
    cells = PrintedCells(text: TextDecoder(options: options, context: context), run: LogRun())
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    swap(&run, &cells.run)
    scanner.take(bytes, &cells)
    swap(&run, &cells.run)
  }

  package mutating func finish(into run: inout LogRun) {
    swap(&run, &cells.run)
    scanner.finish(&cells)
    if scanner.depth > 0 { cells.run.skipped.add("the notebook ends before its last bracket") }
    cells.text.finish(into: &cells.run)
    swap(&run, &cells.run)
  }

  package mutating func release() { cells.text.release() }
}

/// Hands the texts of outputs on to a reader of lines.
private struct PrintedCells: JSONEvents {
  var text: TextDecoder
  var run: LogRun
  /// Of each open object and array the name under which it stands.
  private var path: [String] = []
  private var key = ""

  init(text: TextDecoder, run: LogRun) {
    (self.text, self.run) = (text, run)
  }

  mutating func beginObject() { open() }
  mutating func beginArray() { open() }
  mutating func endArray() { close() }

  mutating func endObject() {
    close()
    // The next output begins a line of its own.
    if path.last == "outputs" { print(Array("\n".utf8)) }
  }

  mutating func key(_ name: Bytes) { key = name.text }

  mutating func string(_ text: Bytes) {
    let isOfCell = path.contains("outputs") && (key == "text" || path.last == "text")
    // Kaggle's is an array of objects and nothing around it.
    guard isOfCell || path.count == 2 && key == "data" else { return }
    self.text.decode(text, into: &run)
  }

  mutating func number(_ number: DecimalNumber, _ text: Bytes) {}
  mutating func word(_ text: Bytes) {}

  private mutating func open() {
    path.append(key)
    key = ""
  }

  private mutating func close() {
    if !path.isEmpty { path.removeLast() }
    key = ""
  }

  private mutating func print(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { text.decode($0, into: &run) }
  }
}

extension LogFormat {
  static let notebook = LogFormat(
    name: "notebook", summary: "what the cells of a Jupyter or Kaggle notebook have printed",
    recognize: { sample in
      let head = sample.bytes.prefix(1 << 14)
      guard let first = head.first(where: { $0 > 0x20 }) else { return .none }
      let start = Bytes(rebasing: head)
      if first == 0x5B {
        return Bytes(rebasing: head.prefix(64)).firstIndex(of: "\"stream_name\"") != nil ? .certain : .none
      }
      guard first == 0x7B, start.firstIndex(of: "\"cells\"") != nil else { return .none }
      let isNotebook =
        start.firstIndex(of: "\"cell_type\"") != nil || start.firstIndex(of: "\"nbformat\"") != nil
      return isNotebook ? .certain : .none
    }, decoder: NotebookDecoder.self)
}
