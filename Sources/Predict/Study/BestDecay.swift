#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The decay from a plateau that a law takes for the best: two numbers, a shape and how long it takes, come within some
/// ten-thousandths of the best of all schedules, and where the optimum is flat the range says so.
package struct BestDecay: Sendable, Equatable {
  package var shape: DecayShape
  /// All steps.
  package var steps: Int
  package var warmup: Int
  package var decaySteps: Int
  /// Of the steps after the warm-up.
  package var fraction: Double
  /// The fractions of which the final loss lies within a thousandth of the best.
  package var range: ClosedRange<Double>

  /// As transformers has it.
  package var spec: String {
    "get_wsd_schedule(num_warmup_steps=\(warmup), num_decay_steps=\(decaySteps), num_training_steps=\(steps), decay_type='\(shape.rawValue)')"
  }
}

extension Study {
  /// - Parameters:
  ///   - steps: all steps of the schedule.
  ///   - warmup: those of its warm-up.
  ///   - shapes: of which the best is looked for.
  /// - Returns: nil where there is no room for a decay.
  package func bestDecay(steps: Int, warmup: Int, shapes: [DecayShape] = DecayShape.allCases) -> BestDecay? {
    let room = steps - warmup
    guard room >= 10, !shapes.isEmpty else { return nil }
    let trial = DecayTrial(fit: fit, steps: steps, warmup: warmup)
    let fractions = (0...60).map { 0.01 * pow(100, Double($0) / 60) }
    var best: (loss: Double, shape: DecayShape, fraction: Double)?
    for shape in shapes {
      for fraction in fractions {
        let loss = trial.finalLoss(shape, fraction)
        if loss < best?.loss ?? .infinity { best = (loss, shape, fraction) }
      }
    }
    guard var best else { return nil }
    for step in [0.04, 0.02, 0.01, 0.005] {
      for fraction in [best.fraction * (1 - step), min(1, best.fraction * (1 + step))] {
        let loss = trial.finalLoss(best.shape, fraction)
        if loss < best.loss { best = (loss, best.shape, fraction) }
      }
    }
    let decay = max(1, Int((best.fraction * Double(room)).rounded()))
    let limit = best.loss * 1.001
    let low = trial.edge(best.shape, limit, from: best.fraction, to: 0.001)
    let high = trial.edge(best.shape, limit, from: best.fraction, to: 1)
    return BestDecay(
      shape: best.shape, steps: steps, warmup: warmup, decaySteps: decay,
      fraction: Double(decay) / Double(room), range: min(low, high)...max(low, high))
  }
}

/// The final loss under decays from a plateau: the sum over a decay as an integral, so that a trial costs the same for any length.
private struct DecayTrial {
  let fit: LawFit
  let steps: Double
  let warmup: Double
  private static let parts = 96

  init(fit: LawFit, steps: Int, warmup: Int) {
    (self.fit, self.steps, self.warmup) = (fit, Double(steps), Double(warmup))
  }

  func finalLoss(_ shape: DecayShape, _ fraction: Double) -> Double {
    let length = fraction * (steps - warmup)
    let plateau = steps - warmup - length
    let below = length * shape.area(from: 0)
    let total = 0.5 * warmup + plateau + below
    var effect = 0.0
    for part in 0..<Self.parts {
      // Finer at the beginning, where a root falls steeply.
      let (start, end) = (square(Double(part)), square(Double(part) + 1))
      let way = 0.5 * (start + end)
      effect +=
        (shape.rate(start) - shape.rate(end))
        * came(shape.rate(way), area: length * shape.area(from: way), steps: length * (1 - way))
      guard warmup > 0 else { continue }
      let rise = (Double(part) + 0.5) / Double(Self.parts)
      let area = total - 0.5 * warmup * rise * rise
      effect -= came(rise, area: area, steps: steps - warmup * rise) / Double(Self.parts)
    }
    return PowerDecay(fit.point, area: total).loss - exp(fit.point[3]) * effect
  }

  private func square(_ part: Double) -> Double {
    let way = part / Double(Self.parts)
    return way * way
  }

  /// The part of a drop's effect that has come.
  private func came(_ rate: Double, area: Double, steps: Double) -> Double {
    let point = fit.point
    switch fit.law {
    case .momentum: return 1 - exp(-max(0, steps) / exp(point[4]))
    case .mpl:
      let speed = exp(point[6] - exp(point[5]) * log(max(rate, DropBlocks.leastRate)))
      return 1 - exp(-exp(point[4]) * log1p(speed * max(0, area)))
    }
  }

  /// Where the loss comes to `limit` on the way from one fraction, where it is below, to another.
  func edge(_ shape: DecayShape, _ limit: Double, from inside: Double, to outside: Double) -> Double {
    guard finalLoss(shape, outside) > limit else { return outside }
    var (inside, outside) = (inside, outside)
    for _ in 0..<24 {
      let middle = 0.5 * (inside + outside)
      if finalLoss(shape, middle) <= limit { inside = middle } else { outside = middle }
    }
    return inside
  }
}
