import Canvas
import TestSupport
import Testing
import Tracks

@testable import Charts

/// Both ends of every axis have labels, and what is between them is even.
@Suite struct AxisEndTests {
  private static func extremes(_ values: Double...) -> Extremes {
    values.reduce(into: Extremes()) { $0.add($1) }
  }

  private static let ranges: [(Double, Double)] = [
    (0, 1), (0.33, 0.55), (0.05, 2.2), (1, 100), (0, 1e-7), (-3, 5), (123_456, 7_654_321), (2.3, 2.4),
    (0.1, 0.1),
    (-1e-3, -1e-4), (0.04, 0.69), (0.2, 0.21), (7, 13), (0, 0.7),
  ]

  @Test(arguments: ranges, 1...12) func linear(_ range: (Double, Double), intervals: Int) {
    let axis = ResolvedAxis(Axis(), showing: Self.extremes(range.0, range.1), intervals: intervals)
    let ticks = axis.ticks.filter(\.isMajor).map(\.value)
    #expect(ticks.first == axis.lower && ticks.last == axis.upper)
    #expect(ticks.count <= max(2, intervals + 1))
    let steps = zip(ticks, ticks.dropFirst()).map { $1 - $0 }
    #expect(steps.allSatisfy { abs($0 - steps[0]) < 1e-9 * (axis.upper - axis.lower) })
    #expect(axis.lower <= range.0 && axis.upper >= range.1)
    // No more than half of the axis is empty, but for one that is opened to zero.
    let (low, high) = (min(range.0, range.1), max(range.0, range.1))
    if low != high, !(low > 0 && low < 0.4 * high), !(high < 0) {
      #expect(axis.upper - axis.lower <= 2.01 * (high - low))
    }
  }

  @Test(arguments: [(1e-4, 0.1), (1e-10, 0.1), (3e-8, 2e-3), (0.02, 0.9), (1e-3, 0.04), (1e-7, 1)], 1...8)
  func logarithmic(_ range: (Double, Double), intervals: Int) {
    let axis = ResolvedAxis(Axis(.log), showing: Self.extremes(range.0, range.1), intervals: intervals)
    let labelled = axis.ticks.filter(\.isMajor)
    #expect(abs(labelled.first!.value / axis.lower - 1) < 1e-9)
    #expect(abs(labelled.last!.value / axis.upper - 1) < 1e-9)
    guard axis.upper / axis.lower > 1_000 else { return }
    let steps = zip(labelled, labelled.dropFirst()).map { ($1.value / $0.value).rounded() }
    #expect(Set(steps).count == 1)
  }

  @Test(
    arguments: [2.0, 3, 12, 30, 60, 97, 100, 300, 450, 1_000, 12_345, 112_680, 10_000_000],
    [1, 2, 3, 5, 8, 10])
  func counts(_ last: Double, intervals: Int) {
    let axis = ResolvedAxis(
      Axis(bounds: .fixed(1, last), labels: .count), showing: Extremes(), intervals: intervals)
    let values = axis.ticks.map(\.value)
    #expect(values.first == 1 && values.last == last)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    #expect(values.allSatisfy { $0 == $0.rounded() })
    let inner = values.dropFirst().dropLast()
    let steps = zip(inner, inner.dropFirst()).map { $1 - $0 }
    #expect(Set(steps).count <= 1)
    #expect(values.count <= intervals + 4)
  }

  /// Whatever the width, the last epoch has its label, and no two touch each other.
  @Test(arguments: [20, 33, 40, 61, 80, 120], [9, 40, 100, 2_000]) func theLastEpochIsLabelled(
    width: Int, last: Int
  ) {
    var chart = LineChart(title: "")
    chart.lines = [PlotLine(Track((1...last).map(Double.init)))]
    chart.x.bounds = .fixed(1, Double(last))
    let rows = ChartSamples.grid(chart, width, 9).text.split(separator: "\n")
    let labels = rows[rows.count - 1].split(separator: " ")
    let text = last == 2_000 ? "2000" : String(last)
    #expect(labels.filter { $0 != "epoch" }.last.map(String.init) == text, "\(rows[rows.count - 1])")
    #expect(labels.allSatisfy { $0 == "epoch" || Double($0.filter(\.isNumber)) != nil })
  }
}

/// A steep start leaves the axis to what follows, and says how high it was.
@Suite struct ClippedStartTests {
  private func chart(_ values: [Double], clips: Bool = true) -> LineChart {
    var chart = LineChart(title: "")
    chart.lines = [PlotLine(Track(values))]
    chart.x.bounds = .fixed(1, Double(values.count))
    chart.clipsStart = clips
    return chart
  }

  private let steep = (1...100).map { 0.3 + 9 / Double($0 * $0) }

  @Test func theAxisIsThatOfTheRest() {
    #expect(chart(steep).extremes.max < 0.6)
    #expect(chart(steep, clips: false).extremes.max == steep[0])
    #expect(ChartSamples.grid(chart(steep), 40, 9).text.contains("↑9.3"))
    #expect(!ChartSamples.grid(chart(steep, clips: false), 40, 9).text.contains("↑"))
    var ascii = chart(steep)
    ascii.glyphs = .ascii
    #expect(ChartSamples.grid(ascii, 40, 9).text.contains("^9.3"))
  }

  private static let gentle: [[Double]] = {
    let slow: [Double] = (1...100).map { 1 - Double($0) / 200 }
    let rising: [Double] = (1...100).map { Double($0) }
    let short: [Double] = (1...9).map { 9 / Double($0 * $0) }
    return [slow, rising, Array(repeating: 1, count: 100), short, [5], []]
  }()

  @Test(arguments: gentle) func whatIsNotSteepIsShown(values: [Double]) {
    #expect(chart(values).extremes == chart(values, clips: false).extremes)
    #expect(!ChartSamples.grid(chart(values), 40, 9).text.contains("↑"))
  }

  @Test func whoZoomsInSeesTheStart() {
    var near = chart(steep)
    near.x.bounds = .fixed(1, 10)
    #expect(near.extremes.max == steep[0])
  }

  @Test func aRiseLaterIsNeverCut() {
    var values = steep
    values[60] = 4
    #expect(chart(values).extremes.max == 4)
  }

  /// A run that was begun anew, beside one that has come far: what is the start of the one is all of the other.
  @Test(arguments: [1, 9, 10, 11, 49, 50, 51, 500, 999])
  func linesOfUnlikeLengths(count: Int) {
    let long = (1...1_000).map { 0.3 + 9 / Double($0 * $0) }
    let short = Array(long.prefix(count))
    for values in [[long, short], [short, long], [short, long, short]] {
      var chart = chart(long)
      chart.lines = values.map { PlotLine(Track($0)) }
      #expect(chart.extremes.max == (count > 50 ? long[50] : long[0]))
      #expect(ChartSamples.grid(chart, 40, 9).text.contains("↑9.3") == (count > 50))
    }
  }

  @Test func picturesSayItToo() {
    var texts: [String] = []
    let scene = ChartStack([chart(steep)]).scene(width: 400, height: 200, font: 10)
    for item in scene.items { if case .text(let text) = item.shape { texts.append(text.string) } }
    #expect(texts.contains("↑9.3"))
  }
}

/// The values that lines have come to, right of the plot.
@Suite struct EndTextTests {
  private func chart(_ ends: [Double], _ texts: [String]) -> LineChart {
    var chart = LineChart(title: "")
    chart.lines = zip(ends, texts).map { end, text in
      var line = PlotLine(Track([5, end]))
      line.endText = text
      return line
    }
    chart.x = Axis(bounds: .fixed(1, 2), isShown: false)
    chart.y.bounds = .fixed(0, 10)
    return chart
  }

  @Test func eachStandsAtItsHeightOrBesideItsNeighbor() {
    let grid = ChartSamples.grid(chart([10, 5, 5, 0], ["1 a", "2 b", "3 c", "4 d"]), 30, 7)
    let ends = grid.text.split(separator: "\n").map { String($0.suffix(4)) }
    #expect(ends.first == " 1 a" && ends.last == " 4 d")
    let middle = ends.dropFirst().dropLast().filter { $0.contains("b") || $0.contains("c") }
    #expect(middle == [" 2 b", " 3 c"])
  }

  @Test func moreThanThereAreRowsShareThem() {
    let text = ChartSamples.grid(chart([5, 5, 5, 5, 5], (1...5).map { "\($0) 0.417" }), 40, 3).text
    #expect(text.contains("1 2 3"))
  }

  @Test func narrowChartsDoWithout() {
    #expect(!ChartSamples.grid(chart([5], ["1 0.417"]), 14, 5).text.contains("0.417"))
  }

  /// All charts of a stack have the same plot, whatever is written beside one of them.
  @Test func chartsOfAStackAlign() {
    var upper = chart([5], ["x"])
    upper.lines[0].endText = nil
    let lower = chart([5], ["2 0.417"])
    let rows = ChartStack([upper, lower]).grid(Size(width: 40, height: 12)).text.split(separator: "\n")
    let widths = rows.map { $0.prefix { !"20.".contains($0) }.count }
    #expect(rows.contains { $0.hasSuffix("2 0.417") } && widths.max()! <= 40)
    #expect(!rows.contains { $0.count > 33 && !$0.hasSuffix("0.417") })
  }
}

/// Marks stand beside the curve, never on it.
@Suite struct MarkPlaceTests {
  @Test(arguments: GlyphSet.allCases, [4, 5, 6, 9, 14]) func noMarkCoversTheCurve(
    _ glyphs: GlyphSet, height: Int
  ) {
    for width in [18, 30, 61] {
      for log in [false, true] {
        var chart = ChartSamples.steps(glyphs)
        chart.lines = [PlotLine(Track((1...40).map { pow10(-($0 / 7)) }), style: Style(.lr), shape: .stepped)]
        chart.x.bounds = .fixed(1, 40)
        chart.y.scale = log ? .log : .linear
        chart.hasMarkerRow = height > 5
        chart.markers = []
        let bare = ChartSamples.grid(chart, width, height)
        chart.markers = (1...5).map { PlotMarker(x: Double(7 * $0)) }
        let marked = ChartSamples.grid(chart, width, height)
        let sign: Unicode.Scalar = glyphs.isUnicode ? "▼" : "v"
        for y in 0..<height {
          for x in 0..<width where marked[x, y].scalar == sign && bare[x, y].scalar != sign {
            #expect(bare[x, y].scalar == " " || bare[x, y].style.foreground == .muted, "\(width)x\(height)")
          }
        }
      }
    }
  }

  private func pow10(_ exponent: Int) -> Double { exponent == 0 ? 0.1 : pow10(exponent + 1) / 10 }
}
