import Canvas
import Judges
import RunLogs

/// Writes what `check` finds, run by run.
struct CheckWriter {
  private let format: CheckFormat
  private let drawing: DrawingArguments
  private let isToFile: Bool

  init(_ format: CheckFormat, _ drawing: DrawingArguments, isToFile: Bool) {
    (self.format, self.drawing, self.isToFile) = (format, drawing, isToFile)
  }

  func write(_ judged: JudgedRun, to sink: inout ByteSink) throws(CommandError) {
    switch format {
    case .json: try sink.write(CheckJSON.line(judged))
    case .github: try sink.write(CheckAnnotation.lines(judged))
    case .text:
      try sink.write(CheckText.text(judged))
      let terminal = OutputTerminal.current()
      guard !isToFile, terminal.isTerminal || drawing.size != nil else { return }
      if case .check(let report) = judged.finding {
        try sink.write(CheckChart(report).text(drawing, terminal))
      }
    }
  }
}

/// `check --format text`.
enum CheckText {
  static func text(_ judged: JudgedRun) -> String {
    let run = judged.run
    let place =
      SafeText.escape(run.name.map { "\(run.path) '\($0)'" } ?? run.path)
      + (judged.start.map { ", start \($0.number) of \($0.count)" } ?? "")
    switch judged.finding {
    case .check(let report): return text(report, place)
    case .identified(let findings): return text(findings, place)
    }
  }

  private static func text(_ report: CheckReport, _ place: String) -> String {
    var lines = ["\(place): \(report.verdict.rawValue)", "  \(SafeText.escape(report.explanation))"]
    for (name, value) in report.details { lines.append("  \(name): \(CheckDetail.text(value))") }
    lines.append(
      "  max_relative_deviation: \(NumberText.general(report.maxRelativeDeviation)) at \(report.xName) \(NumberText.general(report.at))"
    )
    if let remedy = report.remedy { lines.append("  remedy: \(remedy)") }
    for note in report.notes { lines.append("  note: \(SafeText.escape(note))") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ findings: Findings, _ place: String) -> String {
    let exact = findings.candidates.filter(\.isExact)
    if let words = tooFew(findings) {
      return (["\(place): \(words)"] + exact.prefix(5).map { "  it may be: \(line($0))" }).joined(
        separator: "\n") + "\n"
    }
    guard let best = exact.first else {
      var lines = ["\(place): \(noneExplains(findings))"]
      if let near = findings.candidates.first, near.residual < 0.2 {
        lines.append("  nearest: \(line(near))")
      }
      for piece in findings.pieces {
        lines.append(
          "  from \(NumberText.general(piece.from)) to \(NumberText.general(piece.to)): \(piece.isExact ? "" : "nearly ")\(line(piece))"
        )
      }
      return lines.joined(separator: "\n") + "\n"
    }
    var lines = ["\(place): looks like \(line(best))"]
    if best.interval == .epoch, let steps = best.stepsPerEpoch {
      lines.append("  stepped once an epoch of \(steps) steps\(CheckText.range(best))")
    }
    lines += UltralyticsWords.lines(best)
    if let count = best.medianOf {
      lines.append(
        "  a row has the lower median of the last \(count) rates, as MetricLogger's meters print it")
    }
    if let metric = best.metric { lines.append("  fed with '\(SafeText.escape(metric))' once an epoch") }
    if let steps = best.unseenSteps {
      lines.append("  its first \(steps) steps are not in the log: a warm-up, whose rates are not known")
    }
    if let skipped = best.skippedUpdates {
      lines.append(
        "  \(skipped) \(skipped == 1 ? "update was" : "updates were") skipped, as by a gradient scaler: the scheduler is as many steps behind"
      )
    }
    if let steps = CheckText.untold(best) { lines.append("  \(steps)") }
    if best.offset != 0 { lines.append("  x counts from 1: a row has the rate of x - 1") }
    for other in exact.dropFirst().prefix(4) { lines.append("  the same rates: \(line(other))") }
    let names = OtherNames.of(best)
    if !names.isEmpty { lines.append("  also: \(names.joined(separator: "; "))") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The other lengths of an epoch that the rows allow.
  private static func range(_ best: Identified) -> String {
    guard let allowed = best.allowedStepsPerEpoch, allowed.count > 1 else { return "" }
    return "; the rows allow \(allowed.lowerBound) to \(allowed.upperBound)"
  }

  /// What the rows of a log that begins late, or ends on a line, do not tell.
  private static func untold(_ best: Identified) -> String? {
    let end =
      "it ends at \(NumberText.general(best.to)) on a line: a longer one to another rate would be the same rows"
    let isLate = best.unseenSteps == nil && best.isLate
    let start = "the log begins at \(NumberText.general(best.from)): what was before is not known"
    let words = (isLate ? [start] : []) + (best.isOpen ? [isLate ? end : "the log" + end.dropFirst(2)] : [])
    return words.isEmpty ? nil : words.joined(separator: ", and ")
  }

  /// What is said where so few rows are those of many schedules.
  static func tooFew(_ findings: Findings) -> String? {
    findings.tooFewRows.map { rows in
      rows == 1
        ? "too few rows to tell: one rate, which any schedule may have there"
        : "too few rows to tell: \(rows) rates, which many schedules have there"
    }
  }

  /// What is said where nothing does.
  static func noneExplains(_ findings: Findings) -> String {
    findings.isComplete
      ? "no schedule of the catalog explains every row"
      : "no schedule that was tried explains every row; the search was ended, as it took too long"
  }

  private static func line(_ one: Identified) -> String {
    "\(one.schedule.spec), lr \(NumberText.general(one.lr)), residual \(NumberText.general(one.residual))"
  }
}

/// A value beside a verdict, as text.
enum CheckDetail {
  static func text(_ value: Detail) -> String {
    switch value {
    case .number(let number): NumberText.general(number)
    case .text(let text): SafeText.escape(text)
    }
  }
}
