import Canvas
import Charts
import Tracks

#if canImport(Glibc)
  import Glibc
#endif

/// The loss over the logarithm of the rate, with what each function names.
package struct RangeChart {
  private let finding: RangeFinding
  private let title: String
  private let lossName: String

  package init(_ finding: RangeFinding, title: String, lossName: String) {
    (self.finding, self.title, self.lossName) = (finding, title, lossName)
  }

  package func chart(_ glyphs: GlyphSet) -> LineChart {
    var chart = LineChart(title: title, glyphs: glyphs)
    chart.y.name = lossName
    chart.x.name = "lr"
    chart.x.labels = .power
    if let first = finding.rates.first, let last = finding.rates.last, first > 0, last > first {
      chart.x.bounds = .fixed(log10(first), log10(last))
    }
    let (rates, losses) = finding.smoothed
    let label = finding.isSmoothed ? "" : "loss"
    chart.lines = [
      PlotLine(Self.track(finding.rates, finding.losses), label: label, style: Style(.muted)),
      PlotLine(Self.track(rates, losses), label: "smoothed", style: Style(.valLoss)),
    ]
    guard finding.suggested != nil else { return chart }
    chart.hasMarkerRow = true
    chart.markers = finding.suggestions.enumerated().compactMap { index, one in
      one.rate.map { PlotMarker(x: log10($0), kind: .phase, label: "\(index + 1) \(one.function)") }
    }
    .sorted { $0.x < $1.x }
    return chart
  }

  private static func track(_ rates: [Double], _ losses: [Double]) -> Track {
    var track = Track()
    for (rate, loss) in zip(rates, losses) { track.append(x: log10(rate), loss) }
    return track
  }
}
