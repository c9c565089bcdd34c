#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The loss at some steps of a schedule, and between which values it lies with a given probability.
package struct Forecast: Sendable {
  package struct Point: Sendable, Equatable {
    package var step: Int
    package var rate: Double
    package var loss: Double
    package var low: Double
    package var high: Double
  }

  package var points: [Point]
  /// What the other law gives for the last point; nil where it could not be fitted.
  package var otherLaw: Double?

  package var final: Point? { points.last }
}

extension Study {
  /// - Parameters:
  ///   - curve: a schedule, from ``curve(_:)``.
  ///   - steps: ascending steps of it.
  ///   - band: the probability with which the loss lies in the band.
  package func forecast(_ curve: RateCurve, at steps: [Int], band: Double = 0.8) -> Forecast {
    let values = law.curve(curve, steps: steps).values(fit.point, every: 1)
    let width = ErrorModel(
      misfit: largestMisfit, noise: runs.map(\.noise).max() ?? 0, continuesRun: continuesRun(curve))
    let factor = ErrorModel.factor(band)
    let order = fit.point.count
    let points = steps.indices.map { row -> Forecast.Point in
      let loss = values.losses[row]
      let variance = fit.covariance.form(values.slopes[row * order..<(row + 1) * order]) / (loss * loss)
      let reach = factor * width.deviation(parameters: variance)
      // A law may go below 0 where it does not fit; the ends change places there.
      let (one, other) = (loss * exp(-reach), loss * exp(reach))
      return Forecast.Point(
        step: steps[row], rate: curve.rates[steps[row]] * curve.unit, loss: loss, low: min(one, other),
        high: max(one, other))
    }
    let other = steps.last.flatMap { last in
      second.map { $0.law.curve(curve, steps: [last]).values($0.point, every: 1).losses[0] }
    }
    return Forecast(points: points, otherLaw: other)
  }

  /// Whether a schedule is that of one of the runs as far as its rows go, so that the run's own level is known.
  private func continuesRun(_ curve: RateCurve) -> Bool {
    runs.contains { run in
      run.last < curve.count
        && run.used.steps.allSatisfy { abs(curve.rates[$0] - run.curve.rates[$0]) <= 0.01 }
    }
  }
}

/// How far a row may lie from its forecast, in parts of the loss.
///
/// What limits a law is not the noise of the rows but that it is one: it errs by more than it does where it was fitted, and what no run
/// has told of its parameters lies within the priors, which are wider than runs of a kind differ. The numbers here
/// were set on the forecasts of Benchmarks/FitLaw; Documentation/Decisions/predict.md.
struct ErrorModel {
  let misfit: Double
  /// By how much a single row is off by chance.
  let noise: Double
  /// Whether the schedule goes on from a run that the law was fitted to: it errs by less there, as that run's own level is known.
  let continuesRun: Bool

  /// Of the parameters' deviation this much.
  private static let share = 0.4
  private static let leastLawError = 0.001
  /// Of what another run may be off, the rest of one that was seen is off by this much.
  private static let shareOfRest = 0.7

  /// - Parameter parameters: the variance that the parameters bring.
  func deviation(parameters: Double) -> Double {
    let law = max(Self.leastLawError, 1.5 * misfit)
    let variance = Self.share * Self.share * max(0, parameters) + law * law
    let own = continuesRun ? Self.shareOfRest * Self.shareOfRest : 1
    return (own * variance + noise * noise).squareRoot()
  }

  /// Half the width of an interval of a normal distribution, in standard deviations, for a probability in 0..<1.
  static func factor(_ probability: Double) -> Double {
    var (low, high) = (0.0, 40.0)
    for _ in 0..<80 {
      let middle = 0.5 * (low + high)
      if erf(middle / 2.0.squareRoot()) < probability { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}
