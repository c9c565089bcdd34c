extension CellGrid {
  /// Writes `text` from (`x`, `y`) to the right, cut at `limit` columns and at the edge of the grid.
  /// Control and wide characters are made safe first (`SafeText`).
  /// - Returns: the number of columns written.
  @discardableResult
  package mutating func write(
    _ text: String, x: Int, y: Int, style: Style = .standard, limit: Int = .max
  ) -> Int {
    var column = 0
    for scalar in text.unicodeScalars {
      guard column < limit, x + column < size.width else { break }
      self[x + column, y] = Cell(SafeText.scalar(scalar), style)
      column += 1
    }
    return column
  }

  /// Writes `text` into the first row of `rect`, cut to its width.
  package mutating func write(
    _ text: String, in rect: Rect, alignment: TextAlignment, style: Style = .standard
  ) {
    guard !rect.isEmpty else { return }
    let free = max(0, rect.width - text.unicodeScalars.count)
    let indent = alignment == .leading ? 0 : alignment == .center ? free / 2 : free
    write(text, x: rect.x + indent, y: rect.y, style: style, limit: rect.width)
  }

  /// The characters of the grid, one line a row, trailing blanks removed: what tests and `.txt` snapshots show.
  package var text: String {
    (0..<size.height).map { row(at: $0) }.joined(separator: "\n")
  }

  /// The characters of one row, trailing blanks removed.
  package func row(at y: Int) -> String {
    let width = (0..<size.width).last { self[$0, y].scalar != " " }.map { $0 + 1 } ?? 0
    var line: [UInt8] = []
    line.reserveCapacity(3 * width)
    for x in 0..<width {
      line.append(contentsOf: UTF8.encode(self[x, y].scalar) ?? UTF8.encodedReplacementCharacter)
    }
    return String(decoding: line, as: UTF8.self)
  }
}

/// Where text stands in the room it is given.
package enum TextAlignment: Sendable {
  case leading, center, trailing
}
