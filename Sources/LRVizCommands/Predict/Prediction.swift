import Canvas
import Engine
import LRSchedulers
import Predict

/// What `predict` finds: the fit, the forecasts, the best decay, and what is to be said of them.
struct Prediction {
  struct Plan {
    let spec: String
    /// Of the whole schedule.
    let curve: RateCurve
    let forecast: Forecast
    /// What was measured, and how well it was met.
    var against: (log: PredictedLog, losses: [Double], agreement: Agreement)?
    /// The end of the schedule, which need not be among the points.
    let final: Forecast

    var finalLoss: Double { final.final?.loss ?? .nan }
  }

  struct Best {
    let decay: BestDecay
    let plan: Plan
    /// By how much its final loss lies below that of each plan.
    let gains: [Double]
  }

  let logs: [PredictedLog]
  let study: Study
  let band: Double
  private(set) var plans: [Plan] = []
  private(set) var best: Best?
  private(set) var warnings: [StudyWarning] = []

  /// Steps of a chart where nobody says which.
  private static let points = 200

  init(_ arguments: PredictArguments, _ logs: [PredictedLog]) throws(CommandError) {
    (self.logs, band) = (logs, arguments.band)
    let source = try PredictionSource(arguments, logs)
    do { study = try Study(source.records, law: arguments.law) } catch {
      let path = error.run.map { "'\(logs[$0].path)' " } ?? ""
      throw CommandError(path + error.message, .unreadableData)
    }
    plans = try plans(source.wishes(study), arguments)
    if let choice = arguments.best { best = try best(choice, arguments) }
    warnings = allWarnings
  }

  // MARK: Plans

  /// Their forecasts, made on all cores.
  private func plans(_ wishes: [PredictionSource.Wish], _ arguments: PredictArguments)
    throws(CommandError) -> [Plan]
  {
    let results = ParallelMap.map(wishes.count) { index -> Result<Plan, CommandError> in
      do throws(CommandError) { return .success(try plan(wishes[index], arguments)) } catch {
        return .failure(error)
      }
    }
    var plans: [Plan] = []
    for result in results { plans.append(try result.get()) }
    return plans
  }

  private func plan(_ wish: PredictionSource.Wish, _ arguments: PredictArguments) throws(CommandError) -> Plan
  {
    let curve = study.curve(wish.rates)
    guard let against = wish.against else {
      let steps = try steps(arguments.at, curve, from: wish.first)
      return made(wish.spec, curve, steps)
    }
    let first = max(1, curve.warmupEnd)
    let rows = zip(against.rows.steps, against.rows.losses).filter { $0.0 >= first && $0.0 < curve.count }
    guard !rows.isEmpty else {
      throw CommandError(
        "'\(against.path)' has no loss between the steps \(first) and \(curve.count - 1) of \(wish.spec)",
        .unreadableData)
    }
    var plan = made(wish.spec, curve, rows.map(\.0))
    plan.against = (against, rows.map(\.1), Agreement(plan.forecast, losses: rows.map(\.1)))
    return plan
  }

  private func made(_ spec: String, _ curve: RateCurve, _ steps: [Int]) -> Plan {
    let last = curve.count - 1
    let forecast = study.forecast(curve, at: steps, band: band)
    return Plan(
      spec: spec, curve: curve, forecast: forecast,
      final: steps.last == last ? forecast : study.forecast(curve, at: [last], band: band))
  }

  private func steps(_ wish: [Int]?, _ curve: RateCurve, from first: Int?) throws(CommandError) -> [Int] {
    if let wish {
      if let outside = wish.first(where: { $0 >= curve.count }) {
        throw .usage(
          "--at \(outside): expected steps from 0 to \(curve.count - 1), as there are \(curve.count)")
      }
      return wish
    }
    let first = min(max(1, first ?? curve.warmupEnd), curve.count - 1)
    let span = curve.count - 1 - first
    let count = min(span, Self.points)
    return count == 0 ? [first] : (0...count).map { first + span * $0 / count }
  }

  // MARK: The best

  private func best(_ choice: BestChoice, _ arguments: PredictArguments) throws(CommandError) -> Best {
    let steps =
      arguments.givenSteps ?? plans.first?.curve.count ?? study.runs.map { $0.last + 1 }.max() ?? 0
    let warmup = study.runs.map { $0.warmup.steps }.max() ?? 0
    guard let decay = study.bestDecay(steps: steps, warmup: warmup, shapes: choice.shapes) else {
      throw .usage("--best: \(steps) steps leave no room for a decay after a warm-up of \(warmup)")
    }
    let items = try arguments.schedules([decay.spec], peak: study.unit)
    let planned = try PlannedSchedule(items[0], length: steps, units: PlanUnits(interval: .step))
    let curve = study.curve(planned.rates)
    let plan = made(planned.spec, curve, try self.steps(nil, curve, from: nil))
    return Best(decay: decay, plan: plan, gains: plans.map { $0.finalLoss - plan.finalLoss })
  }

  // MARK: Warnings

  private var allWarnings: [StudyWarning] {
    var all = study.warnings
    for (index, plan) in plans.enumerated() {
      all += study.warnings(
        plan.final, of: plan.curve, name: plans.count == 1 ? "the plan" : "plan \(index + 1)")
    }
    if let plan = best?.plan { all += study.warnings(plan.final, of: plan.curve, name: "the best decay") }
    if best != nil, !plans.isEmpty {
      all.append(
        StudyWarning(
          .gainOptimistic,
          "every fit overstates what one schedule gains over another, by a third and more; sign and order are right"
        ))
    }
    return all
  }
}
