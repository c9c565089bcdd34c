import JSON

/// W&B's own file of a run, `run-*.wandb`.
package struct WandbDecoder: LogDecoder {
  private var head: [UInt8] = []
  private var blocks = BlockRecords(start: 7)
  private var rows: RowSink
  private var names = NameTable()
  private var columns: [Int] = []
  private let context: LogContext

  package init(options: ReadOptions, context: LogContext) {
    rows = RowSink(options: options)
    self.context = context
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    var bytes = bytes
    if head.count < 7 {
      let more = min(7 - head.count, bytes.count)
      head.append(contentsOf: bytes.prefix(more))
      bytes = bytes.slice(more..<bytes.count)
    }
    var blocks = blocks
    var damages: [String] = []
    blocks.take(bytes) {
      record($0, &run)
    } damage: {
      damages.append("byte \($0): \($1)")
    }
    self.blocks = blocks
    for damage in damages { run.skipped.add(damage) }
  }

  package mutating func finish(into run: inout LogRun) {
    if blocks.hasRest, run.status == .unknown { run.status = .running }
  }

  private mutating func record(_ bytes: Bytes, _ run: inout LogRun) {
    var reader = WireReader(bytes, 0..<bytes.count)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value else { continue }
      switch field {
      case 2: history(bytes, range, &run)
      case 17: description(bytes, range, &run)
      case 18: run.status = exitCode(bytes, range) == 0 ? .finished : .failed
      default: break
      }
    }
  }

  private mutating func history(_ bytes: Bytes, _ range: Range<Int>, _ run: inout LogRun) {
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value else { continue }
      if field == 1 { item(bytes, range) }
    }
    rows.commit(into: &run)
  }

  private mutating func item(_ bytes: Bytes, _ range: Range<Int>) {
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
    guard let json else { return }
    put(name, bytes, json)
  }

  /// A number, a number in quotes (`"NaN"`), or an object of such.
  private mutating func put(_ name: [UInt8], _ bytes: Bytes, _ json: Range<Int>) {
    var json = bytes.trimmed(json)
    if json.count >= 2, bytes[json.lowerBound] == 0x22 {
      json = (json.lowerBound + 1)..<(json.upperBound - 1)
    }
    guard let number = DecimalNumber.whole(bytes, in: json) else { return }
    let id = name.withUnsafeBufferPointer { names.number(of: $0) }
    guard id >= 0 else { return }
    while columns.count <= id { columns.append(rows.addColumn(names.names[columns.count].text)) }
    rows.put(columns[id], number.value, power: PrintedDigits.exact)
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
