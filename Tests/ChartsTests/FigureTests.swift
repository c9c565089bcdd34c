import Canvas
import Testing
import Tracks

@testable import Charts

/// Charts as vector pictures.
@Suite("Figures") struct FigureTests {
  private static let scale = FigureScale(font: 12)

  private static func chart(_ lines: [PlotLine], log: Bool = false) -> LineChart {
    var chart = LineChart(title: "chart")
    chart.lines = lines
    chart.y.scale = log ? .log : .linear
    return chart
  }

  private static func frame(_ chart: LineChart, width: Double = 400, height: Double = 300) -> FigureFrame {
    FigureLayout(chart, in: SceneRect(x: 0, y: 0, width: width, height: height), scale).frame
  }

  // MARK: Axes

  static let ranges: [ClosedRange<Double>] = [
    0...0.1, 0.003...0.0931, 0.349...0.417, 1e-9...3e-7, 5...1_281_167, -3...4, -0.02...(-0.001), 1e-10...0.4,
    0.5...0.5, 0...0, 1e6...1.00001e6, 2.2e-5...9e-4, 0.011...0.019, 1e-300...1e300,
  ]

  @Test(arguments: ranges, [Axis.Scale.linear, .log])
  func bothEndsHaveLabelsAndTicksAreEven(_ range: ClosedRange<Double>, _ kind: Axis.Scale) {
    var extremes = Extremes()
    extremes.add(range.lowerBound)
    extremes.add(range.upperBound)
    for intervals in 1...10 {
      let axis = FigureAxis(vertical: Axis(kind), showing: extremes, intervals: intervals)
      let values = axis.marks.map(\.value)
      guard kind == .linear || extremes.positiveRange != nil else { continue }
      guard values.count >= 2 else {
        Issue.record("\(range) \(kind) \(intervals): \(values)")
        continue
      }
      // Beyond 1e290 nothing is shown.
      if let shown = kind == .log ? extremes.positiveRange : range, shown.upperBound < 1e290 {
        #expect(axis.lower <= shown.lowerBound * (1 + 1e-5) || shown.lowerBound < 0)
        #expect(axis.upper >= shown.upperBound * (1 - 1e-5) || shown.upperBound < 0)
      }
      #expect(
        values == values.sorted()
          && Set(axis.marks.map { $0.label.text + "^" + $0.label.exponent }).count == values.count)
      let steps = zip(values, values.dropFirst()).map { $1 - $0 }
      if kind == .linear {
        #expect(values.first == axis.lower && values.last == axis.upper, "\(range) \(intervals): \(values)")
        let largest = steps.max() ?? 0
        #expect(steps.allSatisfy { abs($0 - largest) < 1e-6 * largest }, "\(range) \(intervals): \(values)")
      }
    }
  }

  @Test func logarithmicAxesWithDecadesEndInPowersOfTen() {
    var extremes = Extremes()
    for value in [3e-7, 0.4] { extremes.add(value) }
    for intervals in 2...12 {
      let axis = FigureAxis(vertical: Axis(.log), showing: extremes, intervals: intervals)
      #expect(axis.marks.first?.value == axis.lower && axis.marks.last?.value == axis.upper)
      #expect(axis.marks.allSatisfy { $0.label.text == "10" && !$0.label.exponent.isEmpty })
      #expect(axis.marks.count <= intervals + 2)
    }
    let fine = FigureAxis(vertical: Axis(.log), showing: extremes, intervals: 8)
    #expect(fine.minorTicks.count == 7 * 8)
  }

  /// A rate of 0.1 that was kept as a float does not open another decade.
  @Test func powersOfTenAreThemselvesWithinTheDigitsOfALog() {
    var extremes = Extremes()
    for value in [Double(Float(0.1)), Double(Float(1e-4)) * (1 - 1e-7)] { extremes.add(value) }
    let axis = FigureAxis(vertical: Axis(.log), showing: extremes, intervals: 8)
    #expect(axis.marks.map(\.label.exponent) == ["−4", "−3", "−2", "−1"])
  }

  /// Counts begin with the first and end with the last, whatever they are, and no two labels touch.
  @Test(arguments: [2, 3, 7, 10, 30, 60, 90, 99, 100, 101, 112_680, 1_000_000, 9_999_999])
  func theFirstAndTheLastCountHaveLabels(_ last: Int) {
    for width in stride(from: 60.0, to: 1_200, by: 37) {
      let bounds = Axis.Bounds.fixed(1, Double(last))
      let axis = FigureAxis(
        horizontal: Axis(bounds: bounds, labels: .count), showing: Extremes(), length: width, Self.scale)
      #expect(axis.marks.first?.value == 1 && axis.marks.last?.value == Double(last), "\(last) at \(width)")
      let places = axis.marks.map { ($0.value - 1) / Double(last - 1) * width }
      for index in axis.marks.indices.dropFirst() where width > 100 {
        let free = places[index] - places[index - 1]
        let needed =
          (axis.marks[index].label.width(Self.scale) + axis.marks[index - 1].label.width(Self.scale)) / 2
        #expect(free > needed, "\(last) at \(width): \(axis.marks.map(\.label.text))")
      }
    }
  }

  // MARK: Curves

  @Test func stepsAreStepsAndEqualValuesOnePiece() {
    let line = PlotLine(Track([1, 1, 1, 0.5, 0.5]), shape: .stepped)
    let frame = Self.frame(Self.chart([line]))
    let points = FigureCurve(line, in: frame).lines
    let (left, right, fall) = (frame.left(of: 1), frame.left(of: 5), frame.left(of: 4))
    #expect(
      points == [
        [
          ScenePoint(left, frame.top(of: 1)), ScenePoint(fall, frame.top(of: 1)),
          ScenePoint(fall, frame.top(of: 0.5)), ScenePoint(right, frame.top(of: 0.5)),
        ]
      ])
  }

  @Test(arguments: [PlotLine.Shape.stepped, .interpolated]) func gapsAreGaps(_ shape: PlotLine.Shape) {
    let line = PlotLine(Track([1, 2, .nan, .nan, 3, .nan, 4, 5]), shape: shape)
    let frame = Self.frame(Self.chart([line]))
    let curve = FigureCurve(line, in: frame)
    #expect(curve.lines.count == 2 && curve.dots == [ScenePoint(frame.left(of: 5), frame.top(of: 3))])
    #expect(curve.lines.map { $0.last?.x } == [frame.left(of: 2), frame.left(of: 8)])
    #expect(
      curve.gaps == [frame.left(of: 2)...frame.left(of: 5), frame.left(of: 5)...frame.left(of: 7)])
  }

  @Test func whatALogarithmicAxisCannotShowIsLeftOutButNoGap() {
    let line = PlotLine(Track([1, 0, 0.1, -1, 0.01]))
    let curve = FigureCurve(line, in: Self.frame(Self.chart([line], log: true)))
    #expect(curve.lines.isEmpty && curve.dots.count == 3 && curve.gaps.isEmpty)
  }

  @Test func segmentsAreNotJoined() {
    var track = Track()
    for x in [1.0, 2, 3, 2, 3, 4] { track.append(x: x, x) }
    let line = PlotLine(track)
    #expect(FigureCurve(line, in: Self.frame(Self.chart([line]))).lines.count == 2)
  }

  /// A million points come down to what the width shows, every extreme kept.
  @Test(arguments: [1_000, 100_000, 1_000_000]) func longTracksAreReducedToTheWidth(_ count: Int) {
    var track = Track()
    for index in 0..<count { track.append(index % 997 == 0 ? 5 : Double(index % 7) / 7) }
    track.append(-4)
    let line = PlotLine(track)
    let frame = Self.frame(Self.chart([line]))
    let curve = FigureCurve(line, in: frame)
    let points = curve.lines.joined()
    #expect(points.count <= 5 * Int(frame.plot.width) + 10)
    let tops = points.map(\.y)
    #expect(
      abs((tops.min() ?? 0) - frame.top(of: 5)) < 1e-9 && abs((tops.max() ?? 0) - frame.top(of: -4)) < 1e-9)
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.x <= $1.x })
  }

  /// A point outside leads out of the plot, but not to places no picture has.
  @Test func farOffValuesStayFinite() {
    var chart = Self.chart([PlotLine(Track([0.5, 1e300, 0.5, -1e300]))])
    chart.y.bounds = .fixed(0, 1)
    let curve = FigureCurve(chart.lines[0], in: Self.frame(chart))
    for point in curve.lines.joined() { #expect(abs(point.y) < 1e8 && abs(point.x) < 1e4) }
  }

  // MARK: Legends

  /// However many lines there are and however long their labels, each has its sample and at least its number.
  @Test(arguments: [1, 2, 5, 12, 40, 100], [0, 3, 20, 200])
  func noLineIsLeftOutOfTheLegend(_ count: Int, _ length: Int) {
    let lines = (0..<count).map { index in
      PlotLine.compared(Track([1, 2]), index: index, label: String(repeating: "m", count: length))
    }
    for (width, height) in [(200.0, 150.0), (800, 500), (2_000, 300)] {
      let scale = FigureScale(font: 12)
      let legend = FigureLegend(
        Self.chart(lines), width: width, title: 60, mostRows: Int(0.4 * height / scale.row), scale)
      let entries = legend.rows.joined()
      #expect(entries.map(\.line.number) == lines.map(\.number))
      #expect(entries.enumerated().allSatisfy { $1.text.hasPrefix("\($0 + 1)") })
      for entry in entries where entry.text.count > 3 {
        #expect(entry.x + scale.sample + scale.gap + scale.width(entry.text) <= width)
      }
      #expect(legend.isWhole == entries.allSatisfy { length == 0 || $0.text.hasSuffix("m") })
    }
  }

  // MARK: Pictures

  /// Every part at every size stays in the picture, and nothing is drawn where there is no room for it.
  @Test(arguments: [(30.0, 20.0), (100, 60), (160, 90), (320, 85), (800, 500), (1_600, 200)])
  func nothingLeavesThePicture(_ width: Double, _ height: Double) {
    var chart = Self.chart([
      PlotLine(Track([2, 1, .nan, 0.5]), label: "loss"), .plan(Track([1, 3], from: 4), style: Style(.lr)),
      .compared(Track([1, 2, .infinity]), index: 1, label: "second"),
    ])
    chart.markers = [PlotMarker(x: 3), PlotMarker(x: 2, kind: .phase, label: "phase two")]
    chart.secondX = SecondRuler(name: "step", factor: 1_252)
    (chart.hasMarkerRow, chart.cursor, chart.y.name) = (true, 2, "learning rate")
    for charts in [[chart], [chart, chart]] {
      let scene = ChartStack(charts).scene(width: width, height: height, font: 12)
      for item in scene.items {
        guard case .polyline(let points, _) = item.shape, item.clip == nil else { continue }
        for point in points {
          #expect(point.x > -1 && point.x < width + 1 && point.y > -12 && point.y < height + 12)
        }
      }
      for case .text(let text) in scene.items.map(\.shape) where width >= 320 && !text.isUpright {
        #expect(text.origin.x + text.start > -1 && text.origin.x + text.start + text.width < width + 1)
      }
    }
  }

  @Test func chartsAboveEachOtherAlign() {
    let stack = ChartStack([
      Self.chart([PlotLine(Track([1e-7, 3e-7]), label: "lr")]), Self.chart([PlotLine(Track([1, 2_000]))]),
    ])
    let axes = stack.scene(width: 600, height: 400, font: 12).items.compactMap { item -> Double? in
      guard case .polyline(let points, let stroke) = item.shape, points.count == 2, stroke.ink == Ink(.muted),
        points[0].x == points[1].x, points[1].y - points[0].y > 50
      else { return nil }
      return points[0].x
    }
    #expect(axes.count == 2 && axes[0] == axes[1])
  }

  @Test func aPictureKeepsFiguresAndDrawsTheRest() {
    var grid = CellGrid(Size(width: 40, height: 12), collectsFigures: true)
    Self.chart([PlotLine(Track([1, 2]))]).draw(into: &grid, rect: Rect(x: 2, y: 1, width: 30, height: 10))
    #expect(
      grid.figures?.map(\.rect) == [Rect(x: 2, y: 1, width: 30, height: 10)]
        && grid.text == CellGrid(grid.size).text)
    var cells = CellGrid(grid.size)
    Self.chart([PlotLine(Track([1, 2]))]).draw(into: &cells, rect: Rect(x: 2, y: 1, width: 30, height: 10))
    #expect(cells.figures == nil && cells != grid)
  }

  /// A mark is drawn for each change, unless they would lie over each other.
  @Test func changesAreMarkedWhereTheyCanBeToldApart() {
    func marks(_ count: Int) -> Int {
      var chart = Self.chart([PlotLine(Track((0..<1_000).map { Double($0) }))])
      chart.markers = (0..<count).map { PlotMarker(x: 1 + Double($0) * 999 / Double(max(1, count))) }
      return ChartStack([chart]).scene(width: 500, height: 300, font: 12).items.count { item in
        if case .polygon = item.shape { return true }
        return false
      }
    }
    #expect(marks(0) == 0 && marks(1) == 1 && marks(9) == 9 && marks(30) == 30 && marks(500) == 0)
  }

  /// Those outside of the axis are left out; a single point is wide enough to be seen.
  @Test func shadesStandBehindTheCurves() {
    var chart = Self.chart([PlotLine(Track((0..<100).map { Double($0) }))])
    chart.shades = [PlotShade(20...40), PlotShade(60...60), PlotShade(500...600)]
    let items = ChartStack([chart]).scene(width: 500, height: 300, font: 12).items
    let shades = items.compactMap { item -> SceneRect? in
      guard case .rect(let rect, let ink) = item.shape, ink.role == .warning else { return nil }
      return rect
    }
    #expect(shades.count == 2 && shades[0].width > 50 && shades[1].width >= 1)
    let curve = items.firstIndex { item in
      if case .polyline(_, let stroke) = item.shape { return stroke.ink.strength > Ink.faint }
      return false
    }
    let shade = items.firstIndex { item in
      if case .rect(_, let ink) = item.shape { return ink.role == .warning }
      return false
    }
    #expect(shade.map { place in curve.map { place < $0 } ?? false } ?? false)
  }
}
