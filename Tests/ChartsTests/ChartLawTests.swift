import Canvas
import TestSupport
import Testing
import Tracks

@testable import Charts

@Suite struct ChartLawTests {
  private static let sizes = [0, 1, 2, 3, 5, 8, 13, 26]

  @Test(arguments: GlyphSet.allCases) func nothingIsDrawnOutsideTheRectangle(_ glyphs: GlyphSet) {
    for width in Self.sizes {
      for height in Self.sizes {
        for origin in [Point(x: 2, y: 1), Point(x: -3, y: -2), Point(x: 27, y: 26)] {
          var grid = CellGrid(Size(width: 30, height: 28))
          grid.fill(grid.bounds, with: Cell("#"))
          let rect = Rect(x: origin.x, y: origin.y, width: width, height: height)
          ChartSamples.busy(glyphs).draw(into: &grid, rect: rect)
          let isUntouched = isUntouched(grid, outside: rect)
          #expect(isUntouched, "\(glyphs) \(rect)")
        }
      }
    }
  }

  private func isUntouched(_ grid: CellGrid, outside rect: Rect) -> Bool {
    (0..<grid.size.height).allSatisfy { y in
      (0..<grid.size.width).allSatisfy { x in
        rect.contains(Point(x: x, y: y)) || grid[x, y] == Cell("#")
      }
    }
  }

  /// Whatever their labels are: those of the upper charts, which have no rulers, may be wider or narrower than with rulers.
  @Test(arguments: [0.1, 1, 2, 37, 4_000, 3e-7]) func chartsInAStackShareTheirAxis(_ largest: Double) {
    for height in 10...40 {
      for width in stride(from: 20, through: 80, by: 6) {
        var charts = [ChartSamples.steps(.braille), ChartSamples.losses(.braille)]
        charts[0].lines.append(PlotLine(Track([0, largest])))
        charts[1].y.scale = height % 2 == 0 ? .log : .linear
        let rows = ChartStack(charts).grid(Size(width: width, height: height)).text.split(separator: "\n")
        let axes = rows.compactMap { row in
          Array(row.unicodeScalars).firstIndex { "│┤└".unicodeScalars.contains($0) }
        }
        #expect(Set(axes).count <= 1, "\(width)x\(height)")
      }
    }
  }

  @Test func asciiChartsAreSevenBit() {
    for width in Self.sizes {
      for height in Self.sizes {
        let grid = ChartSamples.grid(ChartSamples.busy(.ascii), width, height)
        #expect(grid.cells.allSatisfy { (0x20...0x7E).contains($0.scalar.value) })
      }
    }
  }

  @Test func blockChartsNeedNoBraille() {
    let grid = ChartSamples.grid(ChartSamples.busy(.block), 60, 20)
    #expect(!grid.cells.contains { (0x2800...0x28FF).contains($0.scalar.value) })
  }

  /// Values no chart was made for: each is drawn as something, and none traps.
  @Test func hostileValuesAreSurvived() {
    let values: [[Double]] = [
      [], [.nan], [.infinity, -.infinity], [0], [-0.0, 0], [1e308, -1e308], [5e-300, 1e300], [.nan, 1, .nan],
      [.leastNonzeroMagnitude], [.greatestFiniteMagnitude, 0, -.greatestFiniteMagnitude], [-5, -5],
    ]
    let bounds: [Axis.Bounds] = [
      .auto, .fixed(0, 0), .fixed(9, -9), .fixed(.nan, 1), .fixed(-.infinity, .infinity),
      .fixed(1e308, -1e308),
    ]
    for series in values {
      for bound in bounds {
        for scale in [Axis.Scale.linear, .log] {
          for start in [1, -1e300, 1e300, .nan] {
            var chart = ChartSamples.busy(.braille)
            chart.lines.append(PlotLine(Track(series, from: start), shape: .stepped))
            chart.lines.append(PlotLine(Track(series, from: start)))
            chart.markers.append(PlotMarker(x: start))
            (chart.y.bounds, chart.x.bounds) = (bound, bound)
            (chart.y.scale, chart.x.scale) = (scale, scale)
            chart.cursor = start
            #expect(!ChartSamples.grid(chart, 40, 12).text.isEmpty)
          }
        }
      }
    }
  }

  /// Every value of a long run is seen: a spike of one value shows, wherever it is, and nothing else does.
  @Test(arguments: [200_000, 1_000_000]) func spikesAreNeverLost(_ count: Int) {
    var noise = Noise(state: UInt64(count))
    let scattered = (0..<12).map { _ in Int.random(in: 0..<count, using: &noise) }
    let spikes = [0, count / 3 / 1024 * 1024, count / 2 / 16 * 16 - 1, count - 1] + scattered
    var values = [Double](repeating: 0, count: count)
    for index in spikes { values[index] = 1 }
    var chart = LineChart()
    chart.lines = [PlotLine(Track(values))]
    chart.y.isShown = false
    chart.x = Axis(bounds: .fixed(1, Double(count)), isShown: false)
    let grid = ChartSamples.grid(chart, 80, 6)
    let top = (0..<80).filter { grid[$0, 0].scalar != " " }
    let places = spikes.map { $0 * 80 / count }
    for place in places { #expect(top.contains { abs($0 - place) <= 1 }, "\(place)") }
    for column in top { #expect(places.contains { abs($0 - column) <= 1 }, "\(column)") }
  }

  /// Dense and sparse drawing agree about a level line.
  @Test(arguments: [10, 39, 40, 41, 100, 10_000, 300_000]) func levelLinesAreLevel(_ count: Int) {
    var chart = LineChart()
    chart.lines = [PlotLine(Track(Array(repeating: 1, count: count)))]
    chart.y = Axis(bounds: .fixed(0, 1), isShown: false)
    chart.x = Axis(bounds: .fixed(1, Double(count)), isShown: false)
    #expect(ChartSamples.grid(chart, 20, 2).text == String(repeating: "⠉", count: 20) + "\n")
  }
}
