import Canvas

/// Neighbouring cells of a row that look alike: what the writers of SVG and coloured text deal in.
struct StyleRun {
  let x: Int
  let style: Style
  var scalars: [Unicode.Scalar]

  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  var isBlank: Bool { scalars.allSatisfy { $0 == " " } }
  var endX: Int { x + scalars.count }

  /// The runs of a row from left to right, covering it.
  static func runs(of grid: CellGrid, row y: Int) -> [StyleRun] {
    var runs: [StyleRun] = []
    for x in 0..<grid.size.width {
      let cell = grid[x, y]
      if let last = runs.indices.last, runs[last].style == cell.style {
        runs[last].scalars.append(cell.scalar)
      } else {
        runs.append(StyleRun(x: x, style: cell.style, scalars: [cell.scalar]))
      }
    }
    return runs
  }
}
