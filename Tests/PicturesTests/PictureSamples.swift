import Canvas
import Charts
import Tracks

enum PictureSamples {
  /// A chart with everything there is.
  static func chart(_ glyphs: GlyphSet = .braille) -> LineChart {
    var chart = LineChart(title: "a < b & c", glyphs: glyphs)
    chart.lines = [
      PlotLine(Track([2, 1, .nan, 0.5]), label: "loss"), .plan(Track([1, 3], from: 4), style: Style(.lr)),
      .compared(Track([1, 2, 1e300, .infinity]), index: 1, label: "second"),
      .alternative(Track([0.2, 0.4, 0.1]), index: 0, label: "rebuilt"),
    ]
    chart.markers = [PlotMarker(x: 3), PlotMarker(x: 2, kind: .phase, label: "phase")]
    chart.secondX = SecondRuler(name: "step", factor: 10)
    chart.hasMarkerRow = true
    chart.cursor = 2
    return chart
  }

  /// Tags open and close in order, attributes are quoted, and text holds no bare markup.
  static func isWellFormed(_ xml: String) -> Bool {
    var open: [Substring] = []
    var rest = xml[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { return false }
      let tag = rest[rest.index(after: start)..<end]
      guard !tag.contains("<"), tag.split(separator: "\"", omittingEmptySubsequences: false).count % 2 == 1
      else {
        return false
      }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else if !tag.hasSuffix("/") {
        open.append(tag.prefix { $0 != " " })
      }
      rest = rest[rest.index(after: end)...]
    }
    return open.isEmpty && !rest.contains(">")
  }
}
