import Canvas
import TestSupport
import Testing
import Tracks

@testable import Charts

/// Points wherever they are: falling x, few values among many, and logs of uneven steps.
@Suite("Drawing tracks") struct TrackDrawingTests {
  private static func bare(_ tracks: [Track], _ end: Double, shape: PlotLine.Shape = .interpolated)
    -> LineChart
  {
    var chart = LineChart()
    chart.lines = tracks.map { PlotLine($0, shape: shape) }
    chart.y = Axis(bounds: .fixed(0, 1), isShown: false)
    chart.x = Axis(bounds: .fixed(1, end), isShown: false)
    return chart
  }

  private static func track(_ points: [(Double, Double)]) -> Track {
    points.reduce(into: Track()) { $0.append(x: $1.0, $1.1) }
  }

  /// The same points, their x kept in the other way: one by one.
  private static func unevenly(_ track: Track) -> Track {
    var copy = Track()
    copy.append(x: track.x(at: 0), track[0])
    copy.append(x: track.x(at: 0) + 0.3, 0)
    copy.removeAll(from: 1)
    for index in 1..<track.count { copy.append(x: track.x(at: index), track[index]) }
    return copy
  }

  @Test(arguments: [50, 300, 3_000, 100_000]) func segmentsAreNotConnected(_ count: Int) {
    let first = (1...count).map { (Double($0), 1.0) }
    let second = (count / 2...count).map { (Double($0), 0.0) }
    let grid = ChartSamples.grid(Self.bare([Self.track(first + second)], Double(count)), 20, 6)
    for y in 1..<5 { #expect((0..<20).allSatisfy { grid[$0, y].scalar == " " }) }
    #expect((0..<20).allSatisfy { grid[$0, 0].scalar != " " })
    #expect(
      (0..<9).allSatisfy { grid[$0, 5].scalar == " " } && (11..<20).allSatisfy { grid[$0, 5].scalar != " " })
  }

  @Test func fewValuesStandAtTheirOwnX() {
    let line = PlotLine(Self.track([(10, 1), (20, 0.5), (30, 0.25)])).placed(scale: 2, offset: 1)
    #expect(line.value(at: 21) == 1 && line.value(at: 41) == 0.5 && line.value(at: 61) == 0.25)
    #expect(line.value(at: 31) == 0.75 && line.value(at: 20) == nil && line.value(at: 62) == nil)
    #expect(line.end == 61)
    var held = line
    held.shape = .stepped
    #expect(held.value(at: 40) == 1 && held.value(at: 41) == 0.5)
  }

  @Test func theLatestSegmentHasTheValue() {
    let line = PlotLine(Self.track([(1, 1), (9, 1), (4, 0), (6, 0)]))
    #expect(line.value(at: 5) == 0 && line.value(at: 3) == 1 && line.value(at: 8) == 1)
  }

  /// However x is kept, the same points make the same picture.
  @Test(arguments: [2, 40, 79, 80, 81, 160, 1_000, 5_000, 60_000], [PlotLine.Shape.interpolated, .stepped])
  func theWayOfKeepingXIsNotSeen(_ count: Int, _ shape: PlotLine.Shape) {
    var noise = Noise(state: UInt64(count))
    let even = Track(noise.values(count).map(abs), from: 3, every: 2)
    for track in [even, Track(noise.values(count, gapsEvery: 97).map(abs))] {
      let end = track.xRange?.upperBound ?? 1
      let pictures = [track, Self.unevenly(track)].map {
        ChartSamples.grid(Self.bare([$0], end, shape: shape), 40, 6).text
      }
      #expect(pictures[0] == pictures[1])
    }
  }

  /// Between crowds of points the line goes on, and it leads out of the plot to points beyond.
  @Test(arguments: [PlotLine.Shape.interpolated, .stepped])
  func crowdsAreConnected(_ shape: PlotLine.Shape) {
    var points = (0..<5_000).map { (1 + Double($0) / 5_000, 1.0) }
    points += (0..<5_000).map { (50 + Double($0) / 5_000, 1.0) } + [(400, 1)]
    let grid = ChartSamples.grid(Self.bare([Self.track(points)], 100, shape: shape), 30, 2)
    #expect((0..<30).allSatisfy { grid[$0, 0].scalar != " " })
    let late = ChartSamples.grid(Self.bare([Self.track(points)], 20, shape: shape), 30, 2)
    #expect((0..<30).allSatisfy { late[$0, 0].scalar != " " })
  }

  /// What the legends show of a line is how the chart draws it, for any number of lines.
  @Test(arguments: GlyphSet.allCases) func samplesAreTheBeginningOfTheLine(_ glyphs: GlyphSet) {
    let height: [GlyphSet: Double] = [.braille: 1.0 / 3, .block: 0, .ascii: 0.5]
    for index in 0..<12 {
      var chart = Self.bare([Track([height[glyphs] ?? 0, height[glyphs] ?? 0], from: 1, every: 99)], 100)
      chart.glyphs = glyphs
      chart.lines[0].dash = .line(index)
      let row = ChartSamples.grid(chart, 30, 1)
      let drawn = String(String.UnicodeScalarView((0..<30).map { row[$0, 0].scalar }))
      let sample = DashPattern.line(index).sample(glyphs)
      if glyphs == .ascii {
        #expect(Set(sample) == Set(drawn).subtracting(" "))
      } else {
        #expect(drawn.hasPrefix(sample))
      }
    }
  }
}
