import Canvas

/// Dots finer than cells, and for each cell the line that drew last into it. Lines are drawn bottom to top, so a
/// cell shared by several takes the colour of the topmost.
struct DotPlane {
  let cells: Size
  let glyphs: GlyphSet
  /// Dots across and down.
  let width: Int
  let height: Int
  private let across: Int
  private let down: Int
  private var bits: [UInt8]
  private var owners: [UInt16]

  init(cells: Size, glyphs: GlyphSet) {
    self.cells = cells
    self.glyphs = glyphs
    (across, down) = Self.dotsPerCell(glyphs)
    width = cells.width * across
    height = cells.height * down
    bits = Array(repeating: 0, count: cells.width * cells.height)
    owners = Array(repeating: 0, count: bits.count)
  }

  static func dotsPerCell(_ glyphs: GlyphSet) -> (across: Int, down: Int) {
    switch glyphs {
    case .braille: (2, 4)
    case .block: (2, 2)
    case .ascii: (1, 3)
    }
  }

  /// Dots of a cell are numbered row by row from the upper left corner.
  mutating func set(_ x: Int, _ y: Int, owner: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = y / down * cells.width + x / across
    bits[cell] |= 1 << UInt8(y % down * across + x % across)
    owners[cell] = UInt16(truncatingIfNeeded: owner)
  }

  /// Sets the dots of a column from row `top` to `bottom` as far as the dash has them, `top` being at `distance` along
  /// the line: what `set` does of each, without finding its cell.
  mutating func setColumn(
    _ x: Int, from top: Int, to bottom: Int, owner: Int, dash: DashPattern, distance: Int
  ) {
    let (first, last) = (max(0, top), min(height - 1, bottom))
    guard x >= 0, x < width, first <= last else { return }
    let (dots, period) = dash.period
    var phase = (distance + first - top) % period
    var cell = first / down * cells.width + x / across
    var dot = first % down * across + x % across
    for _ in first...last {
      if dots >> phase & 1 == 1 {
        bits[cell] |= 1 << UInt8(dot)
        owners[cell] = UInt16(truncatingIfNeeded: owner)
      }
      phase = phase + 1 == period ? 0 : phase + 1
      dot += across
      if dot >= down * across { (dot, cell) = (x % across, cell + cells.width) }
    }
  }

  /// The line seen in a cell; nil where nothing was drawn.
  func owner(_ column: Int, _ row: Int) -> Int? {
    let cell = row * cells.width + column
    return bits[cell] == 0 ? nil : Int(owners[cell])
  }

  /// The dots of a cell; 0 where nothing was drawn.
  func dots(_ column: Int, _ row: Int) -> UInt8 { bits[row * cells.width + column] }
}
