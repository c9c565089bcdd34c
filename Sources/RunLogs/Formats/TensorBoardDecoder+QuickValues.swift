/// Nearly all events are laid out alike: time, step, and one simple value behind its tag. These are read where they lie,
/// half of a long piece on another thread.
extension TensorBoardDecoder {
  /// Reads such events of tags that are known, and others as they come in between.
  ///
  /// - Returns: how many bytes are done with: all but those of a record that is not whole, and what follows it.
  mutating func takeQuickly(
    _ bytes: Bytes, _ frames: inout RecordFrames, _ batch: inout PointBatch, _ run: inout LogRun
  ) -> Int {
    var start = endBegun(bytes, &frames, &batch, &run)
    guard frames.isBetweenRecords else { return start }
    values.begin()
    while true {
      let first = start
      values.read(&tags, bytes, &start)
      frames.pass(start - first)
      run.append(values.parts)
      guard let end = RecordFrames.end(bytes, start) else { return start }
      take(bytes.slice(start..<end), &frames, &batch, &run)
      start = end
    }
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
}

extension EventTags {
  /// The value of an event that is laid out so.
  struct Value {
    let tag: Range<Int>
    let step: Double
    let value: Float

    /// nil for any other event.
    @inline(__always)
    init?(_ bytes: Bytes) {
      guard bytes.count > 20, bytes.count < 128, bytes[0] == 0x09 else { return nil }
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
      tag = (index + 6)..<(bytes.count - 5)
      self.step = Double(Int64(bitPattern: step))
      value = Float(bitPattern: bytes.load32(bytes.count - 4))
    }
  }
}

extension EventTags: PartReader {
  /// None: a record takes so little that a second thread cost more than it gained.
  func beginning(_ bytes: Bytes, behind place: Int, from start: Int) -> Int? { nil }

  mutating func read(_ bytes: Bytes, _ start: inout Int, to limit: Int, into part: inout EventValues) {
    var place = start
    while place < limit, let record = RecordFrames.whole(bytes, place), case let event = bytes.slice(record),
      let value = Value(event), let series = series(of: event.slice(value.tag))
    {
      if series >= 0 { part.add(series, value.step, value.value) }
      place = record.upperBound + 4
    }
    part.sort()
    start = place
  }

  /// Tags are only added.
  func readsLike(_ other: EventTags) -> Bool { true }
}
