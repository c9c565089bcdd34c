import Canvas
import TestSupport
import Testing

@Suite("Runs of cells that are drawn alike")
struct RunsTests {
  private struct Run: Equatable {
    var columns: Range<Int>
    var style: Style
  }

  private func runs(_ grid: CellGrid, _ columns: Range<Int>? = nil, row: Int = 0) -> [Run] {
    var runs: [Run] = []
    grid.forEachRun(of: columns ?? 0..<grid.size.width, row: row) { runs.append(Run(columns: $0, style: $1)) }
    return runs
  }

  private func grid(_ parts: (text: String, style: Style)...) -> CellGrid {
    var grid = CellGrid(Size(width: parts.map { $0.text.count }.reduce(0, +), height: 1))
    var x = 0
    for part in parts { x += grid.write(part.text, x: x, y: 0, style: part.style) }
    return grid
  }

  @Test("Blanks between words take the color in force, wide gaps and the ends of a line none")
  func gaps() {
    let (red, blue, plain) = (Style(.bad), Style(.lr), Style.standard)
    #expect(
      runs(
        grid(("  ", blue), ("ab", red), ("   ", plain), ("cd", red), (" ", plain), ("e", blue), ("  ", red)))
        == [
          Run(columns: 0..<2, style: plain), Run(columns: 2..<10, style: red),
          Run(columns: 10..<11, style: blue),
          Run(columns: 11..<13, style: plain),
        ])
    let wide = String(repeating: " ", count: 9)
    #expect(
      runs(grid(("a", red), (wide, red), ("b", red)))
        == [
          Run(columns: 0..<1, style: red), Run(columns: 1..<10, style: plain),
          Run(columns: 10..<11, style: red),
        ])
  }

  @Test("Blanks that can be seen stay what they are", arguments: [TextAttributes.underline, .reverse])
  func marked(_ attributes: TextAttributes) {
    let (marked, red) = (Style(.lr, attributes), Style(.bad))
    #expect(
      runs(grid(("a", red), (" ", marked), (" ", .standard), ("b", red)))
        == [
          Run(columns: 0..<1, style: red), Run(columns: 1..<2, style: marked),
          Run(columns: 2..<3, style: .standard),
          Run(columns: 3..<4, style: red),
        ])
    let background = Style(.standard, on: .accent)
    #expect(runs(grid(("  ", background), ("b", background))) == [Run(columns: 0..<3, style: background)])
  }

  @Test(
    "Whatever the cells, every column asked for is in one run, and what can be seen of it keeps its style")
  func law() {
    var noise = Noise(state: 5)
    let styles = [
      Style.standard, Style(.lr), Style(.bad, .bold), Style(.lr, .underline), Style(.standard, on: .accent),
    ]
    for _ in 0..<300 {
      var grid = CellGrid(Size(width: Int.random(in: 1...40, using: &noise), height: 1))
      for x in 0..<grid.size.width {
        let scalar: Unicode.Scalar = Bool.random(using: &noise) ? " " : "x"
        grid[x, 0] = Cell(scalar, styles[Int.random(in: 0..<styles.count, using: &noise)])
      }
      let start = Int.random(in: 0..<grid.size.width, using: &noise)
      let columns = start..<Int.random(in: start...grid.size.width, using: &noise)
      let found = runs(grid, columns)
      #expect(found.flatMap { Array($0.columns) } == Array(columns))
      for run in found {
        for x in run.columns {
          let cell = grid[x, 0]
          let (drawn, own) = (run.style, cell.style)
          let isSeen =
            cell.scalar != " " || own.background != .standard || own.attributes.contains(.underline)
          #expect(
            isSeen ? drawn == own : drawn.background == .standard && !drawn.attributes.contains(.underline))
        }
      }
    }
  }

  @Test("Outside the grid there is nothing")
  func outside() {
    let grid = CellGrid(Size(width: 3, height: 1))
    #expect(runs(grid, -5..<9) == [Run(columns: 0..<3, style: .standard)])
    #expect(runs(grid, row: 1).isEmpty)
    #expect(runs(CellGrid(Size(width: 0, height: 0))).isEmpty)
  }

  @Test("Styles are equal where all of them is, and hash alike")
  func styles() {
    var all: [Style] = []
    for foreground in [ColorRole.standard, .lr] {
      for background in [ColorRole.standard, .accent] {
        for attributes in [TextAttributes(), .bold, .reverse] {
          all.append(Style(foreground, on: background, attributes))
        }
      }
    }
    for (i, a) in all.enumerated() {
      for (j, b) in all.enumerated() { #expect((a == b) == (i == j)) }
    }
    #expect(Set(all + all).count == all.count)
  }
}
