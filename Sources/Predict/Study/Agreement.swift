/// How well a forecast meets what was measured: the metrics of arXiv 2503.12811.
package struct Agreement: Sendable, Equatable {
  /// The mean of the deviations, in parts of the loss.
  package var meanError = 0.0
  /// The largest of them.
  package var worstError = 0.0
  /// The mean of the deviations, in units of the loss.
  package var absoluteError = 0.0
  /// 1 less the part of the curve's variance that is not foretold.
  package var determination = 0.0
  /// That of the last row, signed: prediction over loss, less 1.
  package var final = 0.0

  /// - Parameter losses: what was measured at the steps of the forecast's points.
  package init(_ forecast: Forecast, losses: [Double]) {
    guard !losses.isEmpty else { return }
    let count = Double(losses.count)
    let mean = losses.reduce(0, +) / count
    var (squares, spread) = (0.0, 0.0)
    for (point, loss) in zip(forecast.points, losses) {
      let deviation = point.loss - loss
      meanError += abs(deviation / loss) / count
      worstError = max(worstError, abs(deviation / loss))
      absoluteError += abs(deviation) / count
      squares += deviation * deviation
      spread += (loss - mean) * (loss - mean)
      final = deviation / loss
    }
    determination = spread > 0 ? 1 - squares / spread : 0
  }
}
