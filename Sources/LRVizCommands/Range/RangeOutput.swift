import Canvas
import Charts
import JSON
import Lab
import Predict

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
    for (index, (name, rate)) in test.suggestions.enumerated() {
      let text = rate.map { NumberText.general($0) } ?? "too few rows"
      lines.append("  \(index + 1) \(name.padded(to: width))  \(text)")
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

extension RangeFinding {
  /// A test as it is shown.
  init(_ test: RangeTest) {
    self.init(
      rates: test.rates, losses: test.losses, isSmoothed: test.isSmoothed, smoothed: test.smoothed,
      suggestions: test.suggestions.map { Suggestion(name: $0.name, rate: $0.rate) },
      suggested: test.suggested, words: RangeTable.words(test.status))
  }
}

extension RangeRun {
  func stack(_ glyphs: GlyphSet) -> ChartStack {
    ChartStack([RangeChart(RangeFinding(test), title: path, lossName: lossName).chart(glyphs)])
  }
}
