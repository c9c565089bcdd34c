/// TensorBoard's event files: scalars as simple values and as tensors.
package struct TensorBoardDecoder: LogDecoder {
  private var frames = RecordFrames()
  private var tags = NameTable()
  var sharing = Sharing()
  /// What the other thread has read, kept for its memory.
  var ahead: [TaggedValue] = []
  /// The series of each tag; -1 of one that is refused.
  private var seriesOfTag: [Int] = []
  /// Of each tag, the one that came behind it the last time: most logs go round the same tags.
  private var tagBehind: [Int] = []
  private var lastTag = 0
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
    let used = takeShared(bytes, &frames, &batch, &run)
    take(bytes.slice(used..<bytes.count), &frames, &batch, &run)
    self.frames = frames
  }

  mutating func take(
    _ bytes: Bytes, _ frames: inout RecordFrames, _ batch: inout PointBatch, _ run: inout LogRun
  ) {
    var damages: [RecordFrames.Damage] = []
    frames.take(bytes) { record in
      guard let value = quickValue(record) else {
        batch.flush(into: &run)
        return event(record, &run)
      }
      let id = series(record.slice(value.tag), &run)
      if id >= 0 { batch.add(id, x: value.step, value.value, power: PrintedDigits.exact, .step, to: &run) }
    } damage: {
      damages.append($0)
    }
    batch.flush(into: &run)
    for damage in damages { note(damage, &run) }
  }

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

  /// Of a tag that is known; nil for another.
  @inline(__always)
  mutating func knownSeries(_ tag: Bytes) -> Int? {
    if let known = seriesBehindLast(tag) { return known }
    let number = tags.number(of: tag)
    return number >= 0 && number < seriesOfTag.count ? remember(number) : nil
  }

  @inline(__always)
  mutating func series(_ tag: Bytes, _ run: inout LogRun) -> Int {
    seriesBehindLast(tag) ?? searchedSeries(tag, &run)
  }

  /// Of the tag that came behind the last one before, if it comes again.
  @inline(__always)
  private mutating func seriesBehindLast(_ tag: Bytes) -> Int? {
    guard lastTag < tagBehind.count, case let next = tagBehind[lastTag], tags.matches(next, tag) else {
      return nil
    }
    lastTag = next
    return seriesOfTag[next]
  }

  private mutating func searchedSeries(_ tag: Bytes, _ run: inout LogRun) -> Int {
    let number = tags.number(of: tag)
    guard number >= 0 else { return -1 }
    if number == seriesOfTag.count {
      let name = context.prefix.isEmpty ? tag.text : "\(context.prefix)/\(tag.text)"
      seriesOfTag.append(run.seriesID(name) ?? -1)
      tagBehind.append(number)
    }
    return remember(number)
  }

  private mutating func remember(_ number: Int) -> Int {
    tagBehind[lastTag] = number
    lastTag = number
    return seriesOfTag[number]
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
