import JSON

/// Text of any producer, read by one grammar of lines: counters and values by their names, tables, boxes, dictionaries
/// and progress bars.
package struct TextDecoder: LogDecoder {
  var lines = LineBuffer(limit: LogLimits.recordBytes)
  var streams: [TextStream] = []
  var sink: RowSink
  var table = TextTable()
  var box = TextBox()
  /// Where runs begin among rows: of tables and dictionaries.
  var rows = RowStarts()
  /// Rows of tables and dictionaries that said where the run stands.
  var countedRows = 0
  var traits = TextTraits()
  let options: ReadOptions
  var clean: [UInt8] = []
  /// Lines that come again and again, the latest kinds first.
  var templates: [LineTemplate] = []
  var values = LineNumbers()
  var plain = SharedReading<TemplateLines>()
  /// Lines that are still searched for the producer's marks.
  var tracesLeft = 5_000
  var source = SourceEcho()
  /// The name that a heading gave to the counted values below it.
  var heading: String?
  /// Whether processes are told apart by srun's labels.
  var hasSrunLabels = false
  /// Whether the bar of this log shows its values before it counts.
  var barStartsAtZero: Bool?

  package init(options: ReadOptions, context: LogContext) {
    self.options = options
    sink = RowSink(options: options)
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    var lines = lines
    self.lines = LineBuffer(limit: 0)
    var batch = PointBatch()
    var start = 0
    plain.begin()
    while start < bytes.count {
      if lines.isAtLineStart { lines.pass(quickLines(bytes, &start, &batch, &run)) }
      batch.flush(into: &run)
      start = lines.takeLine(bytes, from: start) { take($0, $1, $2, &run) }
    }
    self.lines = lines
  }

  package mutating func release() { plain.release() }

  package mutating func finish(into run: inout LogRun) {
    var lines = lines
    self.lines = LineBuffer(limit: 0)
    lines.finish { take($0, $1, $2, &run) }
    self.lines = lines
    closeBox(&run)
    for index in streams.indices { streams[index].finish(&run, traits: traits, options: options) }
    run.producer = traits.producer
  }

  /// A line, in the states in which carriage returns redrew it.
  private mutating func take(_ line: Bytes, _ isCut: Bool, _ number: Int, _ run: inout LogRun) {
    if isCut || line.count > LogLimits.lineBytes, line.firstIndex(of: "\r") == nil {
      run.skipped.add("line \(number): \(line.count) bytes long")
    }
    var start = 0
    while start < line.count {
      let end = line[start...].firstIndex(of: 0x0D) ?? line.count
      if end > start { segment(line.slice(start..<min(end, start + LogLimits.lineBytes)), &run) }
      start = end + 1
    }
  }

  private mutating func segment(_ line: Bytes, _ run: inout LogRun) {
    tracesLeft = max(0, tracesLeft - 1)
    var clean = clean
    self.clean = []
    clean.removeAll(keepingCapacity: true)
    if let decoded = ForeignText.utf8(line) {
      decoded.withUnsafeBufferPointer { CleanLine.append($0, to: &clean) }
    } else {
      CleanLine.append(line, to: &clean)
    }
    clean.withUnsafeBufferPointer { message($0, &run) }
    self.clean = clean
  }
}
