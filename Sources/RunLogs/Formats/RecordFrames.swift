import CFormats

/// Cuts TFRecord framing: a length and its masked CRC-32C, the record and its own.
///
/// A record with a wrong checksum is left out when the length can be trusted. Where it cannot, the next record is looked
/// for byte by byte. A record at the end of the file that is not complete is still being written.
struct RecordFrames: RecordScanner, Sendable {
  enum Damage: Sendable {
    case record(at: Int)
    /// Bytes that are no record.
    case bytes(at: Int, count: Int)
  }

  var pending: [UInt8] = []
  /// Bytes of a record that is too long to keep, still to come.
  private var passing = 0
  private var offset = 0
  private var lost = 0
  private var lostAt = 0

  var hasRest: Bool { !pending.isEmpty || passing > 0 }

  mutating func take(_ bytes: Bytes, record: (Bytes) -> Void, damage: (Damage) -> Void) {
    take(bytes) { $0.scan($1, record, damage) }
  }

  /// How many bytes the record that was begun needs to go on, at least one; where records are looked for, a good many.
  var missing: Int {
    if lost > 0 { return 1 << 12 }
    guard pending.count >= 12 else { return 12 - pending.count }
    let size = pending.withUnsafeBufferPointer { $0.load64(0) }
    return size <= UInt64(LogLimits.recordBytes) ? max(1, Int(size) + 16 - pending.count) : 1
  }

  /// Whether the next byte begins a record.
  var isBetweenRecords: Bool { pending.isEmpty && passing == 0 && lost == 0 }

  /// Counts bytes of whole records that were read by others.
  mutating func pass(_ bytes: Int) { offset += bytes }

  /// What is in the record that begins at a place; nil if a checksum is wrong or it goes on behind the bytes.
  @inline(__always)
  static func whole(_ bytes: Bytes, _ start: Int) -> Range<Int>? {
    guard let base = bytes.baseAddress else { return nil }
    let length = Int(lrviz_record(base + start, bytes.count - start, LogLimits.recordBytes))
    return length < 0 ? nil : (start + 12)..<(start + 12 + length)
  }

  /// Where the record ends that begins at a place; nil if its length is wrong or it goes on behind the bytes.
  @inline(__always)
  static func end(_ bytes: Bytes, _ start: Int) -> Int? {
    guard bytes.count - start >= 16, mask(bytes, start..<(start + 8)) == bytes.load32(start + 8),
      case let length = bytes.load64(start), length <= UInt64(LogLimits.recordBytes),
      bytes.count - start >= Int(length) + 16
    else { return nil }
    return start + Int(length) + 16
  }

  mutating func finish(damage: (Damage) -> Void) {
    // Of zeros behind the last record, as a power cut leaves, no part is a record being written.
    if !pending.isEmpty, lost > 0 || pending.allSatisfy({ $0 == 0 }) {
      if lost == 0 { lostAt = offset }
      lost += pending.count
      pending = []
    }
    endLoss(damage)
  }

  /// - Returns: how many bytes are done with.
  private mutating func scan(_ bytes: Bytes, _ record: (Bytes) -> Void, _ damage: (Damage) -> Void) -> Int {
    var index = 0
    while index < bytes.count {
      if passing > 0 {
        let step = min(passing, bytes.count - index)
        passing -= step
        index += step
        offset += step
        continue
      }
      guard bytes.count - index >= 12 else { return index }
      guard Self.mask(bytes, index..<(index + 8)) == bytes.load32(index + 8) else {
        if lost == 0 { lostAt = offset }
        lost += 1
        index += 1
        offset += 1
        continue
      }
      endLoss(damage)
      let length = bytes.load64(index)
      guard length <= UInt64(LogLimits.recordBytes) else {
        passing = Int(min(length, 1 << 50)) + 16
        continue
      }
      let size = Int(length) + 16
      guard bytes.count - index >= size else { return index }
      let body = (index + 12)..<(index + size - 4)
      if Self.mask(bytes, body) == bytes.load32(index + size - 4) {
        record(bytes.slice(body))
      } else {
        damage(.record(at: offset))
      }
      index += size
      offset += size
    }
    return index
  }

  private mutating func endLoss(_ damage: (Damage) -> Void) {
    if lost > 0 { damage(.bytes(at: lostAt, count: lost)) }
    lost = 0
  }

  @inline(__always)
  private static func mask(_ bytes: Bytes, _ range: Range<Int>) -> UInt32 {
    let crc = lrviz_crc32c(bytes.baseAddress.map { $0 + range.lowerBound }, range.count)
    return lrviz_masked(crc)
  }
}
