import LRSchedulers

/// Prints notes on stderr, each once; while another program draws on that terminal, as in `lrviz train … | lrviz watch -`, none.
struct NoteLog {
  private var seen: [ScheduleNote] = []
  private var held: [ScheduleNote] = []

  mutating func print(_ notes: [ScheduleNote]) {
    for note in notes where !seen.contains(note) {
      seen.append(note)
      held.append(note)
    }
    flush()
  }

  /// Prints what was held back, if the terminal is free by now.
  mutating func flush() {
    guard !held.isEmpty, !StandardError.isTakenOver else { return }
    for note in held { StandardError.say("note: \(note)") }
    held = []
  }
}
