import LRSchedulers
import Training

/// Notes on the changes that were made while a run was under way, the latest of each parameter.
struct ChangeNotes: Sendable, Equatable {
  private var byParameter: [(name: String, notes: [ScheduleNote])] = []

  var all: [ScheduleNote] { byParameter.flatMap(\.notes) }

  /// A parameter has been changed: what was said about it before no longer holds.
  mutating func set(_ name: String, _ notes: [ScheduleNote]) {
    byParameter.removeAll { $0.name == name }
    if !notes.isEmpty { byParameter.append((name, notes)) }
  }

  static func == (left: ChangeNotes, right: ChangeNotes) -> Bool { left.all == right.all }
}

extension TrainingPane {
  /// Notes on the changes, then on the schedule as it is, each once.
  package var notes: [ScheduleNote] {
    let all = changeNotes.all + scheduleNotes
    return all.enumerated().filter { !all[..<$0].contains($1) }.map(\.element)
  }

  /// To be called when the schedule, or what is known of its metrics, has changed.
  mutating func refreshNotes() {
    scheduleNotes = configuration.notes(hasNegativeMetrics: hasNegativeMetrics)
  }

  /// What the metric turns out to be decides whether a relative threshold is worth a note.
  mutating func updateNotes(forMetricOf record: EpochRecord) {
    guard !hasNegativeMetrics, schedule.needsMetric, record.metric < 0 else { return }
    hasNegativeMetrics = true
    refreshNotes()
  }

  /// Notes on changes that were made before the next epoch; a change taken back leaves none.
  mutating func noteChanges(from old: Tweak.Setting, to new: Tweak.Setting) {
    let step = epoch * (stepsPerEpoch ?? 1)
    for path in new.schedule.parameterPaths
    where new.schedule.parameterText(path) != old.schedule.parameterText(path) {
      changeNotes.set(path, new.schedule.notes(onAssigning: path, before: step))
    }
    if new.currentLRs != old.currentLRs {
      changeNotes.set("lr", new.schedule.notesOnSettingLR(before: step))
    }
    if let run = forecast.run, run.forkedAt == nil { changeNotes = ChangeNotes() }
  }
}
