/// The schedules of optax 0.2: functions of the update count with rates of their own.
///
/// Rates are those in double precision; an optax optimizer counts in int32 and computes in float32.
enum Optax {
  /// Linear or cosine, between two rates.
  enum Interpolation: String, CaseIterable { case linear, cosine }
}

/// A schedule that makes a whole of others.
protocol OptaxComposition: AbsoluteScheduler {
  /// The schedules, and the counts at which all but the first begin.
  func parts() throws(SchedulerError) -> ([any AbsoluteScheduler], [Double])
}

extension OptaxComposition {
  func validate() throws(SchedulerError) {
    for part in try parts().0 { try part.validate() }
  }

  /// Each schedule counts from its own boundary; nothing makes ends meet.
  func rate(_ step: Int) throws(SchedulerError) -> Double {
    let (schedules, boundaries) = try parts()
    var rate = try schedules[0].rate(step)
    for (boundary, schedule) in zip(boundaries, schedules.dropFirst()) where Double(step) >= boundary {
      rate = try schedule.rate(Int(clamping: Double(step) - boundary.rounded(.up)))
    }
    return rate
  }
}
