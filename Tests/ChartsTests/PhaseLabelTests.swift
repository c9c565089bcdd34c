import Canvas
import TestSupport
import Testing
import Tracks

@testable import Charts

/// What is written at the rules of phases, and what the mark of the cursor leaves alone.
@Suite struct PhaseLabelTests {
  /// Labels never lie over each other: those of one column stand together, and short ones may stand on their rule.
  @Test func labelsOfPhasesShareTheirPlace() {
    var chart = LineChart(glyphs: .braille)
    chart.lines = [PlotLine(Track((0..<40).map { _ in 0.2 }, from: 1), style: Style(.lr))]
    chart.y.bounds = .fixed(0, 1)
    chart.hasMarkerRow = true
    chart.markers = [
      (4, "1 valley"), (20, "2 steep"), (20.1, "3 slide"), (22, "4 minimum"), (23, "5 steepest"),
    ].map {
      PlotMarker(x: $0.0, kind: .phase, label: $0.1)
    }
    expectFrame(
      ChartSamples.grid(chart, 46, 8),
      """
         │    ┊1 valley        ┊ 4┊5 steepest
      1.0┤    ┊                ┊ ┊┊
         │    ┊                ┊ ┊┊
      0.5┤    ┊                ┊ ┊┊
         │ ⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀
      0.0┤    ┊                ┊ ┊┊
         └┬───┊┬────┬────┬─────┊─┊┊─┬────┬────┬────┬
          0    5    10   15    20   25   30   35  40
      """)
  }

  /// The mark of the cursor does not stand on a number.
  @Test func theCursorLeavesTheLabelsOfTheAxisAlone() {
    for glyphs in [GlyphSet.braille, .ascii] {
      var chart = ChartSamples.steps(glyphs)
      chart.title = ""
      let plain = ChartSamples.grid(chart, 30, 5).row(at: 4)
      for cursor in 1...20 {
        chart.cursor = Double(cursor)
        let row = ChartSamples.grid(chart, 30, 5).row(at: 4)
        for (before, now) in zip(plain, row) where before.isNumber { #expect(now == before, "\(row)") }
      }
    }
  }

  /// However many fall where, every cell of the top row belongs to one label, and no rule is lost.
  @Test(arguments: [20, 40, 80, 160], [GlyphSet.braille, .ascii])
  func labelsNeverRunIntoEachOther(width: Int, glyphs: GlyphSet) {
    var state: UInt64 = 3
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for _ in 0..<40 {
      var chart = LineChart(glyphs: glyphs)
      chart.lines = [PlotLine(Track(Array(repeating: 0.0, count: 100), from: 1), style: Style(.lr))]
      chart.y.bounds = .fixed(-1, 1)
      chart.hasMarkerRow = true
      let words = ["valley", "steepest", "CosineAnnealingLR", "x"]
      chart.markers = (0..<1 + random(7)).map {
        PlotMarker(x: Double(1 + random(100)), kind: .phase, label: "\($0 + 1) \(words[random(4)])")
      }
      let row = ChartSamples.grid(chart, width, 9).row(at: 0)
      let count = chart.markers.count
      // Words, and numbers that there are.
      for piece in row.split(whereSeparator: { " ┊:│|,".contains($0) }).map(String.init) {
        let isNumber = Int(piece).map { 1...count ~= $0 } ?? false
        #expect(isNumber || words.contains(piece), "\(row)")
      }
      #expect(row.contains(glyphs.isUnicode ? "┊" : ":") || row.contains { $0.isNumber })
    }
  }
}
