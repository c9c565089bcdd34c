import CFormats

/// Cuts the log that LevelDB invented and W&B and SwanLab write: blocks of 32 KiB, counted from the start of the file,
/// of records that may be split over several.
struct BlockRecords: RecordScanner, Sendable {
  static let block = 32_768
  static let header = 7

  var pending: [UInt8] = []
  /// The place in the file of the first byte in `pending`.
  private(set) var offset: Int
  private var record: [UInt8] = []
  private var isInRecord = false
  private var isLost = false
  /// Bytes of the file's own header that are still to come.
  private var fileHeaderLeft: Int

  /// - Parameter start: where the first record begins, behind the file's own header, which is passed over.
  init(start: Int) {
    offset = start
    fileHeaderLeft = start
  }

  var hasRest: Bool { !pending.isEmpty || isInRecord }

  /// Whether the next byte begins a record, or the zeros at the end of a block.
  var isBetweenRecords: Bool { !hasRest && !isPassing }
  /// Whether bytes are passed over: those of the file's header, or of a block that is damaged.
  var isPassing: Bool { isLost || fileHeaderLeft > 0 }

  /// Counts bytes of whole records that were read by others.
  mutating func pass(_ bytes: Int) { offset += bytes }

  mutating func take(_ bytes: Bytes, record body: (Bytes) -> Void, damage: (Int, String) -> Void) {
    let skipped = min(fileHeaderLeft, bytes.count)
    fileHeaderLeft -= skipped
    take(bytes.slice(skipped..<bytes.count)) { $0.scan($1, body, damage) }
  }

  /// How many bytes the piece that was begun needs to go on, at least one.
  var missing: Int {
    let room = Self.block - offset % Self.block
    if isPassing { return isLost ? room : fileHeaderLeft }
    let wanted =
      room < Self.header
      ? room
      : pending.count < Self.header
        ? Self.header : Self.header + pending.withUnsafeBufferPointer { Int($0.load16(4)) }
    return max(1, wanted - pending.count)
  }

  private mutating func scan(_ bytes: Bytes, _ body: (Bytes) -> Void, _ damage: (Int, String) -> Void) -> Int
  {
    var index = 0
    while index < bytes.count {
      let room = Self.block - offset % Self.block
      if room < Self.header || isLost {
        guard bytes.count - index >= room else {
          if isLost { offset += bytes.count - index; return bytes.count }
          return index
        }
        isLost = false
        index += room
        offset += room
        continue
      }
      guard bytes.count - index >= Self.header else { return index }
      let length = Int(bytes.load16(index + 4))
      let type = bytes[index + 6]
      guard (1...4).contains(type), Self.header + length <= room else {
        if bytes[index..<(index + Self.header)].contains(where: { $0 != 0 }) {
          damage(offset, "a record that is malformed")
        }
        isInRecord = false
        isLost = true
        continue
      }
      guard bytes.count - index >= Self.header + length else { return index }
      let data = (index + Self.header)..<(index + Self.header + length)
      if Self.isIntact(bytes, index, length) {
        piece(bytes, data, type, body, damage)
      } else {
        damage(offset, "a record whose checksum is wrong")
        isInRecord = false
      }
      index += Self.header + length
      offset += Self.header + length
    }
    return index
  }

  /// Whether the checksum is right of a piece of so many bytes behind the header at a place.
  static func isIntact(_ bytes: Bytes, _ place: Int, _ length: Int) -> Bool {
    lrviz_crc32(bytes.baseAddress.map { $0 + place + 6 }, length + 1) == bytes.load32(place)
  }

  private mutating func piece(
    _ bytes: Bytes, _ data: Range<Int>, _ type: UInt8, _ body: (Bytes) -> Void,
    _ damage: (Int, String) -> Void
  ) {
    switch type {
    case 1:
      isInRecord = false
      body(bytes.slice(data))
    case 2:
      record.removeAll(keepingCapacity: true)
      record.append(contentsOf: bytes[data])
      isInRecord = true
    default:
      guard isInRecord else { return }
      if record.count + data.count > LogLimits.recordBytes {
        damage(offset, "a record longer than \(LogLimits.recordBytes >> 20) MiB")
        isInRecord = false
        return
      }
      record.append(contentsOf: bytes[data])
      if type == 4 {
        isInRecord = false
        record.withUnsafeBufferPointer { body($0) }
      }
    }
  }
}
