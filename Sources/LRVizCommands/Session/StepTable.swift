import Charts
import Lab
import Tracks
import Training

/// The steps of a run as CSV, where the scheduler stepped with every batch: rates, momenta and the losses of the batches.
struct StepTable {
  private let losses: Track
  private let rates: [Track]
  private let momenta: [Track]
  private let stepsPerEpoch: Int

  /// nil for a run that kept no steps.
  init?(_ run: SessionSnapshot.Run) {
    guard run.configuration.interval == .step, !run.pane.history.batchLoss.isEmpty else { return nil }
    losses = run.pane.history.batchLoss
    stepsPerEpoch = run.configuration.stepsPerEpoch
    rates = run.pane.history.rates
    momenta = run.configuration.optimizer.hasMomentum ? run.pane.history.momenta : []
  }

  var header: String {
    let columns =
      GroupColumns.names("lr", groups: rates.count) + GroupColumns.names("momentum", groups: momenta.count)
    return CSVText.line(["step", "epoch"] + columns + ["batch_loss"])
  }

  var lines: some Sequence<String> {
    (0..<losses.count).lazy.map { index in
      let values = (rates + momenta).map { $0[index] } + [losses[index]]
      let place = [String(index + 1), String(index / stepsPerEpoch + 1)]
      return CSVText.line(place + values.map(NumberFormat.shortest.text))
    }
  }
}
