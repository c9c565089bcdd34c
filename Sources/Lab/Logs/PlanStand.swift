import LRSchedulers

/// Where the counts of a plan stand on the x of a log: `x = (count - shift) * perCount`.
struct PlanStand: Sendable, Equatable {
  /// What the scheduler steps with.
  var interval: Interval
  /// 1 where the first rate is logged at 0, 0 where it is at 1, 2 where the rate is logged after the step.
  var shift: Double
  /// What of the log's x one count of the plan is.
  var perCount: Double

  /// The count in force at an x.
  func count(at x: Double) -> Double { x / perCount + shift }

  /// The ways in which it may stand, the likeliest first.
  ///
  /// - Parameter interval: what the scheduler steps with; nil where nobody has said it.
  static func candidates(
    _ interval: Interval?, _ axis: TimeScale.Unit, _ stepsPerEpoch: Double?, startsAtZero: Bool
  ) -> [PlanStand] {
    let shifts = startsAtZero ? [1.0, 0, 2] : [0.0, 1, 2]
    return intervals(interval, axis, stepsPerEpoch).flatMap { interval in
      shifts.map {
        PlanStand(interval: interval, shift: $0, perCount: perCount(interval, axis, stepsPerEpoch))
      }
    }
  }

  private static func intervals(
    _ interval: Interval?, _ axis: TimeScale.Unit, _ stepsPerEpoch: Double?
  ) -> [Interval] {
    if let interval { return [interval] }
    let own: Interval = axis == .epoch ? .epoch : .step
    return stepsPerEpoch == nil ? [own] : [own, own == .epoch ? .step : .epoch]
  }

  private static func perCount(
    _ interval: Interval, _ axis: TimeScale.Unit, _ stepsPerEpoch: Double?
  ) -> Double {
    guard let stepsPerEpoch, stepsPerEpoch > 0 else { return 1 }
    switch (interval, axis) {
    case (.epoch, .step): return stepsPerEpoch
    case (.step, .epoch): return 1 / stepsPerEpoch
    default: return 1
    }
  }
}

/// How far a judge has come with a plan over a log.
package enum PlanJudgement: Sendable, Equatable {
  /// It takes so long that this is worth saying.
  case underWay
  /// nil where nothing can be judged.
  case verdict(PlanVerdict?)
}

/// What a judge says of a plan over a log.
package struct PlanVerdict: Sendable, Equatable {
  package var isGood: Bool
  /// A word or two.
  package var title: String
  /// Whole sentences.
  package var words: String
  /// What the plan starts from, where nobody says it and the log's rates say more than that it is their largest.
  package var start: Double?

  package init(isGood: Bool, title: String, words: String, start: Double? = nil) {
    self.isGood = isGood
    self.title = title
    self.words = words
    self.start = start
  }
}
