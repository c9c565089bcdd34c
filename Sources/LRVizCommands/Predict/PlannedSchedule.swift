import LRSchedulers
import Lab
import Predict

/// A SPEC that a loss is foretold for, or that a run really had, with its rates step by step.
struct PlannedSchedule {
  let spec: String
  /// Of the optimizer's first group, for each step from step 0 on.
  let rates: [Double]

  /// - Parameters:
  ///   - length: how many optimizer steps.
  ///   - units: what a step of the scheduler is.
  init(_ item: SpecSchedule, length: Int, units: PlanUnits) throws(CommandError) {
    spec = item.schedule.spec
    guard !item.schedule.needsMetric else {
      throw .usage("\(item.schedule.name) follows a metric, and what that will be is not known before")
    }
    let steps = units.interval == .epoch ? max(1, units.stepsPerEpoch ?? 1) : 1
    let plan = PrintPlan(items: [item], epochs: (length + steps - 1) / steps, units: units)
    try plan.validate()
    let rates = try Self.rates(plan, item)
    self.rates = steps == 1 ? rates : (0..<length).map { rates[min($0 / steps, rates.count - 1)] }
  }

  private static func rates(_ plan: PrintPlan, _ item: SpecSchedule) throws(CommandError) -> [Double] {
    guard !item.changes.isEmpty else {
      do { return try plan.plan(item).rates() } catch { throw .schedule(item.schedule, error) }
    }
    var rates: [Double] = []
    var walks = try plan.walks()
    var row = ScheduleRow()
    while try walks[0].next(into: &row) { rates.append(row.lrs[0]) }
    return rates
  }
}

extension PlannedSchedule {
  /// What a log says otherwise: the row that is farthest off, where that is a twentieth of the peak or more.
  ///
  /// A log may write the rate of the step before or after, and round it.
  func contradiction(in log: PredictedLog) -> String? {
    guard let logged = log.rates, let peak = rates.max(), peak > 0 else { return nil }
    func distance(_ knot: (step: Int, rate: Double)) -> Double {
      (knot.step - 1...knot.step + 1).filter(rates.indices.contains).map { abs(rates[$0] - knot.rate) }.min()
        ?? 0
    }
    let knots = logged.knots.filter { rates.indices.contains($0.step) }
    guard let farthest = knots.max(by: { distance($0) < distance($1) }),
      distance(farthest) >= 0.05 * peak
    else { return nil }
    let (step, rate) = (farthest.step, farthest.rate)
    return
      "'\(log.path)' logs a rate of \(PythonNumber.double(rate)) at step \(step), where --ran \(spec) has "
      + "\(PythonNumber.double(rates[step])); --ran counts"
  }
}

extension SpecSchedule {
  /// How many of its steps the schedule says that it takes; nil where it says nothing.
  var ownLength: Int? {
    guard let (parameter, start) = schedule.length, case .int(let count)? = schedule.value(of: parameter.name)
    else { return nil }
    return count + start
  }
}
