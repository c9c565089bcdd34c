/// SwanLab's record file, `run-*.swanlab`: W&B's blocks with records of its own.
package struct SwanLabDecoder: LogDecoder {
  private var blocks = BlockRecords(start: 7)
  private var tags = NameTable()
  private var seriesOfTag: [Int] = []
  /// Of a run that is going on, the keys of hardware readings.
  private var system: Set<String> = []

  package init(options: ReadOptions, context: LogContext) {}

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
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
    if run.status == .unknown { run.status = .running }
  }

  private mutating func record(_ bytes: Bytes, _ run: inout LogRun) {
    var reader = WireReader(bytes, 0..<bytes.count)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value else { continue }
      switch field {
      case 10: start(bytes, range, &run)
      case 11: finish(bytes, range, &run)
      case 12: column(bytes, range)
      case 13: scalar(bytes, range, &run)
      default: break
      }
    }
  }

  private func start(_ bytes: Bytes, _ range: Range<Int>, _ run: inout LogRun) {
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      guard case .bytes(let range) = value, !range.isEmpty else { continue }
      if field == 4 { run.name = bytes[range].text }
      if field == 10 { run.id = bytes[range].text }
    }
  }

  private func finish(_ bytes: Bytes, _ range: Range<Int>, _ run: inout LogRun) {
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      if field == 1, case .varint(let state) = value { run.status = state == 1 ? .finished : .failed }
    }
  }

  private mutating func column(_ bytes: Bytes, _ range: Range<Int>) {
    var isSystem = false
    var key = ""
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      switch (field, value) {
      case (1, .varint(let kind)): isSystem = kind == 2
      case (3, .bytes(let range)): key = bytes[range].text
      default: break
      }
    }
    if isSystem { system.insert(key) }
  }

  private mutating func scalar(_ bytes: Bytes, _ range: Range<Int>, _ run: inout LogRun) {
    var key: Range<Int>?
    var step: UInt64 = 0
    var number = 0.0
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      switch (field, value) {
      case (1, .bytes(let range)): key = range
      case (2, .varint(let value)): step = value
      case (5, .bytes(let range)):
        var inner = WireReader(bytes, range)
        while let (field, value) = inner.next() {
          if field == 1, case .fixed64(let bits) = value { number = Double(bitPattern: bits) }
        }
      default: break
      }
    }
    guard let key else { return }
    let tag = tags.number(of: bytes.slice(key))
    guard tag >= 0 else { return }
    if tag == seriesOfTag.count {
      let name = bytes[key].text
      seriesOfTag.append(system.contains(name) ? -1 : run.seriesID(name) ?? -1)
    }
    guard seriesOfTag[tag] >= 0 else { return }
    run.append(seriesOfTag[tag], x: Double(Int64(bitPattern: step)), number, .step)
  }
}

extension LogFormat {
  static let swanLab = LogFormat(
    name: "swanlab", summary: "SwanLab's record file",
    recognize: { $0.bytes.starts(withText: ":SWL") ? .certain : .none }, decoder: SwanLabDecoder.self)
}
