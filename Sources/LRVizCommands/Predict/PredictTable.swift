import Canvas
import Predict

/// `predict --format table`
struct PredictTable {
  private let prediction: Prediction
  private var study: Study { prediction.study }

  init(_ prediction: Prediction) { self.prediction = prediction }

  var text: String {
    var lines = [heading]
    lines += prediction.logs.indices.map(run)
    lines.append("")
    lines += table
    if let best = prediction.best { lines += words(best) }
    lines += prediction.warnings.map { "warning \($0.code.rawValue): \(SafeText.escape($0.text))" }
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: String {
    let parameters = study.parameters.map { "\($0.name) \(NumberText.general($0.value, digits: 4))" }
    let name = study.law == .mpl ? "multi-power law" : "momentum law"
    return "\(name): \(parameters.joined(separator: "  "))"
  }

  private func run(_ index: Int) -> String {
    let (log, place) = (prediction.logs[index], study.places[index])
    let run = study.runs[place]
    let misfit = NumberText.general(100 * study.misfits[place], digits: 2)
    var words =
      "\(log.path): \(log.lossName), \(run.used.count) of \(log.rowCount) rows, residual \(misfit) %"
    if run.warmup.steps > 0 { words += ", warm-up \(run.warmup.steps) steps (\(run.warmup.source.rawValue))" }
    if let first = study.places.firstIndex(of: place), first < index {
      words += ", the same as '\(prediction.logs[first].path)' and counted once"
    }
    return "  " + words
  }

  private var table: [String] {
    let plans = prediction.plans + (prediction.best.map { [$0.plan] } ?? [])
    let hasAgreement = plans.contains { $0.against != nil }
    let percent = NumberText.general(100 * prediction.band, digits: 4)
    var rows = [["steps", "final", "\(percent) % band", "other law"]]
    if hasAgreement { rows[0] += ["mean error", "worst", "last"] }
    rows += plans.map { plan in
      let final = plan.final.final
      var cells = [
        String(plan.curve.count), number(final?.loss), "\(number(final?.low)) to \(number(final?.high))",
        number(plan.final.otherLaw),
      ]
      guard hasAgreement else { return cells }
      let met = plan.against?.agreement
      cells += [met?.meanError, met?.worstError, met?.final].map { part in
        part.map { NumberText.general(100 * $0, digits: 3) + " %" } ?? ""
      }
      return cells
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.enumerated().map { index, cells in
      let line = zip(cells, widths).map { $0.paddedLeft(to: $1) }.joined(separator: "  ")
      guard index > 0 else { return line + "  plan" }
      let name = index > prediction.plans.count ? "best" : String(index)
      return "\(line)  \(name): \(plans[index - 1].spec)"
    }
  }

  private func words(_ best: Prediction.Best) -> [String] {
    let range = [best.decay.range.lowerBound, best.decay.range.upperBound]
      .map { NumberText.general(100 * $0, digits: 3) }
    let fraction = NumberText.general(100 * best.decay.fraction, digits: 3)
    var lines = [
      "best decay: \(best.decay.shape.rawValue) over the last \(fraction) % of the steps after the warm-up; "
        + "from \(range[0]) to \(range[1]) % it hardly matters"
    ]
    for (index, gain) in best.gains.enumerated() {
      lines.append("  \(NumberText.general(gain, digits: 3)) below plan \(index + 1)")
    }
    return lines
  }

  private func number(_ value: Double?) -> String { value.map { NumberText.general($0, digits: 5) } ?? "" }
}
