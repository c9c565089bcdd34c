import RunLogs

/// Rows that have the median of the rates of the last steps of their epoch, as torchvision's `MetricLogger` and its copies in DETR, DINO and BEiT print a
/// value: `lr: 0.000112 (0.000056)`, the median of twenty and the mean.
///
/// While the rate only rises or only falls, that is the rate of a step in the middle of them, of which PyTorch takes the lower one of two.
package struct MedianRows: Sendable {
  /// How many steps before each row the step is whose rate it has.
  let before: [Int]
  private static let window = 20

  /// nil where the log does not print means beside the rate, or nothing says how long an epoch is.
  package init?(_ run: LogRun, _ rates: LoggedRates, stepsPerEpoch: Int?) {
    guard rates.axis == .step, rates.count > 2, let steps = stepsPerEpoch, steps > 1,
      run.series.contains(where: { $0.name == "\(rates.name) (mean)" })
    else { return nil }
    before = rates.xs.indices.map { row in
      let place = Int(saturating: rates.xs[row].truncatingRemainder(dividingBy: Double(steps)))
      let count = min(Self.window, place + 1)
      let isRising =
        row + 1 < rates.count
        ? rates.values[row + 1] >= rates.values[row] : rates.values[row] >= rates.values[row - 1]
      return isRising ? count - 1 - (count - 1) / 2 : (count - 1) / 2
    }
  }
}

extension Identification {
  /// The schedules that explain every row where each has such a median, best first.
  static func candidates(
    _ rates: LoggedRates, medians: MedianRows, producer: String?, stepsPerEpoch: Int?, effort: SearchEffort
  ) -> [Identified] {
    candidates(
      rates.behind(medians.before), rows: nil, producer: producer, stepsPerEpoch: stepsPerEpoch,
      effort: effort
    )
    .filter(\.isExact).map { one in
      var one = one
      one.rowsOfSteps = .median
      (one.from, one.to) = (rates.xs[0], rates.xs[rates.count - 1])
      return one
    }
  }
}
