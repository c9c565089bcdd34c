#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A law fitted to runs: Levenberg and Marquardt's way to the least misfit, that of the runs (robust, in parts of the loss) and that
/// against the priors together.
struct LawFit: Sendable {
  let law: Law
  /// The coordinates, as ``LawCurve`` has them.
  private(set) var point: [Double]
  /// Of the coordinates, as far as runs and priors tell them.
  private(set) var covariance: SymmetricMatrix
  let priors: [Prior]
  private(set) var evaluations = 0
  /// The misfit at the end.
  private(set) var misfit = Double.infinity

  /// The first coordinates have no prior.
  static let free = 2

  /// - Parameters:
  ///   - loss: about the last loss of the runs.
  ///   - start: where to begin; nil for the priors' middle.
  /// - Returns: nil where the runs do not allow any fit, as no number comes out.
  init?(_ law: Law, _ targets: [FitTarget], loss: Double, start: [Double]? = nil) {
    self.law = law
    priors = law.priors(loss: loss)
    point = start ?? Self.start(priors, targets)
    covariance = SymmetricMatrix(order: point.count)
    // Far from the minimum a few rows show the way.
    let isLong = targets.reduce(0) { $0 + $1.logLosses.count } > 120
    if isLong, start == nil { descend(targets, every: 4, tolerance: 1e-2) }
    guard let curvature = descend(targets, every: 1, tolerance: 1e-4),
      let inverse = curvature.matrix.inverse
    else { return nil }
    (covariance, misfit) = (inverse, curvature.misfit)
    guard misfit.isFinite, point.allSatisfy(\.isFinite) else { return nil }
  }

  /// How far the data have narrowed what was believed of each coordinate with a prior: near 0 the runs tell it, near 1 the prior does.
  var priorShares: [(name: String, share: Double)] {
    priors.enumerated().map { index, prior in
      let variance = covariance[Self.free + index, Self.free + index]
      return (prior.name, min(1, variance.squareRoot() / prior.deviation))
    }
  }

  // MARK: Where it begins

  /// The priors' middle, and the `L0` and `A` that suit it best.
  private static func start(_ priors: [Prior], _ targets: [FitTarget]) -> [Double] {
    var point = [0, 0] + priors.map(\.middle)
    // The loss is a line in both, with the part of the decay as its slope.
    var (count, sum, squares, losses, products) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for target in targets {
      let values = target.curve.values(point, every: 4)
      for (index, row) in stride(from: 0, to: target.curve.rows, by: 4).enumerated() {
        let part = values.slopes[index * target.curve.dimension + 1]
        let loss = exp(target.logLosses[row]) - (values.losses[index] - part)
        let weight = target.weights[row]
        count += weight
        sum += weight * part
        squares += weight * part * part
        losses += weight * loss
        products += weight * part * loss
      }
    }
    let spread = count * squares - sum * sum
    let slope = spread > 0 ? (count * products - sum * losses) / spread : 0
    let least = 0.01 * abs(losses / count)
    point[1] = log(max(slope, least))
    point[0] = (losses - max(slope, least) * sum) / count
    return point
  }

  // MARK: The way down

  /// - Returns: the misfit where it ends; nil where there is none to begin with.
  @discardableResult
  private mutating func descend(_ targets: [FitTarget], every stride: Int, tolerance: Double) -> Step? {
    var damping = 1e-3
    guard var here = Step(self, targets, every: stride) else { return nil }
    for _ in 0..<60 {
      var isLower = false
      for _ in 0..<10 {
        evaluations += 1
        if let next = moved(here, damping), let there = Step(next, targets, every: stride),
          there.misfit < here.misfit
        {
          let gain = here.misfit - there.misfit
          (point, here, damping) = (next.point, there, max(1e-9, damping / 10))
          isLower = gain > tolerance * max(1, here.misfit)
          break
        }
        damping *= 8
      }
      guard isLower else { break }
    }
    return here
  }

  /// A step that is no longer than half a factor of 4 in any of the coordinates that are logarithms.
  private func moved(_ here: Step, _ damping: Double) -> LawFit? {
    var matrix = here.matrix
    for index in 0..<matrix.order { matrix[index, index] *= 1 + damping }
    guard let way = matrix.solution(here.slope) else { return nil }
    var next = self
    for index in point.indices {
      next.point[index] -= index == 0 ? way[index] : min(max(way[index], -0.7), 0.7)
    }
    next.point[0] = max(0, next.point[0])
    return next
  }

  /// The misfit at a point, its slope and its curvature.
  private struct Step {
    var misfit = 0.0
    var slope: [Double]
    var matrix: SymmetricMatrix

    init?(_ fit: LawFit, _ targets: [FitTarget], every stride: Int) {
      let order = fit.point.count
      slope = [Double](repeating: 0, count: order)
      matrix = SymmetricMatrix(order: order)
      for target in targets { guard add(target, fit.point, stride) else { return nil } }
      for (index, prior) in fit.priors.enumerated() {
        let place = LawFit.free + index
        let (curvature, slope) = prior.curvature(fit.point[place])
        misfit += prior.penalty(fit.point[place])
        self.slope[place] += slope
        matrix[place, place] += curvature
      }
      guard misfit.isFinite else { return nil }
    }

    private mutating func add(_ target: FitTarget, _ point: [Double], _ stride: Int) -> Bool {
      let values = target.curve.values(point, every: stride)
      let order = point.count
      for (index, row) in Swift.stride(from: 0, to: target.curve.rows, by: stride).enumerated() {
        let loss = values.losses[index]
        guard loss > 0 else { return false }
        let residual = log(loss) - target.logLosses[row]
        let robust = min(1, FitWeights.robustness / max(abs(residual), 1e-300))
        let weight = target.weights[row] * Double(stride) * robust
        misfit += 0.5 * target.weights[row] * Double(stride) * robust * residual * residual * (2 - robust)
        let slopes = values.slopes[index * order..<(index + 1) * order]
        matrix.add(weight / (loss * loss), squareOf: slopes)
        for place in 0..<order {
          slope[place] += weight * residual / loss * slopes[slopes.startIndex + place]
        }
      }
      return true
    }
  }
}
