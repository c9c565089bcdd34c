/// Where a scheduler is in force, which decides what is worth a note.
struct NoteContext: Sendable {
  /// The epochs, counted from 0.
  var epochs: Range<Int>
  /// The base rates of the groups.
  var lrs: [Double]
  /// Whether a metric below 0 is known to come.
  var hasNegativeMetrics: Bool
  /// Whether the optimizer that is trained with was built without momentum.
  var lacksMomentum: Bool
  /// What the user counts.
  var unit: String

  /// The same for one stage.
  func during(_ epochs: Range<Int>) -> NoteContext {
    var stage = self
    stage.epochs = epochs
    return stage
  }

  /// Whether the scheduler's own epoch is reached.
  func reaches(_ epoch: Double) -> Bool { epoch < Double(epochs.count) }

  /// The scheduler's own epoch, counted from 0, as the user counts: `epoch 22`.
  func place(_ own: Double) -> String {
    "\(unit) \(epochs.lowerBound + 1 + min(Int(clamping: own), 1 << 53))"
  }
}
