/// TensorBoard's event files: scalars as simple values and as tensors.
package struct TensorBoardDecoder: LogDecoder {
  private var frames = RecordFrames()
  var tags = EventTags()
  /// Of events that are laid out as nearly all are.
  var values = SharedReading<EventTags>()
  private let context: LogContext
  let options: ReadOptions

  package init(options: ReadOptions, context: LogContext) {
    self.context = context
    self.options = options
  }

  package mutating func decode(_ bytes: Bytes, into run: inout LogRun) {
    var frames = frames
    self.frames = RecordFrames()
    var batch = PointBatch()
    let start = options.readsQuickly && options.x == nil ? takeQuickly(bytes, &frames, &batch, &run) : 0
    take(bytes.slice(start..<bytes.count), &frames, &batch, &run)
    self.frames = frames
  }

  mutating func take(
    _ bytes: Bytes, _ frames: inout RecordFrames, _ batch: inout PointBatch, _ run: inout LogRun
  ) {
    var damages: [RecordFrames.Damage] = []
    frames.take(bytes) { record in
      guard options.readsQuickly, options.x == nil, let value = EventTags.Value(record) else {
        batch.flush(into: &run)
        return event(record, &run)
      }
      let id = series(record.slice(value.tag), &run)
      guard id >= 0 else { return }
      batch.add(id, x: value.step, Double(value.value), power: PrintedDigits.exact, .step, to: &run)
    } damage: {
      damages.append($0)
    }
    batch.flush(into: &run)
    for damage in damages { note(damage, &run) }
  }

  package mutating func release() { values.release() }

  package mutating func finish(into run: inout LogRun) {
    var damages: [RecordFrames.Damage] = []
    frames.finish { damages.append($0) }
    for damage in damages { note(damage, &run) }
    if frames.hasRest { run.status = .running }
  }

  private func note(_ damage: RecordFrames.Damage, _ run: inout LogRun) {
    switch damage {
    case .record(let place):
      run.skipped.add("\(context.fileName), byte \(place): a record whose checksum is wrong")
    case .bytes(let place, let count):
      run.skipped.add("\(context.fileName), byte \(place): \(count) bytes that are no record")
    }
  }

  // MARK: Event

  private mutating func event(_ bytes: Bytes, _ run: inout LogRun) {
    var step: Int64 = 0
    var time: Double = 0
    var summary: Range<Int>?
    var session: Range<Int>?
    var reader = WireReader(bytes, 0..<bytes.count)
    while let (field, value) = reader.next() {
      switch (field, value) {
      case (1, .fixed64(let bits)): time = Double(bitPattern: bits)
      case (2, .varint(let value)): step = Int64(bitPattern: value)
      case (5, .bytes(let range)): summary = range
      case (7, .bytes(let range)): session = range
      default: break
      }
    }
    if let session, isStart(bytes, session) { run.purge(from: Double(step), prefix: context.prefix) }
    guard let summary else { return }
    var values = WireReader(bytes, summary)
    while let (field, value) = values.next() {
      if field == 1, case .bytes(let range) = value { scalar(bytes, range, step, time, &run) }
    }
    if !values.isIntact || !reader.isIntact {
      run.skipped.add("\(context.fileName): an event that is malformed")
    }
  }

  private func isStart(_ bytes: Bytes, _ range: Range<Int>) -> Bool {
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      if field == 1, case .varint(1) = value { return true }
    }
    return false
  }

  private mutating func scalar(
    _ bytes: Bytes, _ range: Range<Int>, _ step: Int64, _ time: Double, _ run: inout LogRun
  ) {
    var tag: Range<Int>?
    var found: Double?
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      switch (field, value) {
      case (1, .bytes(let range)): tag = range
      case (2, .fixed32(let bits)): found = Double(Float(bitPattern: bits))
      case (8, .bytes(let range)): found = TensorScalar.value(bytes, range)
      default: break
      }
    }
    guard let tag, let found else { return }
    let id = series(bytes.slice(tag), &run)
    guard id >= 0 else { return }
    switch options.x {
    case .axis(.time): run.append(id, x: time, found, .time)
    case .axis(.line): run.append(id, x: Double(run.series[id].track.count), found, .line)
    default: run.append(id, x: Double(step), found, .step)
    }
  }

  private mutating func series(_ tag: Bytes, _ run: inout LogRun) -> Int {
    tags.series(of: tag) { tag in
      run.seriesID(context.prefix.isEmpty ? tag.text : "\(context.prefix)/\(tag.text)") ?? -1
    }
  }
}

extension LogFormat {
  package static let tensorBoard = LogFormat(
    name: "tensorboard", summary: "TensorBoard's event files",
    recognize: { sample in
      guard sample.bytes.count >= 12 else {
        return sample.fileName.contains("tfevents") ? .certain : .none
      }
      var frames = RecordFrames()
      var records = 0
      frames.take(Bytes(rebasing: sample.bytes.prefix(256))) { _ in
        records += 1
      } damage: { _ in
      }
      return records > 0 || sample.fileName.contains("tfevents") ? .certain : .none
    }, decoder: TensorBoardDecoder.self)
}
