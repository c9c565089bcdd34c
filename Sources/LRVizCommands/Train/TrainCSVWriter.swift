import Charts
import Training

/// A row for each pane and epoch; cells of what a workload does not measure are empty.
struct TrainCSVWriter: TrainWriter {
  private let specs: [String]
  private let header: [String]
  private let hasMomentum: Bool

  init(_ runs: [RunConfiguration]) {
    specs = runs.map { CSVText.field($0.schedule.spec) }
    hasMomentum = runs.first?.optimizer.hasMomentum ?? false
    let groups = runs.first?.lrs.count ?? 1
    let columns = (hasMomentum ? ["lr", "momentum"] : ["lr"]).flatMap {
      GroupColumns.names($0, groups: groups)
    }
    header = ["pane", "spec", "epoch"] + columns + ["train_loss", "val_loss", "val_accuracy"]
  }

  func begin() -> String { CSVText.line(header) }

  func line(_ record: EpochRecord, run: Int) -> String {
    let rates = record.lrs + (hasMomentum ? record.momenta : [])
    let measures = [record.trainLoss, record.valLoss, record.valAccuracy]
    let cells =
      rates.map(NumberFormat.shortest.text) + measures.map { $0.map(NumberFormat.shortest.text) ?? "" }
    return "\(run + 1),\(specs[run]),\(record.epoch)," + cells.joined(separator: ",") + "\n"
  }
}
