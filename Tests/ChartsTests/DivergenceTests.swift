import Canvas
import Testing
import Tracks

@testable import Charts

@Suite("Diverged lines") struct DivergenceTests {
  private static let upAndAway = [2, 10, 1e5, 1e40, 1e290, .nan]

  private static func chart(_ tracks: [[Double]], log: Bool = false, glyphs: GlyphSet = .braille) -> LineChart
  {
    var chart = LineChart(glyphs: glyphs)
    chart.lines = tracks.enumerated().map { .compared(Track($1), index: $0, label: "") }
    chart.y.scale = log ? .log : .linear
    chart.showsLegend = false
    return chart
  }

  @Test(arguments: [false, true]) func othersKeepTheAxis(log: Bool) {
    let chart = Self.chart([[1, 0.5, 0.25, 0.2, 0.1, 0.1], Self.upAndAway], log: log)
    #expect(chart.extremes.max <= (log ? 2_000 : 4))
    #expect(chart.extremes.min == 0.1)
    #expect(ChartSamples.grid(chart, 60, 16).text.contains("× 2 diverged @4"))
    let ascii = Self.chart([[1, 0.5], Self.upAndAway], log: log, glyphs: .ascii)
    #expect(ChartSamples.grid(ascii, 60, 16).text.contains("! 2 diverged @4"))
  }

  /// Its rise is drawn as far as the top edge.
  @Test func theLineLeavesThroughTheTop() {
    let grid = ChartSamples.grid(Self.chart([[1, 1, 1, 1, 1, 1], Self.upAndAway]), 60, 16)
    let gutter = 3
    #expect(
      (gutter..<60).contains { grid[$0, 0].scalar != " " && grid[$0, 0].style.foreground == .series(1) })
  }

  @Test func whatHasNotDivergedIsNeverCut() {
    for values in [
      [1e-12, 1e-6, 1, 1e6, 1e12], [0.5, 1e29], [1, 1e200, 1], [1, .nan, 1], [-1e12, 3], [.infinity, 2],
    ] {
      let chart = Self.chart([values, [1, 1]], log: true)
      #expect(chart.lines[0].track.divergence == nil)
      #expect(chart.extremes.max == values.filter(\.isFinite).max().map { max($0, 1) })
      #expect(chart.extremes.min == values.filter(\.isFinite).min().map { min($0, 1) })
    }
  }

  @Test(arguments: [
    ([1, .nan], 1), ([.nan], 0), ([1, .nan, 2, .infinity, .nan], 3), ([1, 1e31, 1e40], 1), ([1, -1e31], 1),
    ([1e300, 1e300], 0), ([1, 5, .nan, 1e99, -.infinity], 2),
  ])
  func theFirstOfTheUselessValuesAtTheEndIsFound(_ values: [Double], _ index: Int) {
    #expect(Track(values).divergence == index)
  }

  @Test func theMarkStandsAtItsX() {
    var chart = Self.chart([[1, 1, .nan]])
    chart.lines[0] = chart.lines[0].placed(scale: 45)
    #expect(ChartSamples.grid(chart, 60, 16).text.contains("diverged @135"))
    var times = Track()
    for x in [0.5, 1.25] { times.append(x: x, .nan) }
    chart.lines = [PlotLine(times)]
    #expect(ChartSamples.grid(chart, 60, 16).text.contains("diverged @0.5"))
  }

  /// However many, and however little room there is, nothing traps, and each is marked where it can be.
  @Test func manyDiverge() {
    let chart = Self.chart(Array(repeating: Self.upAndAway, count: 12) + [[1e308, -1e308], [.nan]])
    for (width, height) in [(0, 0), (1, 1), (5, 3), (12, 6), (60, 30)] {
      #expect(ChartSamples.grid(chart, width, height).size == Size(width: width, height: height))
    }
    let text = ChartSamples.grid(chart, 80, 40).text
    for number in 1...9 { #expect(text.contains("× \(number) ")) }
  }
}
