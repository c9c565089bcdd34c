/// What the rate did before the first row of a log.
package struct Warmup: Sendable, Equatable {
  package enum Shape: String, Sendable, CaseIterable {
    /// From 0 at step 0 to the first logged rate at the last of the steps.
    case linear
    /// At the first logged rate.
    case constant
  }

  /// How it is known.
  package enum Source: String, Sendable {
    case option, plan, logged, estimated
    /// Nothing tells it: the first rate is taken for all steps before.
    case unknown
  }

  package var steps: Int
  package var shape: Shape
  package var source: Source

  package init(steps: Int, shape: Shape = .linear, source: Source) {
    (self.steps, self.shape, self.source) = (steps, shape, source)
  }

  /// The part of the first logged rate that is in force at a step of the warm-up.
  func factor(at step: Int) -> Double {
    guard shape == .linear, step < steps else { return 1 }
    return steps > 1 ? Double(step) / Double(steps - 1) : 1
  }
}
