import Canvas

/// The pixels of a picture, row by row as PNG has them: a byte that says the row is not filtered, then red, green and
/// blue of each pixel.
struct Pixels {
  let width: Int
  let height: Int
  private(set) var rows: [UInt8]

  init(width: Int, height: Int, background: RGB) {
    (self.width, self.height) = (max(1, width), max(1, height))
    var row: [UInt8] = [0]
    for _ in 0..<self.width { row += [background.red, background.green, background.blue] }
    rows = []
    rows.reserveCapacity(row.count * self.height)
    for _ in 0..<self.height { rows += row }
  }

  /// Bytes of a row.
  private var stride: Int { 3 * width + 1 }

  subscript(x: Int, y: Int) -> RGB {
    let start = y * stride + 1 + 3 * x
    return RGB(red: rows[start], green: rows[start + 1], blue: rows[start + 2])
  }

  /// Mixes a color into the pixels that a mask covers, as far as they are inside an area of the picture.
  mutating func blend(
    _ mask: CoverageMask, _ color: RGB, movedBy move: (x: Int, y: Int) = (0, 0), within area: PixelArea
  ) {
    let (x, y, stride) = (mask.x + move.x, mask.y + move.y, self.stride)
    let columns =
      max(0, area.x.lowerBound - x)..<max(0, area.x.lowerBound - x, min(mask.width, area.x.upperBound - x))
    guard !columns.isEmpty else { return }
    let parts = (Float(color.red), Float(color.green), Float(color.blue))
    rows.withUnsafeMutableBufferPointer { rows in
      mask.forEachRow { row, coverages in
        guard area.y.contains(y + row) else { return }
        var place = (y + row) * stride + 1 + 3 * (x + columns.lowerBound)
        for column in columns {
          let coverage = coverages[column]
          if coverage > 1 / 512 {
            Self.mix(&rows[place], parts.0, coverage)
            Self.mix(&rows[place + 1], parts.1, coverage)
            Self.mix(&rows[place + 2], parts.2, coverage)
          }
          place += 3
        }
      }
    }
  }

  @inline(__always)
  private static func mix(_ byte: inout UInt8, _ part: Float, _ coverage: Float) {
    let old = Float(byte)
    byte = UInt8(max(0, min(255, old + (part - old) * coverage + 0.5)))
  }
}
