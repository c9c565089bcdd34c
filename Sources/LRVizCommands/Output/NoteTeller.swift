import LRSchedulers

/// Says notes on stderr, each once.
struct NoteTeller {
  private var told: [ScheduleNote] = []

  mutating func tell(_ notes: [ScheduleNote]) {
    for note in notes where !told.contains(note) {
      told.append(note)
      StandardError.say("note: \(note)")
    }
  }
}
