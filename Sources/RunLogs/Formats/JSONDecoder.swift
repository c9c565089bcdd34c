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
    } else {
      records.finishRoot()
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
    let start = behindBlanks(sample.bytes, sample.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    guard start < sample.bytes.count else { return .none }
    let first = sample.bytes[start]
    let next = behindBlanks(sample.bytes, start + 1)
    guard next < sample.bytes.count, !isFollowedByText(sample.bytes.slice(start..<sample.bytes.count)) else {
      return .none
    }
    let second = sample.bytes[next]
    if first == 0x7B { return second == 0x22 || second == 0x7D ? .likely : .none }
    guard first == 0x5B else { return .none }
    return second == 0x7B ? .likely : second == 0x5B ? .possible : .none
  }

  /// The first lines that are whole and hold something.
  static func firstLines(_ sample: LogSample) -> [Slice<Bytes>] {
    var lines = sample.bytes.split(separator: 0x0A, maxSplits: 8, omittingEmptySubsequences: true)
    if lines.count > 8 || !sample.isWhole, lines.count > 1 { lines.removeLast() }
    if let first = lines.first, first.starts(with: [0xEF, 0xBB, 0xBF]) { lines[0] = first.dropFirst(3) }
    return lines.map { $0.drop { $0 <= 0x20 } }.filter { !$0.isEmpty }
  }

  private static func isObject(_ line: Slice<Bytes>) -> Bool {
    var nesting = Nesting()
    for byte in line { nesting.take(byte) }
    return line.first == 0x7B && nesting.isClosed
  }

  private static func behindBlanks(_ bytes: Bytes, _ start: Int) -> Int {
    var index = start
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    return index
  }

  /// Whether lines follow behind a document that are none, as where a program prints its settings before it begins.
  private static func isFollowedByText(_ bytes: Bytes) -> Bool {
    var nesting = Nesting()
    guard
      let end = bytes.firstIndex(where: {
        nesting.take($0); return nesting.isClosed
      })
    else { return false }
    let lines = bytes[(end + 1)...].prefix(4_096).split(separator: 0x0A)
      .map { $0.drop { $0 <= 0x20 } }.filter { !$0.isEmpty }
    return lines.count >= 3 && lines.prefix(3).allSatisfy { ![0x7B, 0x5B, 0x2C].contains($0[$0.startIndex]) }
  }

  /// Whether an object counts by a member of its own, not by one of those within it.
  private static func hasCounter(_ line: Slice<Bytes>) -> Bool {
    var keys = TopLevelKeys()
    var scanner = JSONScanner.forLogs
    scanner.take(Bytes(rebasing: line), &keys)
    return keys.names.contains { CounterName.rank($0) != nil && !CounterName.isPlural($0) }
      && !keys.hasRecords
  }
}

/// How deep the brackets of JSON are nested.
private struct Nesting {
  private var depth = 0
  private var isQuoted = false
  private var isEscaped = false

  var isClosed: Bool { depth == 0 && !isQuoted }

  mutating func take(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == 0x5C {
      isEscaped = true
    } else if byte == 0x22 {
      isQuoted.toggle()
    } else if !isQuoted {
      if byte == 0x7B || byte == 0x5B { depth += 1 }
      if byte == 0x7D || byte == 0x5D { depth -= 1 }
    }
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
