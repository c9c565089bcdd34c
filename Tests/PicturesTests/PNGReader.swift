import CFormats
import Canvas

/// The pixels of a PNG file as `PNGWriter` makes it, every length and checksum looked at.
struct PNGReader {
  let width: Int
  let height: Int
  private let rows: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
    var chunks: [(name: String, data: [UInt8])] = []
    var start = 8
    while start + 12 <= bytes.count {
      let count = Self.number(bytes, start)
      guard start + 12 + count <= bytes.count else { return nil }
      let body = Array(bytes[start + 4..<start + 8 + count])
      guard crc32(0, body, uInt(body.count)) == uLong(Self.number(bytes, start + 8 + count)) else {
        return nil
      }
      chunks.append((String(decoding: body.prefix(4), as: UTF8.self), Array(body.dropFirst(4))))
      start += 12 + count
    }
    guard start == bytes.count, chunks.map(\.name) == ["IHDR", "IDAT", "IEND"], chunks[0].data.count == 13,
      chunks[0].data.suffix(5) == [8, 2, 0, 0, 0]
    else { return nil }
    (width, height) = (Self.number(chunks[0].data, 0), Self.number(chunks[0].data, 4))
    var room = [UInt8](repeating: 0, count: height * (3 * width + 1))
    var size = uLong(room.count)
    guard uncompress(&room, &size, chunks[1].data, uLong(chunks[1].data.count)) == Z_OK,
      Int(size) == room.count,
      (0..<height).allSatisfy({ [width] in room[$0 * (3 * width + 1)] == 0 })
    else { return nil }
    rows = room
  }

  subscript(x: Int, y: Int) -> RGB {
    let place = y * (3 * width + 1) + 1 + 3 * x
    return RGB(red: rows[place], green: rows[place + 1], blue: rows[place + 2])
  }

  /// How many pixels differ from a color.
  func count(otherThan color: RGB) -> Int {
    (0..<height).reduce(0) { sum, y in sum + (0..<width).count { self[$0, y] != color } }
  }

  private static func number(_ bytes: [UInt8], _ start: Int) -> Int {
    bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
