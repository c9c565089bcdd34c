import Canvas
import Charts
import Training

/// What a pane says that only plans.
extension TrainingPane {
  /// `112,680 steps  peak 1.00e-01 @ 6,261  end 1.00e-05  area 5,634  below 1% of peak 4.5%`
  var planReadout: [FieldLine.Field] {
    let facts = forecast.plan.shownFacts
    guard facts.counts > 0 else { return [lengthField] }
    return [lengthField, peakField(facts), endField(facts), areaField(facts)] + lowField(facts)
  }

  private var lengthField: FieldLine.Field {
    let epochs = configuration.epochs
    guard let stepsPerEpoch else {
      return .init(8, StyledText("\(Self.grouped(epochs)) epochs"), StyledText(Self.grouped(epochs)))
    }
    let steps = StyledText("\(Self.grouped(epochs * stepsPerEpoch)) steps")
    if stepsPerEpoch == 1 { return .init(8, steps) }
    return .init(8, steps + StyledText(" = \(Self.grouped(epochs)) epochs", Style(.muted)), steps)
  }

  private func peakField(_ facts: PlanFacts) -> FieldLine.Field {
    let peak = StyledText.labelled("peak", LRText.readout([facts.peak]), Style(.lr))
    return .init(9, peak + StyledText(" @ \(Self.grouped(facts.peakCount))", Style(.muted)), peak)
  }

  private func endField(_ facts: PlanFacts) -> FieldLine.Field {
    .init(7, .labelled("end", LRText.readout([facts.last]), Style(.lr)))
  }

  /// As many counts at the peak have the same area.
  private func areaField(_ facts: PlanFacts) -> FieldLine.Field {
    let text = facts.area >= 100 ? Self.grouped(Int(facts.area.rounded())) : NumberFormat.readout(facts.area)
    return .init(5, .labelled("area", text))
  }

  private func lowField(_ facts: PlanFacts) -> [FieldLine.Field] {
    guard let share = facts.lowShare else { return [] }
    let percent = NumberFormat.accuracy.text(share)
    return [.init(4, .labelled("below 1% of peak", percent), .labelled("<1%", percent))]
  }

  private static func grouped(_ count: Int) -> String { TrainingUnits.grouped(count) }
}
