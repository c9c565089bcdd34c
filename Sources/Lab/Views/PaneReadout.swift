import Canvas
import Charts

/// The line of numbers: `epoch 12/100  lr 1.00e-02  train 0.1234  val 0.2345  acc 93.1%`.
struct PaneReadout {
  let pane: Pane

  var line: FieldLine { FieldLine([epoch, lr] + divergence + losses + accuracy) }

  private var epoch: FieldLine.Field {
    let count = "\(pane.epoch)/\(pane.configuration.epochs)"
    if let stepsPerEpoch = pane.stepsPerEpoch { return place(count, stepsPerEpoch) }
    return FieldLine.Field(8, shortening: 6, .labelled("epoch", count), StyledText(count))
  }

  /// Where a scheduler is that steps with every batch.
  private func place(_ count: String, _ stepsPerEpoch: Int) -> FieldLine.Field {
    let (step, last) = (pane.epoch * stepsPerEpoch, pane.configuration.epochs * stepsPerEpoch)
    return FieldLine.Field(
      8, shortening: 5, .labelled("epoch", count) + .labelled("  step", "\(step)/\(last)"),
      .labelled("epoch", "\(pane.epoch)") + .labelled(" step", "\(step)"),
      .labelled("ep", "\(pane.epoch)") + .labelled(" st", "\(step)"))
  }

  private var lr: FieldLine.Field {
    let lrs = pane.rates.isEmpty ? pane.forecast.lrs : pane.rates.compactMap(\.last)
    let first = LRText.readout(Array(lrs.prefix(1)))
    return FieldLine.Field(
      9, .labelled("lr", LRText.readout(lrs), Style(.lr)), .labelled("lr", first, Style(.lr)))
  }

  private var divergence: [FieldLine.Field] {
    guard let epoch = pane.history.divergedAt else { return [] }
    let style = Style(.bad, .bold)
    return [
      FieldLine.Field(
        7, StyledText("diverged at epoch \(epoch)", style), StyledText("diverged @\(epoch)", style),
        StyledText("diverged", style))
    ]
  }

  private var losses: [FieldLine.Field] {
    var fields: [FieldLine.Field] = []
    if let loss = pane.history.trainLoss.last {
      fields.append(.init(4, .labelled("train", NumberFormat.readout(loss), Style(.trainLoss))))
    }
    if let loss = pane.history.valLoss.last {
      fields.append(.init(6, .labelled("val", NumberFormat.readout(loss), Style(.valLoss))))
    }
    return fields
  }

  private var accuracy: [FieldLine.Field] {
    guard let value = pane.history.accuracy.last else { return [] }
    let text = NumberFormat.accuracy.text(value)
    return [FieldLine.Field(5, .labelled("acc", text), StyledText(text))]
  }
}
