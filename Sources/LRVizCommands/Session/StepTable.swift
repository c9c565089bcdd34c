import Lab
import Training

/// The steps of a run as CSV, where the scheduler stepped with every batch: rates, momenta and the losses of the batches.
struct StepTable {
  private let history: History
  private let stepsPerEpoch: Int
  private let momenta: Int

  /// nil for a run that kept no steps.
  init?(_ run: SessionSnapshot.Run) {
    guard !run.history.stepLR.isEmpty else { return nil }
    history = run.history
    stepsPerEpoch = run.configuration.stepsPerEpoch
    momenta = run.configuration.optimizer.hasMomentum ? history.stepMomentum.count : 0
  }

  var header: String {
    let columns =
      GroupColumns.names("lr", groups: history.stepLR.count)
      + GroupColumns.names("momentum", groups: momenta)
    return CSVText.line(["step", "epoch"] + columns + ["batch_loss"])
  }

  var lines: some Sequence<String> {
    (0..<history.batchLoss.count).lazy.map { index in
      let values =
        (history.stepLR + history.stepMomentum.prefix(momenta)).map { $0[index] } + [history.batchLoss[index]]
      let place = [String(index + 1), String(index / stepsPerEpoch + 1)]
      return CSVText.line(place + values.map(NumberText.shortest))
    }
  }
}
