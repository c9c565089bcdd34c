import JSON
import Training

/// One object a line for each pane and epoch.
struct TrainJSONLinesWriter: TrainWriter {
  private let specs: [String]

  init(_ runs: [RunConfiguration]) { specs = runs.map(\.schedule.spec) }

  func line(_ record: EpochRecord, run: Int) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("pane", run + 1)
      json.member("spec", specs[run])
      json.member("epoch", record.epoch)
      json.member("lr", record.lrs)
      if record.momenta.contains(where: { $0 != 0 }) { json.member("momentum", record.momenta) }
      json.member("train_loss", record.trainLoss)
      if let loss = record.valLoss { json.member("val_loss", loss) }
      if let accuracy = record.valAccuracy { json.member("val_accuracy", accuracy) }
      json.member("events", record.changes)
    }
    json.newLine()
    return json.text
  }
}
