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

extension SpecSchedule {
  /// How many of its steps the schedule says that it takes; nil where it says nothing.
  var ownLength: Int? {
    guard let (parameter, start) = schedule.length, case .int(let count)? = schedule.value(of: parameter.name)
    else { return nil }
    return count + start
  }
}
