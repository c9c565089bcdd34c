import RunLogs

/// A log in one file.
final class FileSource: FollowedSource {
  let path: String
  private let tail: FileTail
  private var options: ReadOptions
  private var feed: LogFeed
  private var view: RunView
  private var lines = LineSplitter()
  /// The log before its file began anew, until it is known what the new one is.
  private var before: Before?
  private var lastGrowth = 0.0
  /// Whether the end that has no newline has been taken for what it is.
  private var isFinished = true

  /// So long nothing comes before the end of a file is taken for the end of its last line.
  private static let patience = 2.0

  init(path: String, id: FollowedID, isFound: Bool, options: ReadOptions) {
    self.path = path
    self.options = options
    tail = FileTail(path: path)
    feed = LogFeed(LogContext(fileName: PathName.last(path)), options: options)
    view = RunView(id: id, path: path, isFound: isFound)
  }

  var places: [String] { [path] }

  var runs: [FollowedRun] { view.isShown ? [view.shown] : [] }

  func reread(_ options: ReadOptions) -> Bool {
    self.options = options
    tail.rewind()
    restart(isContinued: false)
    return true
  }

  func look(_ glance: Glance) -> LookOutcome {
    var outcome = LookOutcome()
    let size = tail.offset
    let look = tail.look(
      buffer: glance.buffer, budget: glance.budget, isTold: glance.isTold, keepsOpen: glance.keepsOpen,
      restarted: { restart(isContinued: true) }, { take($0) })
    if tail.head.starts(with: Self.storeHead) {
      outcome.isStore = true
      return outcome
    }
    switch look {
    case .grown(let more):
      grown(glance, isFirst: size == 0)
      outcome.hasMore = more
      outcome.hasNews = publish(glance.time)
    case .same: break
    case .vanished: outcome.hasNews = view.set(.vanished)
    case .unreadable(let reason): outcome.hasNews = view.set(.unreadable(reason))
    }
    finish(glance.time, &outcome)
    if look == .same { outcome.hasNews = view.set(condition) || outcome.hasNews }
    return outcome
  }

  private func grown(_ glance: Glance, isFirst: Bool) {
    lastGrowth = glance.time
    isFinished = false
    view.update { $0.lastGrowth = isFirst ? tail.lastWrite : WallClock.now }
  }

  private static let storeHead = Array("SQLite format 3".utf8)

  // MARK: Bytes

  private func take(_ bytes: Bytes) {
    before?.feed?.take(bytes)
    view.update { run in
      lines.take(bytes, remaining: tail.remaining, isFirst: tail.offset <= bytes.count, &feed, &run)
    }
  }

  /// - Parameter isContinued: whether what comes may go on where the log was.
  private func restart(isContinued: Bool) {
    let run = feed.provisional()
    if run.pointCount > 0, before == nil {
      before = Before(run, isContinued && !lines.isBinary ? feed : nil, endsInLine: lines.isInLine)
    }
    feed = LogFeed(LogContext(fileName: PathName.last(path)), options: options)
    lines = LineSplitter()
  }

  // MARK: What is shown

  private var condition: FollowedRun.Condition {
    if feed.isHopeless, view.shown.run.series.isEmpty { return .noLog("is in no format that lrviz reads") }
    if tail.head.starts(with: Self.pointerHead) {
      return .noLog("is a Git LFS pointer: the log itself has not been fetched (git lfs pull)")
    }
    return view.shown.run.series.isEmpty ? .waiting : .following
  }

  private static let pointerHead = Array("version https://git-lfs".utf8)

  private func publish(_ time: Double) -> Bool {
    if let goingOn = before?.goesOn() {
      feed = goingOn
      before = nil
    }
    let run = feed.provisional()
    if let before, before.isStillShown(beside: run, time) { return view.set(condition) }
    if before != nil {
      before = nil
      view.update { $0.beginning += 1 }
    }
    view.take(run, options)
    _ = view.set(condition)
    return true
  }

  /// What is due when nothing comes for a while.
  private func finish(_ time: Double, _ outcome: inout LookOutcome) {
    if let before, feed.provisional().pointCount > 0 {
      if time < before.end { return outcome.nextLook = before.end }
      outcome.hasNews = publish(time) || outcome.hasNews
    }
    guard !isFinished, before == nil else { return }
    let due = lastGrowth + Self.patience
    if time < due { return outcome.nextLook = due }
    isFinished = true
    var whole = feed
    whole.finish()
    view.take(whole.run, options)
    outcome.hasNews = true
  }
}
