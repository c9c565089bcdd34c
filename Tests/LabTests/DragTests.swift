import Canvas
import Testing

@testable import Lab

/// What a drag of the mouse over a chart does.
@Suite struct DragTests {
  private func lab(_ width: Int = 100, _ height: Int = 30) -> Lab {
    LogSamples.lab([LogSamples.csv(1...101)], width, height)
  }

  /// The columns of the chart over the shared x.
  private func plot(_ lab: Lab) throws -> Rect {
    var lab = lab
    _ = lab.update(.key(.click(Point(x: lab.size.width / 2, y: 5))))
    return try #require(lab.drag?.plot)
  }

  private func drag(_ lab: inout Lab, from start: Int, to end: Int, letsGo: Bool = true) {
    _ = lab.update(.key(.click(Point(x: start, y: 5))))
    for x in stride(from: start, through: end, by: start < end ? 1 : -1) {
      _ = lab.update(.key(.drag(Point(x: x, y: 5))))
    }
    if letsGo { _ = lab.update(.key(.release(Point(x: end, y: 5)))) }
  }

  @Test(arguments: [false, true]) func whereAllIsShownItSelectsAStretch(isBackwards: Bool) throws {
    var lab = lab()
    let plot = try plot(lab)
    let ends = [plot.x + plot.width / 4, plot.x + plot.width / 2]
    let before = lab.frame
    drag(&lab, from: ends[isBackwards ? 1 : 0], to: ends[isBackwards ? 0 : 1], letsGo: false)
    #expect(lab.zoom == nil && lab.frame != before && lab.frame.text.contains("let go"))
    _ = lab.update(.key(.release(Point(x: 0, y: 5))))
    // From 1 to 101 over the whole width.
    #expect(abs(lab.scale.start - 26) < 2 && abs(lab.scale.end - 51) < 2, "\(lab.scale)")
    #expect(lab.drag == nil)
    lab.press("0")
    #expect(lab.scale.domain == 1...101)
  }

  @Test func whereAPartIsShownItMovesAndStopsAtTheEnds() throws {
    var lab = lab()
    lab.press("++")
    let plot = try plot(lab)
    let width = lab.scale.end - lab.scale.start
    #expect(lab.scale.end == 101)
    drag(&lab, from: plot.x + 10, to: plot.maxX - 10)
    let moved = Double(plot.width - 20) / Double(plot.width - 1) * width
    #expect(abs(lab.scale.end - (101 - moved)) < 1, "\(lab.scale)")
    #expect(abs(lab.scale.end - lab.scale.start - width) < 1e-9)
    for _ in 0..<20 { drag(&lab, from: plot.x + 2, to: plot.maxX - 2) }
    #expect(lab.scale.start == 1)
    for _ in 0..<20 { drag(&lab, from: plot.maxX - 2, to: plot.x + 2) }
    // At the end of the data it follows them again.
    #expect(lab.scale.end == 101 && lab.zoom?.end == nil)
  }

  @Test func aClickIsNoDrag() throws {
    var lab = lab()
    let plot = try plot(lab)
    _ = lab.update(.key(.click(Point(x: plot.x + 5, y: 5))))
    #expect(lab.notice?.text.hasPrefix("let go to put the cursor there") == true)
    _ = lab.update(.key(.release(Point(x: plot.x + 5, y: 5))))
    #expect(lab.zoom == nil && lab.cursor != nil && lab.drag == nil)
  }

  @Test func outsideOfChartsItSaysSo() {
    var lab = lab()
    _ = lab.update(.key(.click(Point(x: 0, y: 0))))
    _ = lab.update(.key(.drag(Point(x: 9, y: 0))))
    #expect(lab.notice?.isRefusal == true)
    lab.press("?")
    _ = lab.update(.key(.drag(Point(x: 9, y: 9))))
    #expect(lab.notice?.isRefusal == true)
  }

  @Test(arguments: ["z", "o"]) func itWorksInEveryLayout(key: String) throws {
    var lab = lab(120, 40)
    lab.press(key)
    let plot = try plot(lab)
    drag(&lab, from: plot.x + 5, to: plot.x + 40)
    #expect(lab.zoom != nil)
  }
}
