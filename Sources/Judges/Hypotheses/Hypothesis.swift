/// One way in which a run may depart from its plan.
protocol Hypothesis: Sendable {
  /// The explanations of it that account for every row, best first; none where it does not.
  func explanations(of check: CheckCase) -> [Explanation]
}

/// All of them, the simpler before those that could imitate them.
enum Hypotheses {
  static let all: [any Hypothesis] = [
    ConstantRate(), ShiftedByOne(), FirstRateZero(), MissingWarmup(), PerBatch(), PerEpoch(), Scaled(),
    FasterSteps(), ShiftedRest(), RisesAgain(), SlowerSteps(), OtherLength(), Restarted(), OldRate(),
    ScaledRest(), ChangedOnResume(), SkippedSteps(),
  ]
}
