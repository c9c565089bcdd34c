import Canvas
import Charts
import Pictures
import Testing
import Tracks

@Suite struct SVGWriterTests {
  @Test(arguments: GlyphSet.allCases) func screensAreWellFormed(_ glyphs: GlyphSet) {
    let grid = ChartStack([PictureSamples.chart(glyphs)]).grid(Size(width: 60, height: 20))
    for theme in Theme.all {
      let svg = SVGWriter(theme: theme).svg(Scene(grid))
      #expect(PictureSamples.isWellFormed(svg))
      #expect(svg == SVGWriter(theme: theme).svg(Scene(grid)))
    }
  }

  @Test func markupInTextIsEscaped() {
    var grid = CellGrid(Size(width: 12, height: 1))
    grid.write("a<b>&\"c\" ", x: 0, y: 0)
    let svg = SVGWriter().svg(Scene(grid))
    #expect(PictureSamples.isWellFormed(svg))
    #expect(svg.contains(">a&lt;b&gt;&amp;&quot;c&quot;"))
  }

  @Test func textIsMadeSafe() {
    var scene = Scene(width: 100, height: 20)
    scene.write(SceneText("a\u{1B}[31m\u{202E}b\nc", at: ScenePoint(0, 10), size: 10, Ink(.standard)))
    #expect(SVGWriter().svg(scene).contains(">a␛[31m?b?c</text>"))
  }

  @Test func brailleIsDrawnAsDots() {
    var grid = CellGrid(Size(width: 2, height: 1))
    grid.write("⠁⣿", x: 0, y: 0, style: Style(.lr))
    let svg = SVGWriter().svg(Scene(grid))
    #expect(!svg.contains("<text"))
    #expect(svg.split(separator: "h0").count - 1 == 1 + 8)
    #expect(svg.contains("stroke=\"\(Theme.dark.color(.lr).rgb.hex)\""))
  }

  @Test func framesAreDrawnAsShapesAndBlanksNotAtAll() {
    var grid = CellGrid(Size(width: 9, height: 3))
    grid.box(grid.bounds, glyphs: .braille, style: Style(.muted))
    #expect(!SVGWriter().svg(Scene(grid)).contains("<text"))
    #expect(Scene(CellGrid(Size(width: 9, height: 3))).items.isEmpty)
  }

  @Test func heavyFramesAreShapesToo() {
    var grid = CellGrid(Size(width: 3, height: 3))
    for (y, row) in ["┏━┓", "┃ ┃", "┗━┛"].enumerated() { grid.write(row, x: 0, y: y, style: Style(.accent)) }
    let rects = Scene(grid).items.compactMap { item -> SceneRect? in
      guard case .rect(let rect, _) = item.shape else { return nil }
      return rect
    }
    // An upright in each of the six cells at the sides, a bar above and below, all two points thick.
    #expect(rects.filter { $0.width == 2 && $0.height > 2 }.count == 6)
    #expect(rects.filter { $0.height == 2 && $0.width > 2 }.count == 2 && rects.count == 8)
  }

  @Test func stylesBecomeAttributes() {
    var grid = CellGrid(Size(width: 3, height: 1))
    grid[0, 0] = Cell("b", Style(.standard, [.bold]))
    grid[1, 0] = Cell("d", Style(.standard, [.dim, .underline]))
    grid[2, 0] = Cell("r", Style(.good, [.reverse]))
    let svg = SVGWriter().svg(Scene(grid))
    let dimmed = Theme.dark.rgb(Ink(.standard, strength: Ink.dimmed))
    #expect(svg.contains("font-weight=\"bold\">b<"))
    #expect(svg.contains("fill=\"\(dimmed.hex)\"") && svg.contains("text-decoration=\"underline\">d<"))
    #expect(svg.contains("<text fill=\"\(Theme.dark.background.hex)\""))
    #expect(svg.contains("<path fill=\"\(Theme.dark.color(.good).rgb.hex)\" d=\"M28 12h8v17h-8z\"/>"))
  }

  @Test func shapesOfOneClipStandInOneGroup() {
    var scene = Scene(width: 50, height: 50)
    let stroke = Stroke(Ink(.lr), width: 1)
    let clip = SceneRect(x: 1, y: 2, width: 3, height: 4)
    for _ in 0..<2 {
      scene.clipped(to: clip) { scene in
        scene.line(ScenePoint(0, 0), ScenePoint(9, 9), stroke)
        scene.line(ScenePoint(0, 9), ScenePoint(9, 0), stroke)
      }
      scene.line(ScenePoint(0, 5), ScenePoint(9, 5), stroke)
    }
    let svg = SVGWriter().svg(scene)
    #expect(PictureSamples.isWellFormed(svg))
    #expect(svg.split(separator: "<clipPath").count == 2 && svg.split(separator: "<g clip-path").count == 3)
  }

  /// Numbers as SVG has them, without exponents or names for what is not finite.
  @Test(arguments: [
    (0.0, "0"), (1.5, "1.5"), (-0.004, "0"), (-0.05, "-0.05"), (12.345, "12.35"), (1e300, "1000000000"),
    (100, "100"), (0.1 + 0.2, "0.3"),
  ])
  func numbersAreShort(_ value: Double, _ text: String) {
    var scene = Scene(width: 10, height: 10)
    scene.line(ScenePoint(value, 0), ScenePoint(0, 1), Stroke(Ink(.lr), width: 1))
    #expect(SVGWriter().svg(scene).contains("points=\"\(text),0 0,1\""))
  }
}
