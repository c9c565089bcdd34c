/// Nearly all events are laid out alike: time, step, and one simple value behind its tag. These are read where they lie,
/// half of a long piece on another thread.
extension TensorBoardDecoder {
  struct QuickValue {
    var tag: Range<Int>
    var step: Double
    var value: Double
  }

  /// A value that is read before it is its turn.
  struct TaggedValue: Sendable {
    var step: Double
    /// Event files hold no more.
    var value: Float
    var series: Int32
  }

  /// How much of a piece is read here, and put into the run, while another thread reads the rest.
  private static let ownPart = 0.4

  /// The value of an event that is laid out so; nil for any other event.
  @inline(__always)
  func quickValue(_ bytes: Bytes) -> QuickValue? {
    guard options.readsQuickly, options.x == nil, bytes.count > 20, bytes.count < 128, bytes[0] == 0x09 else {
      return nil
    }
    var index = 9
    var step: UInt64 = 0
    if bytes[index] == 0x10 {
      var shift: UInt64 = 0
      repeat {
        index += 1
        guard index < bytes.count, shift < 63 else { return nil }
        step |= UInt64(bytes[index] & 0x7F) << shift
        shift += 7
      } while bytes[index] >= 0x80
      index += 1
    }
    // A summary that fills the rest, of a value that fills it, of a tag and a float.
    let rest = bytes.count - index
    guard rest > 11, bytes[index] == 0x2A, Int(bytes[index + 1]) == rest - 2, bytes[index + 2] == 0x0A,
      Int(bytes[index + 3]) == rest - 4, bytes[index + 4] == 0x0A, Int(bytes[index + 5]) == rest - 11,
      bytes[bytes.count - 5] == 0x15
    else { return nil }
    return QuickValue(
      tag: (index + 6)..<(bytes.count - 5), step: Double(Int64(bitPattern: step)),
      value: Double(Float(bitPattern: bytes.load32(bytes.count - 4))))
  }

  /// Reads a long piece on two threads, as far as its second part holds nothing but such values of tags that are known.
  ///
  /// - Returns: how many bytes are done with.
  mutating func takeShared(
    _ bytes: Bytes, _ frames: inout RecordFrames, _ batch: inout PointBatch, _ run: inout LogRun
  ) -> Int {
    sharing.begin()
    guard options.readsQuickly, options.x == nil, TwoThreads.isWorthwhile(bytes.count), sharing.take() else {
      return 0
    }
    let start = endBegun(bytes, &frames, &batch, &run)
    let rest = bytes.slice(start..<bytes.count)
    guard frames.isBetweenRecords,
      let middle = RecordFrames.boundary(rest, behind: Int(Double(rest.count) * Self.ownPart))
    else { return start }
    var other = self
    other.ahead = []
    var values: [TaggedValue] = []
    swap(&values, &ahead)
    var end = middle
    TwoThreads.run {
      take(rest.slice(0..<middle), &frames, &batch, &run)
    } _: {
      RecordFrames.takeWhole(rest, &end) { other.read($0, into: &values) }
    }
    sharing.note(isLost: end == middle)
    for value in values {
      batch.add(
        Int(value.series), x: value.step, Double(value.value), power: PrintedDigits.exact, .step, to: &run)
    }
    frames.pass(end - middle)
    values.removeAll(keepingCapacity: true)
    swap(&values, &ahead)
    return start + end
  }

  /// Ends the record that the piece before has begun.
  ///
  /// - Returns: how many bytes it took.
  private mutating func endBegun(
    _ bytes: Bytes, _ frames: inout RecordFrames, _ batch: inout PointBatch, _ run: inout LogRun
  ) -> Int {
    var start = 0
    // Its length and checksum, and the rest of it.
    for _ in 0..<2 where !frames.isBetweenRecords {
      let end = min(bytes.count, start + frames.missing)
      take(bytes.slice(start..<end), &frames, &batch, &run)
      start = end
    }
    return start
  }

  /// Keeps the value of an event; false for an event that takes more care.
  private mutating func read(_ event: Bytes, into values: inout [TaggedValue]) -> Bool {
    guard let value = quickValue(event), let series = knownSeries(event.slice(value.tag)) else {
      return false
    }
    if series >= 0 {
      values.append(
        TaggedValue(step: value.step, value: Float(value.value), series: Int32(truncatingIfNeeded: series)))
    }
    return true
  }
}
