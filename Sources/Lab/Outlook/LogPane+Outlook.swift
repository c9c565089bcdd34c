import LRSchedulers
import RunLogs
import Tracks

/// What a log gives a forecast to go by.
extension LogPane {
  /// So many rows of a validation loss are preferred to any number of a training loss.
  private static let enough = 20

  /// - Parameter others: the plans over other logs.
  func outlookRequest(_ others: [OutlookSubject.Other]) -> OutlookRequest {
    guard let loss = foretoldSeries else { return .refused("there is no loss in this log") }
    guard axis != .time else { return .refused("the losses stand by time, and the laws count steps") }
    guard let plan else { return .refused("no plan lies over this log; e lays one, whose end is foretold") }
    guard plan.failure == nil else { return .refused("the plan fails") }
    guard plan.isComplete, let rates = plannedRates else { return .notYet }
    guard let steps = plannedSteps else {
      return .refused("neither the log nor its plan says where the run ends")
    }
    let isTraining = roles[.valLoss] != loss && roles[.testLoss] != loss
    let isFollowed = plan.verdict?.isGood ?? true
    let logged = self.rates.first.flatMap { $0.isEmpty || isFollowed ? nil : $0 }
    return .subject(
      OutlookSubject(
        losses: run.series[loss].track, isTrainingLoss: isTraining, epochs: passes,
        stepsPerX: stepsPerX, stepAtZero: 0, ran: logged.map { .logged($0) } ?? .exactly(rates), plan: rates,
        steps: steps, others: others))
  }

  /// Its plan for the forecasts of other panes; nil where there is none, or its end is not known.
  func alternative(number: Int) -> OutlookSubject.Other? {
    guard let plan, plan.failure == nil, plan.isComplete, let rates = plannedRates, let steps = plannedSteps
    else { return nil }
    return OutlookSubject.Other(number: number, name: plan.schedule.name, rates: rates, steps: steps)
  }

  private var foretoldSeries: Int? {
    if let validation = roles[.valLoss], run.series[validation].track.count >= Self.enough {
      return validation
    }
    return roles[.trainLoss] ?? roles[.valLoss] ?? roles[.testLoss]
  }

  /// Optimizer steps of what x counts, as far as the log tells.
  private var stepsPerX: Double { axis == .epoch ? run.clock.stepsPerEpoch ?? 1 : 1 }

  private var passes: Double {
    guard let lastX else { return 1 }
    if axis == .epoch { return lastX }
    return run.clock.stepsPerEpoch.map { lastX / $0 } ?? track(.epoch)?.last ?? 1
  }

  private var plannedRates: StepRates? {
    guard let plan, let track = plan.plannedTrack, !track.isEmpty else { return nil }
    return StepRates(
      ahead: track, firstCount: plan.stand.shift, countsPerStep: 1 / (stepsPerX * plan.stand.perCount))
  }

  /// As far as the log says that it goes, or else the plan.
  private var plannedSteps: Int? {
    guard let plan else { return nil }
    let own = plan.ownCounts.map { (Double($0) - plan.stand.shift) * plan.stand.perCount }
    guard let end = endX ?? own, end > 0 else { return nil }
    return Int(exactly: min(end * stepsPerX, 1e15).rounded()).map { $0 + 1 }
  }

  /// Another one where its forecast, or one under its plan, would be another.
  func addOutlookKey(to hasher: inout Hasher) {
    hasher.combine(foretoldSeries.map { run.series[$0].track.count })
    hasher.combine(followed.beginning)
    hasher.combine(plan?.text)
    hasher.combine(plan?.isComplete)
    hasher.combine(plan?.verdict?.isGood)
    hasher.combine(endX)
  }
}
