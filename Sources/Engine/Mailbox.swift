import Training

/// What a run has to tell and nobody has fetched yet.
struct Mailbox: Sendable {
  var records: [EpochRecord] = []
  var assignments: [RunAssignment] = []
  var refusals: [String] = []
  /// How the run ended, once it has.
  var ending: RunState?
  var meter = RateMeter()
  /// Whether the reader has been woken and has not come yet: it is not woken twice.
  var hasWoken = false
  /// Whether the run waits for its reader.
  var isStalled = false

  var isFull: Bool { records.count >= TrainingPool.mailboxLimit }

  /// Forgets what has been fetched; whether the run was waiting for that.
  mutating func empty() -> Bool {
    defer {
      (records, assignments, refusals) = ([], [], [])
      (hasWoken, isStalled) = (false, false)
    }
    return isStalled
  }
}
