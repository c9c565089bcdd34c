import Training

/// One object a line for each pane and epoch.
struct TrainJSONLinesWriter: TrainWriter {
  /// The objects' unchanging start, by run.
  private let starts: [String]

  init(_ runs: [RunConfiguration]) {
    starts = runs.enumerated().map {
      "{\"pane\": \($0 + 1), \"spec\": \(JSONText.string($1.schedule.spec)), \"epoch\": "
    }
  }

  func line(_ record: EpochRecord, run: Int) -> String {
    var text = starts[run] + "\(record.epoch), \"lr\": \(JSONText.numbers(record.lrs))"
    if record.momenta.contains(where: { $0 != 0 }) {
      text += ", \"momentum\": \(JSONText.numbers(record.momenta))"
    }
    text += ", \"train_loss\": \(JSONText.number(record.trainLoss))"
    if let loss = record.valLoss { text += ", \"val_loss\": \(JSONText.number(loss))" }
    if let accuracy = record.valAccuracy { text += ", \"val_accuracy\": \(JSONText.number(accuracy))" }
    return text + ", \"events\": \(JSONText.events(record.changes))}\n"
  }
}
