import LRSchedulers

/// Prints notes on stderr, each once.
struct NoteLog {
  private var printed: [ScheduleNote] = []

  mutating func print(_ notes: [ScheduleNote]) {
    for note in notes where !printed.contains(note) {
      printed.append(note)
      StandardError.say("note: \(note)")
    }
  }
}
