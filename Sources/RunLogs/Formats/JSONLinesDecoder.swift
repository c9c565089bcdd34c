import JSON

/// An object a line. A line that is cut or broken is passed over and counted; reading goes on with the next line.
package struct JSONLinesDecoder: LogDecoder {
  private var lines = LineBuffer()
  private var scanner = JSONScanner.forLogs
  private var records: JSONRecords
  private var patterns = JSONLinePatterns()
  private var rows = SharedReading<JSONLinePatterns>()
  private let options: ReadOptions

  package init(options: ReadOptions, context: LogContext) {
    records = JSONRecords(run: LogRun(), options: options, shape: .lines)
    self.options = options
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    swap(&run, &records.run)
    var batch = PointBatch()
    var start = 0
    rows.begin()
    while start < bytes.count {
      if lines.isAtLineStart { quickLines(bytes, &start, &batch) }
      batch.flush(into: &records.run)
      start = lines.takeLine(bytes, from: start) { line, isCut, _ in
        Self.take(line, isCut, isLast: false, &scanner, &records)
        if options.readsQuickly { Self.remember(line, records, &patterns) }
      }
    }
    swap(&run, &records.run)
  }

  /// Reads lines like some before, as long as they come.
  private mutating func quickLines(_ bytes: Bytes, _ start: inout Int, _ batch: inout PointBatch) {
    guard !patterns.isEmpty else { return }
    rows.read(&patterns, bytes, &start)
    records.sink.commit(&rows.parts, into: &records.run, &batch)
    records.lineNumber += rows.count
    lines.pass(rows.count)
  }

  /// Keeps the line that was just read as a pattern, where it is one.
  private static func remember(_ line: Bytes, _ records: JSONRecords, _ patterns: inout JSONLinePatterns) {
    guard !records.lastCells.isEmpty,
      let pattern = JSONLinePattern(
        line, cells: records.lastCells, .init(split: records.splits.split, run: records.lastRunText))
    else { return }
    patterns.add(pattern)
  }

  package mutating func release() { rows.release() }

  package mutating func finish(into run: inout LogRun) {
    swap(&run, &records.run)
    lines.finish { line, isCut, _ in Self.take(line, isCut, isLast: true, &scanner, &records) }
    swap(&run, &records.run)
  }

  private static func take(
    _ line: Bytes, _ isCut: Bool, isLast: Bool, _ scanner: inout JSONScanner, _ records: inout JSONRecords
  ) {
    records.lineNumber += 1
    var range = line.trimmed(0..<line.count)
    if records.lineNumber == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) {
      range = line.trimmed(3..<line.count)
    }
    guard !range.isEmpty else { return }
    guard line[range.lowerBound] == 0x7B else {
      if line[range.lowerBound] != 0x23, range.count > 1 { records.skip("not an object") }
      return
    }
    if let plan = LoggedPlan(line.slice(range)) {
      records.run.plan = plan
      return
    }
    scanner.take(line.slice(range), &records)
    scanner.finish(&records)
    if scanner.depth > 0 || !scanner.isBetween || isCut {
      if isLast { records.run.status = .running } else { records.skip("an object that never ends") }
      scanner.reset()
      records.abandon()
    }
  }
}

extension JSONRecords {
  mutating func skip(_ reason: String) {
    run.skipped.add("line \(lineNumber): \(reason)")
  }

  /// Forgets the record that is open.
  mutating func abandon() {
    frames = []
    sink.discard()
  }
}

extension LogFormat {
  static let jsonLines = LogFormat(
    name: "jsonl", summary: "a JSON object a line", recognize: JSONRecognition.lines,
    decoder: JSONLinesDecoder.self)
  static let json = LogFormat(
    name: "json", summary: "a JSON document: arrays of records, or of numbers under names",
    recognize: JSONRecognition.document, decoder: JSONDecoder.self)
}
