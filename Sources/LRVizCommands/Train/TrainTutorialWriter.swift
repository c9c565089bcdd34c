import Charts
import Training

/// The lines of the tutorial: `Epoch 1, Train Loss: 1.0000, Val Loss: 0.5000, Current LR: 1.00e-01`.
struct TrainTutorialWriter: TrainWriter {
  func line(_ record: EpochRecord, run: Int) -> String {
    let validation = record.valLoss.map { ", Val Loss: \(NumberFormat.loss.text($0))" } ?? ""
    let rates = record.lrs.map(NumberFormat.lr.text).joined(separator: ", ")
    return
      "Epoch \(record.epoch), Train Loss: \(NumberFormat.loss.text(record.trainLoss))\(validation), Current LR: \(rates)\n"
  }
}
