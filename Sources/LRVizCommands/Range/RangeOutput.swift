import Canvas
import Charts
import JSON
import Predict
import Tracks

#if canImport(Glibc)
  import Glibc
#endif

/// `range --format json`
enum RangeJSON {
  static func text(_ runs: [RangeRun]) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("runs", array: { json in for run in runs { write(run, &json) } })
    }
    return json.text + "\n"
  }

  private static func write(_ run: RangeRun, _ json: inout JSONWriter) {
    json.object { json in
      json.member("path", run.path)
      json.member("points", run.test.rates.count)
      json.member("status", run.test.status.rawValue)
      member("nan_at", run.test.firstNaN, &json)
      member("minimum_at", run.test.lowest, &json)
      json.member(
        "suggestions",
        object: { json in
          for (name, rate) in run.test.suggestions { member(name, rate, &json) }
        })
      member("suggested", run.test.suggested, &json)
    }
  }

  private static func member(_ name: String, _ value: Double?, _ json: inout JSONWriter) {
    json.name(name)
    if let value { json.write(value) } else { json.null() }
  }
}

/// `range --format table`
enum RangeTable {
  static func text(_ runs: [RangeRun]) -> String { runs.map(text).joined() }

  private static func text(_ run: RangeRun) -> String {
    let test = run.test
    var lines = ["\(run.path): \(run.lossName), \(test.rates.count) points, \(words(test.status))"]
    if let lowest = test.lowest { lines.append("  least loss at \(NumberText.general(lowest))") }
    if let place = test.firstNaN {
      lines.append("  first loss that is no number at \(NumberText.general(place))")
    }
    let width = test.suggestions.map(\.name.count).max() ?? 0
    for (name, rate) in test.suggestions {
      lines.append("  \(name.padded(to: width))  \(rate.map { NumberText.general($0) } ?? "too few rows")")
    }
    lines.append(
      "  " + (test.suggested.map { "suggested: \(NumberText.general($0))" } ?? "nothing to suggest"))
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a status means.
  static func words(_ status: RangeTest.Status) -> String {
    switch status {
    case .ok: "the loss falls and turns"
    case .flat: "flat: the loss does not fall by more than chance, and what the functions name means nothing"
    case .neverRises: "the loss still falls at the end: the test may go further up"
    case .tooShort: "too short: fewer rows than the functions need"
    case .divergesAtOnce: "the loss rises from the start: begin the test lower"
    }
  }
}

/// The loss over the logarithm of the rate, with what each function names.
struct RangeChart {
  private let run: RangeRun

  init(_ run: RangeRun) { self.run = run }

  func stack(_ glyphs: GlyphSet) -> ChartStack {
    var chart = LineChart(title: run.path, glyphs: glyphs)
    chart.y.name = run.lossName
    chart.x.name = "log10 lr"
    chart.x.labels = .number
    var logged = Track()
    for (rate, loss) in zip(run.test.rates, run.test.losses) { logged.append(x: log10(rate), loss) }
    var smooth = Track()
    let recorded = run.test.smoothed
    for (rate, loss) in zip(recorded.rates, recorded.losses) { smooth.append(x: log10(rate), loss) }
    chart.lines = [
      PlotLine(logged, label: run.test.isSmoothed ? "" : "loss", style: Style(.muted)),
      PlotLine(smooth, label: "smoothed", style: Style(.valLoss)),
    ]
    if run.test.suggested != nil {
      chart.hasMarkerRow = true
      chart.markers = run.test.suggestions.compactMap { name, rate in
        rate.map {
          PlotMarker(x: log10($0), kind: .phase, label: String(name.drop { $0 != "." }.dropFirst()))
        }
      }
      .sorted { $0.x < $1.x }
    }
    return ChartStack([chart])
  }
}
