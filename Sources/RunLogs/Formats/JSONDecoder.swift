import JSON

/// One JSON document, such as a `trainer_state.json`. Of one that is cut, what is complete counts.
package struct JSONDecoder: LogDecoder {
  private var scanner = JSONScanner.forLogs
  private var records: JSONRecords

  package init(options: ReadOptions, context: LogContext) {
    records = JSONRecords(run: LogRun(), options: options, shape: .document)
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    swap(&run, &records.run)
    scanner.take(bytes, &records)
    swap(&run, &records.run)
  }

  package mutating func finish(into run: inout LogRun) {
    swap(&run, &records.run)
    scanner.finish(&records)
    if scanner.depth > 0 {
      records.run.skipped.add("the document ends before its last bracket")
      records.closeColumns()
    }
    swap(&run, &records.run)
  }
}

extension JSONRecords {
  /// Takes the columns that a document holds when it is cut.
  mutating func closeColumns() {
    while let frame = frames.popLast() {
      if frame.kind == .array, !frame.numbers.isEmpty, !frame.isInRecord, let last = frames.indices.last {
        frames[last].columns.append((frame.path, frame.numbers, frame.powers))
      } else if frame.kind == .object, !frame.isRecord, !frame.columns.isEmpty {
        endColumns(frame)
      }
    }
    sink.discard()
  }
}

/// Whether a file is JSON, and of which kind.
enum JSONRecognition {
  static func lines(_ sample: LogSample) -> Confidence {
    let lines = firstLines(sample)
    guard let first = lines.first, first.first == 0x7B else { return .none }
    let whole = lines.filter { isObject($0) }.count
    let isNamed = [".jsonl", ".ndjson", ".jsonlines"].contains { sample.fileName.lowercased().hasSuffix($0) }
    if lines.count == 1 {
      guard isObject(first) else { return isNamed ? .likely : .none }
      return isNamed || hasCounter(first) ? .certain : .none
    }
    if whole * 2 >= lines.count { return .certain }
    return isNamed ? .likely : .none
  }

  static func document(_ sample: LogSample) -> Confidence {
    var index = sample.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < sample.bytes.count, sample.bytes[index] <= 0x20 { index += 1 }
    guard index < sample.bytes.count else { return .none }
    let first = sample.bytes[index]
    var next = index + 1
    while next < sample.bytes.count, sample.bytes[next] <= 0x20 { next += 1 }
    guard next < sample.bytes.count else { return .none }
    let second = sample.bytes[next]
    if first == 0x7B { return second == 0x22 || second == 0x7D ? .likely : .none }
    guard first == 0x5B else { return .none }
    return second == 0x7B ? .likely : second == 0x5B ? .possible : .none
  }

  private static func firstLines(_ sample: LogSample) -> [Slice<Bytes>] {
    var lines = sample.bytes.split(separator: 0x0A, maxSplits: 8, omittingEmptySubsequences: true)
    if lines.count > 8 || !sample.isWhole, lines.count > 1 { lines.removeLast() }
    if let first = lines.first, first.starts(with: [0xEF, 0xBB, 0xBF]) { lines[0] = first.dropFirst(3) }
    return lines.map { $0.drop { $0 <= 0x20 } }.filter { !$0.isEmpty }
  }

  private static func isObject(_ line: Slice<Bytes>) -> Bool {
    guard line.first == 0x7B else { return false }
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    for byte in line {
      if isEscaped { isEscaped = false; continue }
      if byte == 0x5C { isEscaped = true; continue }
      if byte == 0x22 { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x7B { depth += 1 }
      if byte == 0x7D { depth -= 1 }
    }
    return depth == 0 && !isQuoted
  }

  /// Whether an object counts by a member of its own, not by one of those within it.
  private static func hasCounter(_ line: Slice<Bytes>) -> Bool {
    var keys = TopLevelKeys()
    var scanner = JSONScanner.forLogs
    scanner.take(Bytes(rebasing: line), &keys)
    return keys.names.contains { CounterName.rank($0) != nil } && !keys.hasRecords
  }
}

/// The names of an object's own members.
private struct TopLevelKeys: JSONEvents {
  var names: [String] = []
  /// Whether some member is an array of objects.
  var hasRecords = false
  private var depth = 0
  private var isInArray = false

  mutating func beginObject() {
    depth += 1
    hasRecords = hasRecords || isInArray
  }
  mutating func endObject() { depth -= 1 }
  mutating func beginArray() { isInArray = true }
  mutating func endArray() { isInArray = false }
  mutating func key(_ name: Bytes) { if depth == 1 { names.append(name.text) } }
  mutating func string(_ text: Bytes) {}
  mutating func number(_ number: DecimalNumber, _ text: Bytes) {}
  mutating func word(_ text: Bytes) {}
}
