import JSON

/// An object a line. A line that is cut or broken is passed over and counted; reading goes on with the next line.
package struct JSONLinesDecoder: LogDecoder {
  private var lines = LineBuffer()
  private var scanner = JSONScanner.forLogs
  private var records: JSONRecords
  /// Kinds of lines that come again and again, the latest first.
  private var patterns: [JSONLinePattern] = []
  private var sharing = Sharing()
  /// What the other thread has read, kept for its memory.
  private var ahead = RowBuffer()
  private var whole = ColumnRows()
  private var wholeAhead = ColumnRows()
  private let options: ReadOptions
  /// How much of a piece is read here, and put into the run, while another thread reads the rest.
  private static let ownPart = 0.4

  package init(options: ReadOptions, context: LogContext) {
    records = JSONRecords(run: LogRun(), options: options, shape: .lines)
    self.options = options
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    swap(&run, &records.run)
    var batch = PointBatch()
    var start = 0
    sharing.begin()
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
    if patterns.count == 1, sharing.mayBeTaken, TwoThreads.isWorthwhile(bytes.count - start) {
      batch.flush(into: &records.run)
      if linesOfOneKind(bytes, &start) { return }
    }
    guard sharing.take(), let middle = TwoThreads.middle(bytes, from: start, part: Self.ownPart) else {
      return put(bytes, &start, to: bytes.count, &batch)
    }
    let known = patterns
    var rest = RowBuffer()
    swap(&rest, &ahead)
    defer {
      rest.removeAll()
      swap(&rest, &ahead)
    }
    var end = middle
    TwoThreads.run {
      put(bytes, &start, to: middle, &batch)
    } _: {
      Self.read(known, bytes, &end, into: &rest)
    }
    // What comes behind a line that takes more care must wait for it.
    sharing.note(isLost: start != middle)
    guard start == middle else { return }
    let kinds = known.map { ($0.split, $0.runText) }
    records.sink.commit(rest, kinds: kinds, into: &records.run, &batch)
    pass(rest.rows.count)
    start = end
  }

  /// Reads lines that are all of one kind, on two threads.
  ///
  /// - Returns: false, and nothing is read, where each line must be looked at.
  private mutating func linesOfOneKind(_ bytes: Bytes, _ start: inout Int) -> Bool {
    let pattern = patterns[0]
    guard pattern.runText.isEmpty, let middle = TwoThreads.middle(bytes, from: start, part: 0.5),
      let plan = records.sink.plan(pattern.columns, split: pattern.split, &records.run), sharing.take()
    else { return false }
    var (own, rest) = (ColumnRows(), ColumnRows())
    swap(&own, &whole)
    swap(&rest, &wholeAhead)
    defer {
      swap(&own, &whole)
      swap(&rest, &wholeAhead)
    }
    own.begin(width: pattern.columns.count)
    rest.begin(width: pattern.columns.count)
    var end = middle
    func read(_ place: inout Int, to limit: Int, into rows: inout ColumnRows) {
      _ = pattern.read(bytes, &place, to: limit, into: &rows) { _ = $0.endRow() }
      rows.discard()
    }
    TwoThreads.run {
      read(&start, to: middle, into: &own)
    } _: {
      read(&end, to: bytes.count, into: &rest)
    }
    records.sink.commit(own, plan, into: &records.run)
    pass(own.count)
    sharing.note(isLost: start != middle)
    guard start == middle else { return true }
    records.sink.commit(rest, plan, into: &records.run)
    pass(rest.count)
    start = end
    return true
  }

  /// Puts lines that begin before `limit` into the run as they are read.
  private mutating func put(
    _ bytes: Bytes, _ start: inout Int, to limit: Int, _ batch: inout PointBatch
  ) {
    // Out of the records, as their sink changes beside it.
    var run = LogRun()
    swap(&run, &records.run)
    defer { swap(&run, &records.run) }
    var index = 0
    while index < patterns.count {
      let (split, runText) = (patterns[index].split, patterns[index].runText)
      let count = patterns[index].read(bytes, &start, to: limit, into: &records.sink) {
        if !runText.isEmpty { $0.runs.text = runText }
        $0.commit(into: &run, &batch, split: split)
      }
      records.sink.discard()
      pass(count)
      if count > 0, index > 0 { patterns.swapAt(index, 0) }
      index = count > 0 && index > 0 ? 0 : index + 1
    }
  }

  /// Reads lines of any of the kinds, whose number is the kind of the row.
  private static func read(
    _ patterns: [JSONLinePattern], _ bytes: Bytes, _ start: inout Int, into rows: inout RowBuffer
  ) {
    var index = 0
    while index < patterns.count {
      let count = patterns[index].read(bytes, &start, to: bytes.count, into: &rows) { $0.endRow(kind: index) }
      rows.discard()
      index = count > 0 && index > 0 ? 0 : index + 1
    }
  }

  private mutating func pass(_ count: Int) {
    records.lineNumber += count
    lines.pass(count)
  }

  /// Keeps the line that was just read as a pattern, where it is one.
  private static func remember(_ line: Bytes, _ records: JSONRecords, _ patterns: inout [JSONLinePattern]) {
    guard !records.lastCells.isEmpty,
      let pattern = JSONLinePattern(
        line, cells: records.lastCells, split: records.splits.split, runText: records.lastRunText),
      !patterns.contains(where: pattern.isLike)
    else { return }
    if patterns.count >= 8 { patterns.removeLast() }
    patterns.insert(pattern, at: 0)
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
