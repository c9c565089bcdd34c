import CFormats

/// The bytes of a PNG file (W3C Portable Network Graphics, third edition): RGB of 8 bits each.
struct PNGFile {
  /// nil where memory is short.
  private(set) var bytes: [UInt8]?

  init(_ pixels: Pixels) {
    guard let packed = Self.deflated(pixels.rows) else { return }
    let size = Self.bigEndian(UInt32(pixels.width)) + Self.bigEndian(UInt32(pixels.height))
    bytes =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + Self.chunk("IHDR", size + [8, 2, 0, 0, 0]) + Self.chunk("IDAT", packed) + Self.chunk("IEND", [])
  }

  /// Length, name, data, and the checksum of name and data.
  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    let checksum = body.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) }
    return bigEndian(UInt32(data.count)) + body + bigEndian(UInt32(truncatingIfNeeded: checksum))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// Pictures are mostly background: the quick levels pack them nearly as well as the thorough ones.
  private static let level: Int32 = 3

  private static func deflated(_ rows: [UInt8]) -> [UInt8]? {
    var status = Z_OK
    let packed = [UInt8](unsafeUninitializedCapacity: Int(compressBound(uLong(rows.count)))) { room, used in
      var count = uLong(room.count)
      status = compress2(room.baseAddress, &count, rows, uLong(rows.count), level)
      used = status == Z_OK ? Int(count) : 0
    }
    return status == Z_OK ? packed : nil
  }
}
