import Canvas
import JSON
import Judges
import RunLogs

/// `check --format json`: an object a run, each on a line.
enum CheckJSON {
  static func line(_ judged: JudgedRun) -> String {
    let run = judged.run
    var json = JSON.JSONWriter()
    json.object { json in
      json.member("path", SafeText.escape(run.path))
      if let name = run.name { json.member("name", SafeText.escape(name)) }
      if let start = judged.start {
        json.member("start", start.number)
        json.member("starts", start.count)
      }
      switch judged.finding {
      case .check(let report): write(report, &json)
      case .identified(let findings):
        write("identified", findings.candidates, &json)
        if let words = CheckText.tooFew(findings) { json.member("undecided", words) }
        if let best = findings.candidates.first, best.isExact, case let names = OtherNames.of(best),
          !names.isEmpty
        {
          json.member("also", names)
        }
        if !findings.pieces.isEmpty { write("pieces", findings.pieces, &json) }
        if !findings.isComplete { json.member("complete", false) }
      }
    }
    return json.text + "\n"
  }

  private static func write(_ report: CheckReport, _ json: inout JSON.JSONWriter) {
    json.member("verdict", report.verdict.rawValue)
    json.member("explanation", SafeText.escape(report.explanation))
    json.member("max_relative_deviation", report.maxRelativeDeviation)
    member("at", report.at, &json)
    json.name("details")
    json.object { json in
      for (name, value) in report.details {
        switch value {
        case .number(let number): member(name, number, &json)
        case .text(let text): json.member(name, SafeText.escape(text))
        }
      }
    }
    if let remedy = report.remedy { json.member("remedy", remedy) }
    if !report.others.isEmpty { json.member("also", report.others.map(\.verdict.rawValue)) }
    if !report.notes.isEmpty { json.member("notes", report.notes.map(SafeText.escape)) }
  }

  private static func write(_ name: String, _ all: [Identified], _ json: inout JSON.JSONWriter) {
    json.name(name)
    json.array { json in
      for one in all {
        json.object { json in
          json.member("spec", one.schedule.spec)
          json.member("lr", one.lr)
          json.member("residual", one.residual)
          member("from", one.from, &json)
          member("to", one.to, &json)
          json.member("exact", one.isExact)
          json.member("interval", one.interval.rawValue)
          json.member("epochs", one.length)
          if let steps = one.stepsPerEpoch { json.member("steps_per_epoch", steps) }
          if let allowed = one.allowedStepsPerEpoch, allowed.count > 1 {
            json.member("steps_per_epoch_range", [allowed.lowerBound, allowed.upperBound].map(Double.init))
          }
          if let steps = one.unseenSteps { json.member("unseen_steps", steps) }
          if let skipped = one.skippedUpdates { json.member("skipped_updates", skipped) }
          if one.isOpen { json.member("open_end", true) }
          if let rows = one.rowsOfEpochs {
            json.member("rows", rows == .lastBatch ? "last batch" : "last batch, one epoch late")
          }
          if let rows = one.unexplainedRows { json.member("unexplained_rows", rows) }
          if let count = one.medianOf { json.member("rows", "median of \(count)") }
          if let metric = one.metric { json.member("metric", SafeText.escape(metric)) }
          member("offset", one.offset, &json)
        }
      }
    }
  }

  /// A whole number as such.
  private static func member(_ name: String, _ value: Double, _ json: inout JSON.JSONWriter) {
    if let whole = Int(exactly: value) { json.member(name, whole) } else { json.member(name, value) }
  }
}
