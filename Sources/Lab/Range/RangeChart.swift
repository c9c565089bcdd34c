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
    chart.x.name = "log10 lr"
    chart.x.labels = .number
    let (rates, losses) = finding.smoothed
    let label = finding.isSmoothed ? "" : "loss"
    chart.lines = [
      PlotLine(Self.track(finding.rates, finding.losses), label: label, style: Style(.muted)),
      PlotLine(Self.track(rates, losses), label: "smoothed", style: Style(.valLoss)),
    ]
    guard finding.suggested != nil else { return chart }
    chart.hasMarkerRow = true
    chart.markers = finding.suggestions.compactMap { one in
      one.rate.map {
        PlotMarker(x: log10($0), kind: .phase, label: String(one.name.drop { $0 != "." }.dropFirst()))
      }
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
