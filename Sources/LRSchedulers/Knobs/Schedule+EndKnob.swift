/// The rate that a schedule falls to: an argument of its last part, a rate or a part of one.
extension Schedule {
  /// For an optimizer's rate; nil where no argument says where it ends.
  package func endRate(from lr: Double) -> Double? {
    if let last = lastPart { return last.schedule.endRate(from: lr) }
    return endArgument(lr)?.rate
  }

  /// The same schedule with another end.
  ///
  /// - Parameters:
  ///   - rate: from 0.
  ///   - lr: the optimizer's.
  package func settingEnd(_ rate: Double, from lr: Double) throws(SchedulerError) -> Schedule {
    if let last = lastPart {
      return try replacingMember(at: [last.index], with: last.schedule.settingEnd(rate, from: lr)).checked
    }
    guard let argument = endArgument(lr) else {
      throw SchedulerError(.attribute, "no argument of \(name) says where it ends")
    }
    guard rate >= 0, rate.isFinite, !argument.isDivisor || rate > 0 else {
      throw SchedulerError(.value, "\(name) cannot end at \(PythonNumber.repr(rate))")
    }
    let value = argument.isDivisor ? argument.unit / rate : rate / argument.unit
    return try replacing(argument.name, with: .double(value)).checked
  }

  /// The member that is in force in the end; nil for a schedule without members.
  private var lastPart: (index: Int, schedule: Schedule)? {
    let members = members
    guard !members.isEmpty else { return nil }
    if let last = phases.last, members.indices.contains(last.index) {
      return (last.index, members[last.index])
    }
    let index = members.lastIndex { $0.endRate(from: 1) != nil } ?? members.count - 1
    return (index, members[index])
  }

  private struct EndArgument {
    let name: String
    /// What 1 stands for.
    let unit: Double
    let value: Double
    /// Whether the rate is the unit divided by the value.
    var isDivisor = false

    var rate: Double { isDivisor ? unit / value : unit * value }
  }

  /// Rates, in the order in which they count where there are several.
  private static let rateNames = [
    "eta_min", "lr_min", "lr_end", "end_value", "end_learning_rate", "min_lr",
  ]
  /// Parts of the rate that it starts from.
  private static let partNames = [
    "min_lr_rate", "min_lr_ratio", "eta_min_ratio", "min_lr_factor", "alpha_f", "alpha", "end_factor",
  ]

  private func endArgument(_ lr: Double) -> EndArgument? {
    // The floor of what follows a metric may never be reached, nor what bounds an exponential decay.
    guard !needsMetric, !name.contains("exponential"), scheduler.extent.warmup?.parameter != "total_iters"
    else {
      return nil
    }
    func number(_ name: String) -> Double? { value(of: name)?.number?.doubleValue }
    if let divisor = number("final_div_factor"), let start = number("div_factor"), let peak = ownPeak {
      return EndArgument(name: "final_div_factor", unit: peak / start, value: divisor, isDivisor: true)
    }
    if let name = Self.rateNames.first(where: { number($0) != nil }) {
      return EndArgument(name: name, unit: 1, value: number(name) ?? 0)
    }
    guard let name = Self.partNames.first(where: { number($0) != nil }) else { return nil }
    let unit = scheduler is any AbsoluteScheduler ? ownPeak ?? lr : lr
    return unit > 0 ? EndArgument(name: name, unit: unit, value: number(name) ?? 0) : nil
  }
}
