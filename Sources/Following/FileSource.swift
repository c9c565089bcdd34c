import RunLogs

/// A log in one file.
final class FileSource: FollowedSource {
  let path: String
  private let tail: FileTail
  private let intake: LogIntake

  private static let storeHead = Array("SQLite format 3".utf8)

  init(path: String, ids: FollowedIDs, isFound: Bool, options: ReadOptions) {
    self.path = path
    tail = FileTail(path: path)
    intake = LogIntake(path: path, ids: ids, isFound: isFound, options: options)
  }

  var places: [String] { [path] }

  var runs: [FollowedRun] { intake.runs }

  func reread(_ options: ReadOptions) -> Bool {
    tail.rewind()
    intake.begin(options)
    return true
  }

  func look(_ glance: Glance) -> LookOutcome {
    var outcome = LookOutcome()
    let before = tail.offset
    let look = tail.look(
      buffer: glance.buffer, budget: glance.budget, isTold: glance.isTold, keepsOpen: glance.keepsOpen,
      restarted: { intake.restart(isContinued: true) },
      { intake.take($0, remaining: tail.remaining) })
    // A file that has started over counts from 0.
    outcome.bytes = tail.offset < before ? tail.offset : tail.offset - before
    if tail.head.starts(with: Self.storeHead) {
      outcome.isStore = true
      return outcome
    }
    switch look {
    case .grown(let more):
      outcome.hasMore = more
      outcome.hasNews = intake.note(time: glance.time, written: before == 0 ? tail.lastWrite : WallClock.now)
    case .same: break
    case .vanished: outcome.hasNews = intake.set(.vanished)
    case .unreadable(let reason): outcome.hasNews = intake.set(.unreadable(reason))
    }
    intake.rest(glance.time, &outcome)
    if look == .same { outcome.hasNews = intake.set(nil) || outcome.hasNews }
    return outcome
  }
}
