import Charts
import Training

/// Aligned columns for people, with a word where the rate jumps.
struct TrainTableWriter: TrainWriter {
  private let names: [String]
  private let heading: String
  private let nameWidth: Int

  init(_ runs: [RunConfiguration]) {
    names = runs.enumerated().map { runs.count == 1 ? $1.schedule.name : "\($0 + 1) \($1.schedule.name)" }
    nameWidth = names.map(\.count).max() ?? 0
    heading = runs.enumerated().map {
      runs.count == 1 ? "\($1.schedule.spec)\n" : "\($0 + 1) \($1.schedule.spec)\n"
    }
    .joined()
  }

  func begin() -> String {
    heading + "\n"
      + row(epoch: "epoch", name: "", ["lr", "train loss", "val loss", "accuracy"], note: "")
  }

  func line(_ record: EpochRecord, run: Int) -> String {
    let cells = [
      record.lrs.map(NumberFormat.lr.text).joined(separator: " "),
      NumberFormat.readout(record.trainLoss),
      record.valLoss.map(NumberFormat.readout) ?? "-",
      record.valAccuracy.map(NumberFormat.accuracy.text) ?? "-",
    ]
    return row(epoch: "\(record.epoch)", name: names[run], cells, note: note(record))
  }

  private func row(epoch: String, name: String, _ cells: [String], note: String) -> String {
    let columns = zip(cells, [9, 10, 10, 8]).map { $0.paddedLeft(to: $1) }.joined(separator: "  ")
    let start = "\(epoch.paddedLeft(to: 6))  \(name.padded(to: nameWidth))  \(columns)"
    return start + (note.isEmpty ? "" : "  " + note) + "\n"
  }

  /// Changes belong to the epoch in which they hold, most of them to the next.
  private func note(_ record: EpochRecord) -> String {
    let jumps = record.changes.map { change in
      let place = change.step.map { "step \($0)" } ?? "epoch \(change.epoch)"
      return "\(change.kind.rawValue): \(NumberFormat.lr.text(change.to)) from \(place)"
    }
    return (jumps + (record.diverged ? ["diverged"] : [])).joined(separator: ", ")
  }
}
