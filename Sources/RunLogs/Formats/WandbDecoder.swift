import JSON

/// W&B's own file of a run, `run-*.wandb`.
package struct WandbDecoder: LogDecoder {
  private var blocks = BlockRecords(start: 7)
  private var rows: RowSink
  private var names = NameTable()
  private var columns: [Int] = []
  /// Of rows that are like the one before.
  private var likeLast = WandbRows()
  private var plain = SharedReading<WandbRows>()
  private let options: ReadOptions

  package init(options: ReadOptions, context: LogContext) {
    rows = RowSink(options: options)
    self.options = options
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    var blocks = blocks
    var batch = PointBatch()
    let start = options.readsQuickly ? takeQuickly(bytes, &blocks, &batch, &run) : 0
    take(bytes.slice(start..<bytes.count), &blocks, &batch, &run)
    self.blocks = blocks
  }

  /// Reads rows like the one before, and other records as they come in between.
  ///
  /// - Returns: how many bytes are done with: all but those of a record that is not whole, and what follows it.
  private mutating func takeQuickly(
    _ bytes: Bytes, _ blocks: inout BlockRecords, _ batch: inout PointBatch, _ run: inout LogRun
  ) -> Int {
    var start = 0
    // What was begun ends first.
    while !blocks.isBetweenRecords, start < bytes.count {
      let end = min(bytes.count, start + blocks.missing)
      take(bytes.slice(start..<end), &blocks, &batch, &run)
      start = end
    }
    guard blocks.isBetweenRecords else { return start }
    plain.begin()
    likeLast.offset = blocks.offset - start
    while true {
      let first = start
      plain.read(&likeLast, bytes, &start)
      blocks.pass(start - first)
      rows.commit(&plain.parts, into: &run, &batch)
      guard let end = likeLast.end(bytes, start) else { return start }
      take(bytes.slice(start..<end), &blocks, &batch, &run)
      start = end
      guard blocks.isBetweenRecords else { return start }
    }
  }

  private mutating func take(
    _ bytes: Bytes, _ blocks: inout BlockRecords, _ batch: inout PointBatch, _ run: inout LogRun
  ) {
    var damages: [String] = []
    blocks.take(bytes) {
      record($0, &batch, &run)
    } damage: {
      damages.append("byte \($0): \($1)")
    }
    batch.flush(into: &run)
    for damage in damages { run.skipped.add(damage) }
  }

  package mutating func release() { plain.release() }

  package mutating func finish(into run: inout LogRun) {
    if blocks.hasRest, run.status == .unknown { run.status = .running }
  }

  private mutating func record(_ bytes: Bytes, _ batch: inout PointBatch, _ run: inout LogRun) {
    var reader = WireReader(bytes, 0..<bytes.count)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value else { continue }
      switch field {
      case 2: history(bytes, range, &batch, &run)
      case 17: description(bytes, range, &run)
      case 18: run.status = exitCode(bytes, range) == 0 ? .finished : .failed
      default: break
      }
    }
  }

  private mutating func history(
    _ bytes: Bytes, _ range: Range<Int>, _ batch: inout PointBatch, _ run: inout LogRun
  ) {
    var place = 0
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value, field == 1 else { continue }
      item(bytes, range, place)
      place += 1
    }
    rows.commit(into: &run, &batch)
  }

  private mutating func item(_ bytes: Bytes, _ range: Range<Int>, _ place: Int) {
    var name: [UInt8] = []
    var json: Range<Int>?
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value else { continue }
      switch field {
      case 1: if !range.isEmpty { name = Array(bytes[range]) }
      case 2:
        if !name.isEmpty { name.append(0x2E) }
        name.append(contentsOf: bytes[range])
      case 16: json = range
      default: break
      }
    }
    guard let json, let column = put(name, bytes, json) else { return }
    if json.upperBound == range.upperBound, json.count < 128 {
      likeLast.remember(bytes.slice(range.lowerBound..<(json.lowerBound - 1)), column: column, place)
    }
  }

  /// A number, or a number in quotes (`"NaN"`).
  ///
  /// - Returns: the column that it goes to; nil for anything else.
  private mutating func put(_ name: [UInt8], _ bytes: Bytes, _ json: Range<Int>) -> Int? {
    var json = bytes.trimmed(json)
    if json.count >= 2, bytes[json.lowerBound] == 0x22 {
      json = (json.lowerBound + 1)..<(json.upperBound - 1)
    }
    guard let number = DecimalNumber.whole(bytes, in: json) else { return nil }
    let id = name.withUnsafeBufferPointer { names.number(of: $0) }
    guard id >= 0 else { return nil }
    while columns.count <= id { columns.append(rows.addColumn(names.names[columns.count].text)) }
    rows.put(columns[id], number.value)
    return columns[id]
  }

  private func description(_ bytes: Bytes, _ range: Range<Int>, _ run: inout LogRun) {
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value, !range.isEmpty else { continue }
      if field == 1 { run.id = bytes[range].text }
      if field == 8 { run.name = bytes[range].text }
    }
  }

  private func exitCode(_ bytes: Bytes, _ range: Range<Int>) -> UInt64 {
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      if field == 1, case .varint(let code) = value { return code }
    }
    return 0
  }
}

extension LogFormat {
  static let wandb = LogFormat(
    name: "wandb", summary: "the file of a Weights & Biases run",
    recognize: { $0.bytes.starts(withText: ":W&B") ? .certain : .none }, decoder: WandbDecoder.self)
}
