import Canvas
import Charts
import Pictures
import Testing
import Tracks

@Suite struct SVGWriterTests {
  @Test(arguments: GlyphSet.allCases) func picturesAreWellFormed(_ glyphs: GlyphSet) {
    var chart = LineChart(title: "a < b & c", glyphs: glyphs)
    chart.lines = [
      PlotLine(Track([2, 1, .nan, 0.5]), label: "loss"), .plan(Track([1, 3], from: 4), style: Style(.lr)),
    ]
    chart.markers = [PlotMarker(x: 3), PlotMarker(x: 2, kind: .phase, label: "phase")]
    chart.cursor = 2
    let grid = ChartStack([chart]).grid(Size(width: 60, height: 20))
    for theme in [Theme.dark, .light] {
      let svg = SVGWriter(theme: theme).svg(grid)
      #expect(isWellFormed(svg))
      #expect(svg == SVGWriter(theme: theme).svg(grid))
    }
  }

  @Test func markupInTextIsEscaped() {
    var grid = CellGrid(Size(width: 12, height: 1))
    grid.write("a<b>&\"c\" ", x: 0, y: 0)
    let svg = SVGWriter().svg(grid)
    #expect(isWellFormed(svg))
    #expect(svg.contains(">a&lt;b&gt;&amp;&quot;c&quot;"))
  }

  @Test func brailleIsDrawnAsDots() {
    var grid = CellGrid(Size(width: 2, height: 1))
    grid.write("⠁⣿", x: 0, y: 0, style: Style(.lr))
    let svg = SVGWriter().svg(grid)
    #expect(!svg.contains("<text"))
    #expect(svg.split(separator: "h0").count - 1 == 1 + 8)
    #expect(svg.contains("stroke=\"\(Theme.dark.color(.lr).rgb.hex)\""))
  }

  @Test func framesAreDrawnAsShapesAndBlanksNotAtAll() {
    var grid = CellGrid(Size(width: 9, height: 3))
    grid.box(grid.bounds, glyphs: .braille, style: Style(.muted))
    let svg = SVGWriter().svg(grid)
    #expect(!svg.contains("<text"))
    #expect(SVGWriter().svg(CellGrid(Size(width: 9, height: 3))).split(separator: "\n").count == 6 - 1)
  }

  @Test func heavyFramesAreShapesToo() {
    var grid = CellGrid(Size(width: 3, height: 3))
    for (y, row) in ["┏━┓", "┃ ┃", "┗━┛"].enumerated() { grid.write(row, x: 0, y: y, style: Style(.accent)) }
    let svg = SVGWriter().svg(grid)
    #expect(!svg.contains("<text"))
    // An upright in each of the six cells at the sides, a bar above and below.
    #expect(svg.split(separator: "h2V").count - 1 == 6)
    #expect(svg.split(separator: "v2H").count - 1 == 2)
  }

  @Test func stylesBecomeAttributes() {
    var grid = CellGrid(Size(width: 3, height: 1))
    grid[0, 0] = Cell("b", Style(.standard, [.bold]))
    grid[1, 0] = Cell("d", Style(.standard, [.dim, .underline]))
    grid[2, 0] = Cell("r", Style(.good, [.reverse]))
    let svg = SVGWriter().svg(grid)
    #expect(svg.contains("font-weight=\"bold\""))
    #expect(svg.contains("opacity=\"0.6\" text-decoration=\"underline\""))
    #expect(svg.contains("fill=\"\(Theme.dark.background.hex)\">r"))
    #expect(svg.contains("height=\"17\" fill=\"\(Theme.dark.color(.good).rgb.hex)\"/>"))
  }

  /// Tags open and close in order, attributes are quoted, and text holds no bare markup.
  private func isWellFormed(_ xml: String) -> Bool {
    var open: [Substring] = []
    var rest = xml[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { return false }
      let tag = rest[rest.index(after: start)..<end]
      guard !tag.contains("<"), tag.split(separator: "\"", omittingEmptySubsequences: false).count % 2 == 1
      else {
        return false
      }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else if !tag.hasSuffix("/") {
        open.append(tag.prefix { $0 != " " })
      }
      rest = rest[rest.index(after: end)...]
    }
    return open.isEmpty && !rest.contains(">")
  }
}
