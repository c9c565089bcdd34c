import LRSchedulers
import Lab
import Tracks
import Training

extension SessionSnapshot.Run {
  var configuration: RunConfiguration { pane.started }

  /// The schedule that the run ended with so far.
  var schedule: Schedule { pane.schedule(inEpoch: max(1, pane.epoch)) }

  /// What was assigned to the run, so far as it was trained with it.
  var assignments: [ScheduleAssignment] {
    pane.events.compactMap { event in
      guard case .assigned(let assignment) = event, assignment.epoch <= pane.epoch else { return nil }
      return assignment
    }
  }

  /// The changes of the rate, by the epoch that tells of them: one by hand by the epoch it was made before, one of the
  /// schedule by the epoch at whose end, or in whose course, it was made.
  private var changes: [Int: [LRChange]] {
    let stepsPerEpoch = configuration.stepsPerEpoch
    let all = pane.events.compactMap { if case .change(let change) = $0 { change } else { nil } }
    return Dictionary(grouping: all) { change in
      if change.kind == .set { return change.epoch }
      return change.step.map { ($0 - 2) / stepsPerEpoch + 1 } ?? change.epoch - 1
    }
  }

  /// The epochs that were trained, in order.
  var rows: [SessionRow] {
    let (changes, assignments) = (changes, Dictionary(grouping: assignments, by: \.epoch))
    let countsPerEpoch = configuration.interval == .step ? configuration.stepsPerEpoch : 1
    let (rates, momenta, history) = (pane.history.rates, pane.history.momenta, pane.history)
    var schedule = configuration.schedule
    return (1...max(1, pane.epoch)).prefix(pane.epoch).map { epoch in
      let first = Double((epoch - 1) * countsPerEpoch + 1)
      let assigned = assignments[epoch] ?? []
      schedule = assigned.last?.schedule ?? schedule
      return SessionRow(
        epoch: epoch, schedule: schedule, lrs: rates.compactMap { $0.value(at: first) },
        momenta: momenta.compactMap { $0.value(at: first) },
        trainLoss: history.trainingLoss.value(at: Double(epoch)) ?? .nan,
        valLoss: history.validationLoss.value(at: Double(epoch)),
        valAccuracy: history.accuracy.value(at: Double(epoch)), assigned: assigned.flatMap(\.changes),
        changes: changes[epoch] ?? [])
    }
  }
}

/// An epoch of a run as it was: its numbers, the schedule in force, and what happened.
struct SessionRow {
  var epoch: Int
  var schedule: Schedule
  /// By parameter group, as the epoch began.
  var lrs: [Double]
  var momenta: [Double]
  var trainLoss: Double
  /// nil for an epoch that was not validated.
  var valLoss: Double?
  var valAccuracy: Double?
  /// Attributes assigned before the epoch.
  var assigned: [ScheduleAssignment.Change]
  /// Rates set before the epoch, and those changed by the schedule after it; each names the epoch it holds from.
  var changes: [LRChange]
}
