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
  /// Of each row of dots: the first cell it is in, and its first dot there. A frame sets thousands of dots, each of which would
  /// take two divisions to find.
  private let rows: [(cell: Int, dot: Int)]
  private var bits: [UInt8]
  private var owners: [UInt16]

  init(cells: Size, glyphs: GlyphSet) {
    self.cells = cells
    self.glyphs = glyphs
    (across, down) = Self.dotsPerCell(glyphs)
    width = cells.width * across
    height = cells.height * down
    let (across, down) = (across, down)
    rows = (0..<height).map { (cell: $0 / down * cells.width, dot: $0 % down * across) }
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
    let (column, dot) = place(x)
    let cell = rows[y].cell + column
    bits[cell] |= 1 << UInt8(truncatingIfNeeded: rows[y].dot + dot)
    owners[cell] = UInt16(truncatingIfNeeded: owner)
  }

  /// The column of cells that a dot is in, and its place there.
  private func place(_ x: Int) -> (column: Int, dot: Int) { across == 1 ? (x, 0) : (x >> 1, x & 1) }

  /// Sets the dots of a column from row `top` to `bottom` as far as the dash has them, `top` being at `distance` along
  /// the line: what `set` does of each, without finding its cell.
  mutating func setColumn(
    _ x: Int, from top: Int, to bottom: Int, owner: Int, dash: DashPattern, distance: Int
  ) {
    let (first, last) = (max(0, top), min(height - 1, bottom))
    guard x >= 0, x < width, first <= last else { return }
    let (dots, period) = dash.period
    var phase = (distance + first - top) % period
    let (column, dotInRow) = place(x)
    var (cell, dot) = (rows[first].cell + column, rows[first].dot + dotInRow)
    for _ in first...last {
      if dots >> phase & 1 == 1 {
        bits[cell] |= 1 << UInt8(dot)
        owners[cell] = UInt16(truncatingIfNeeded: owner)
      }
      phase = phase + 1 == period ? 0 : phase + 1
      dot += across
      if dot >= down * across { (dot, cell) = (dotInRow, cell + cells.width) }
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
