import JSON

/// An object a line. A line that is cut or broken is passed over and counted; reading goes on with the next line.
package struct JSONLinesDecoder: LogDecoder {
  private var lines = LineBuffer()
  private var scanner = JSONScanner.forLogs
  private var records: JSONRecords

  package init(options: ReadOptions, context: LogContext) {
    records = JSONRecords(run: LogRun(), options: options, shape: .lines)
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    swap(&run, &records.run)
    lines.take(bytes) { line, isCut, _ in Self.take(line, isCut, isLast: false, &scanner, &records) }
    swap(&run, &records.run)
  }

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
