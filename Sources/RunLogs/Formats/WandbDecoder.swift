import JSON

/// W&B's own file of a run, `run-*.wandb`.
package struct WandbDecoder: LogDecoder {
  private var blocks = BlockRecords(start: 7)
  private var rows: RowSink
  private var names = NameTable()
  private var columns: [Int] = []
  /// The items of the row before, by their place in it: the next row is likely to have the same.
  private var layout: [Item] = []
  private let options: ReadOptions

  private struct Item: Sendable {
    /// All of the item up to the length of its JSON.
    var head: [UInt8]
    var column: Int
  }

  package init(options: ReadOptions, context: LogContext) {
    rows = RowSink(options: options)
    self.options = options
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    var blocks = blocks
    var damages: [String] = []
    var batch = PointBatch()
    blocks.take(bytes) {
      record($0, &batch, &run)
    } damage: {
      damages.append("byte \($0): \($1)")
    }
    batch.flush(into: &run)
    self.blocks = blocks
    for damage in damages { run.skipped.add(damage) }
  }

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
      if !quickItem(bytes, range, place) { item(bytes, range, place) }
      place += 1
    }
    rows.commit(into: &run, &batch)
  }

  /// Takes an item that is the one of the row before but for its number.
  @inline(__always)
  private mutating func quickItem(_ bytes: Bytes, _ range: Range<Int>, _ place: Int) -> Bool {
    guard options.readsQuickly, place < layout.count else { return false }
    let json = range.lowerBound + layout[place].head.count + 1
    guard json < range.upperBound, Int(bytes[json - 1]) == range.upperBound - json,
      range.upperBound - json < 128,
      layout[place].head.withUnsafeBufferPointer({ bytes.hasEqual($0, 0..<$0.count, at: range.lowerBound) }),
      let number = DecimalNumber.quick(bytes, at: json, to: bytes.count)
        ?? DecimalNumber.parse(bytes, at: json, to: range.upperBound),
      number.end == range.upperBound
    else { return false }
    rows.put(layout[place].column, number.value)
    return true
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
      remember(Item(head: Array(bytes[range.lowerBound..<(json.lowerBound - 1)]), column: column), place)
    }
  }

  private mutating func remember(_ item: Item, _ place: Int) {
    if place < layout.count {
      layout[place] = item
    } else if place == layout.count, place < LogLimits.seriesCount {
      layout.append(item)
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
