import Canvas
import TestSupport
import Testing

@testable import Charts

@Suite struct TimeTickTests {
  static let lengths: [(Double, String)] = [
    (0, "0"), (30, "30s"), (90, "1m30"), (600, "10m"), (3_600, "1h"), (5_400, "1h30"), (3_900, "1h05"),
    (86_400, "1d"), (93_600, "1d2h"), (-60, "-1m"),
  ]

  @Test(arguments: lengths) func lengthsInWords(seconds: Double, text: String) {
    #expect(ElapsedText.of(seconds) == text)
  }

  /// Never more than were asked for, all inside, at equal distances.
  @Test func ticksOfEveryRange() {
    for span in [1.0, 7, 59, 61, 600, 4_000, 86_000, 90_000, 1e6, 1e8, 1e9] {
      for intervals in [1, 3, 10] {
        for isClock in [false, true] {
          let ticks = TimeTicks.ticks(from: 1e9, to: 1e9 + span, intervals: intervals, isClock: isClock)
          #expect(ticks.count <= intervals + 1)
          #expect(ticks.allSatisfy { 1e9 - 1...(1e9 + span + 1) ~= $0.value })
        }
      }
    }
    #expect(TimeTicks.ticks(from: 0, to: .infinity, intervals: 3, isClock: false).isEmpty)
    #expect(TimeTicks.ticks(from: 3, to: 3, intervals: 3, isClock: true).isEmpty)
  }

  @Test func shadesAndCountsLieUnderTheCurve() {
    var chart = LineChart(title: "loss")
    chart.lines = [PlotLine(.init([4, 3, 2, 2, 2, 2]))]
    chart.shades = [PlotShade(4...5)]
    chart.markers = (4...6).map { PlotMarker(x: Double($0), kind: .count, label: "\($0 - 3)") }
    var grid = CellGrid(Size(width: 30, height: 9))
    chart.draw(into: &grid, rect: grid.bounds)
    expectFrame(
      grid,
      """
      loss
      4┤    ⠈⢢            ░░░░░░
       │      ⠑⡄          ░░░░░░
       │       ⠈⢢         ░░░░░░
      3┤         ⠑⢄       ░░░░░░
       │           ⠱⡀     ░░░░░░
      2┤            ⠈⠢⣀⣀⣀⣀1⣀⣀⣀⣀2⣀⣀⣀3
       └┬────────┬────────┬────────┬
        0        2        4        6
      """)
  }
}
