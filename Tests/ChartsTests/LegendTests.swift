import Canvas
import Testing
import Tracks

@testable import Charts

@Suite("Legends") struct LegendTests {
  private static func chart(_ labels: [String], title: String = "", numbered: Bool = false) -> LineChart {
    var chart = LineChart(title: title)
    chart.lines = labels.enumerated().map {
      numbered ? .compared(Track([1]), index: $0, label: $1) : PlotLine(Track([1]), label: $1)
    }
    return chart
  }

  private static func texts(_ chart: LineChart, _ width: Int, _ height: Int) -> [String] {
    Legend(chart, at: Size(width: width, height: height)).rows.joined().map(\.text)
  }

  @Test func wholeLabelsWhereTheyFit() {
    let chart = Self.chart(["one", "two"], title: "title")
    #expect(Self.texts(chart, 40, 5) == ["one", "two"])
    #expect(chart.legendIsWhole(at: Size(width: 40, height: 5)))
    #expect(!chart.legendIsWhole(at: Size(width: 20, height: 5)))
  }

  @Test func longLabelsAreCutAndNoneIsLeftOut() {
    let labels = (0..<4).map {
      "SequentialLR(schedulers=[LinearLR(), CosineAnnealingLR(T_max=\($0))], milestones=[5])"
    }
    let texts = Self.texts(Self.chart(labels, numbered: true), 40, 12)
    #expect(texts.count == 4)
    #expect(texts.enumerated().allSatisfy { $1.hasPrefix("\($0 + 1) Sequ") && $1.hasSuffix("…") })
  }

  /// For any number of lines at any size: all of them by their numbers, or as many as fit and the count of the rest.
  @Test(arguments: [1, 2, 5, 12, 40, 150]) func everyLineCounts(_ count: Int) {
    for numbered in [true, false] {
      let chart = Self.chart(
        Array(repeating: "a label of some length", count: count), title: "title", numbered: numbered)
      for width in [8, 13, 40, 80, 200] {
        for height in [3, 6, 12, 24, 60] {
          let legend = Legend(chart, at: Size(width: width, height: height))
          #expect(legend.rows.count <= max(1, height / 2))
          #expect(legend.rows.allSatisfy { $0.reduce(0) { $0 + $1.width } <= width })
          let entries = legend.rows.joined()
          let named = entries.filter { $0.line != nil }.count
          let rest = entries.last.flatMap { $0.line == nil ? Int($0.text.dropFirst()) : nil } ?? 0
          #expect(named + rest == count, "\(count) lines at \(width)x\(height)")
        }
      }
    }
  }

  @Test func titlesThatAreCutSaySo() {
    let chart = LineChart(title: "a title that is longer than the chart is wide")
    #expect(ChartSamples.grid(chart, 20, 5).text.hasPrefix("a title that is lon…\n"))
    var ascii = chart
    ascii.glyphs = .ascii
    #expect(ChartSamples.grid(ascii, 20, 5).text.hasPrefix("a title that is lo..\n"))
  }
}
