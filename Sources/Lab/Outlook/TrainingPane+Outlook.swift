import LRSchedulers
import Tracks

/// What a run gives a forecast to go by.
extension TrainingPane {
  /// - Parameter others: the schedules of other panes.
  func outlookRequest(_ others: [OutlookSubject.Other]) -> OutlookRequest {
    guard trains else { return .refused("nothing is trained here") }
    if let epoch = history.divergedAt { return .refused("the run diverged at epoch \(epoch)") }
    guard forecast.plan.isComplete, goal <= epoch else { return .notYet }
    let (steps, overflows) = configuration.epochs.multipliedReportingOverflow(by: texts.stepsPerEpoch)
    var subject = OutlookSubject(
      losses: measured, isTrainingLoss: history.validationLoss.isEmpty, epochs: Double(epoch),
      stepsPerX: Double(texts.stepsPerEpoch),
      // What is measured at the end of an epoch stands at its last step.
      stepAtZero: -1, ran: .exactly(stepRates), plan: stepRates, steps: overflows ? .max : steps,
      others: others)
    if schedule.needsMetric, !state.isOver {
      subject.remark = "\(schedule.name) follows the loss: this is as if it did not cut again"
    }
    return .subject(subject)
  }

  /// Its schedule for the forecasts of other panes; nil where nobody can say it before, or not yet.
  func alternative(number: Int) -> OutlookSubject.Other? {
    guard state.isOver || forecast.plan.isComplete && !schedule.needsMetric else { return nil }
    let (steps, overflows) = configuration.epochs.multipliedReportingOverflow(by: texts.stepsPerEpoch)
    guard !overflows else { return nil }
    return OutlookSubject.Other(number: number, name: schedule.name, rates: stepRates, steps: steps)
  }

  private var stepRates: StepRates {
    let countsSteps = configuration.interval == .step
    // The plan of a run that is over is that of the next one, if there is any.
    let isAhead = !trains || !state.isOver
    return StepRates(
      past: rates.first ?? Track(), ahead: isAhead ? forecast.plan.rates.first ?? Track() : Track(),
      firstCount: 1, countsPerStep: countsSteps ? 1 : 1 / Double(texts.stepsPerEpoch))
  }

  /// Another one where its forecast, or one under its schedule, would be another.
  func addOutlookKey(to hasher: inout Hasher) {
    hasher.combine(measured.count)
    hasher.combine(events.count)
    hasher.combine(configuration.lrs)
    hasher.combine(configuration.epochs)
    hasher.combine(configuration.interval)
    hasher.combine(schedule.spec)
    hasher.combine(forecast.plan.isComplete)
  }
}
