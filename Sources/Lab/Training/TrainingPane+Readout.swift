import Canvas
import Charts
import LRSchedulers

/// The numbers in force, and what is unusual about them.
extension TrainingPane {
  /// `epoch 12/100  lr 1.00e-02  train 0.1234  val 0.2345  acc 93.1%`
  var readout: [FieldLine.Field] {
    trains ? [epochField, lrField] + divergence + losses + accuracy : planReadout
  }

  private var epochField: FieldLine.Field {
    let count = "\(epoch)/\(configuration.epochs)"
    if let stepsPerEpoch { return place(count, stepsPerEpoch) }
    return FieldLine.Field(8, shortening: 6, .labelled("epoch", count), StyledText(count))
  }

  /// Where a scheduler is that steps with every batch.
  private func place(_ count: String, _ stepsPerEpoch: Int) -> FieldLine.Field {
    let (step, last) = (epoch * stepsPerEpoch, configuration.epochs * stepsPerEpoch)
    return FieldLine.Field(
      8, shortening: 5, .labelled("epoch", count) + .labelled("  step", "\(step)/\(last)"),
      .labelled("epoch", "\(epoch)") + .labelled(" step", "\(step)"),
      .labelled("ep", "\(epoch)") + .labelled(" st", "\(step)"))
  }

  private var lrField: FieldLine.Field {
    let lrs = rates.isEmpty ? forecast.lrs : rates.compactMap(\.last)
    let first = LRText.readout(Array(lrs.prefix(1)))
    return FieldLine.Field(
      9, .labelled("lr", LRText.readout(lrs), Style(.lr)), .labelled("lr", first, Style(.lr)))
  }

  private var divergence: [FieldLine.Field] {
    guard let epoch = history.divergedAt else { return [] }
    let style = Style(.bad, .bold)
    return [
      FieldLine.Field(
        7, StyledText("diverged at epoch \(epoch)", style), StyledText("diverged @\(epoch)", style),
        StyledText("diverged", style))
    ]
  }

  private var losses: [FieldLine.Field] {
    var fields: [FieldLine.Field] = []
    if let loss = history.trainingLoss.last {
      fields.append(.init(4, .labelled("train", NumberFormat.readout(loss), Style(.trainLoss))))
    }
    if let loss = history.validationLoss.last {
      fields.append(.init(6, .labelled("val", NumberFormat.readout(loss), Style(.valLoss))))
    }
    return fields
  }

  private var accuracy: [FieldLine.Field] {
    guard let value = history.accuracy.last else { return [] }
    let text = NumberFormat.accuracy.text(value)
    return [FieldLine.Field(5, .labelled("acc", text), StyledText(text))]
  }
}

extension TrainingPane {
  /// What stands at the right of the title: what is unusual about the run, and its latest change.
  var status: [FieldLine.Field] { originField + stateField + phaseField + gaugeField + latestChange }

  /// The script and line, while the pane shows the scheduler that stands there.
  private var originField: [FieldLine.Field] {
    guard let origin, origin.isScript, schedule.hasClasses(of: origin.schedule) else { return [] }
    return [.init(1, StyledText(origin.title, Style(.muted)))]
  }

  private var stateField: [FieldLine.Field] {
    switch state {
    case .running: []
    case .paused: [.init(2, StyledText("paused", Style(.muted)))]
    case .done: trains ? [.init(3, StyledText("done", Style(.good)))] : []
    case .failed: [.init(9, StyledText("failed", Style(.bad, .bold)))]
    }
  }

  /// The phase in force.
  private var phaseField: [FieldLine.Field] {
    guard trains, let phase else { return [] }
    let number = "\(phase.index + 1)"
    let count = "phase \(number)/\(schedule.members.count)"
    return [
      .init(
        6, shortening: 3, StyledText("\(count) \(phase.name)"), StyledText("\(number) \(phase.name)"),
        StyledText(count), StyledText(number))
    ]
  }

  private var gaugeField: [FieldLine.Field] {
    guard let plateau, !state.isOver else { return [] }
    let text = "bad \(plateau.numBadEpochs)/\(plateau.patience)"
    return [.init(5, StyledText(text, Style(.muted)))]
  }

  private var latestChange: [FieldLine.Field] {
    guard let event = events.last else { return [] }
    return [.init(4, StyledText("\(EventText.mark(event))\(place(of: event))", Style(.event)))]
  }

  /// In what the pane's scheduler counts.
  private func place(of event: PaneEvent) -> Int {
    event.step ?? stepsPerEpoch.map { (event.epoch - 1) * $0 + 1 } ?? event.epoch
  }
}
