import RunLogs

/// What is made of the bytes of one log, wherever they come from: the run, or the runs that it tells apart, its other
/// lines, and what is shown while a file starts over.
final class LogIntake {
  private let context: LogContext
  private var options: ReadOptions
  private var feed: LogFeed
  private var views: RunViews
  private var lines = LineSplitter()
  /// The beginning, by which it may be known that this is no log.
  private var head: [UInt8] = []
  /// The log before its file started over, until it is known what the new one is.
  private var before: Before?
  private var lastGrowth = 0.0
  /// Whether the end that has no newline has been taken for what it is.
  private var isFinished = true

  /// So long nothing comes before the end of a file is taken for the end of its last line.
  private static let patience = 2.0
  private static let pointerHead = Array("version https://git-lfs".utf8)
  private static let storeHead = Array("SQLite format 3".utf8)

  /// - Parameters:
  ///   - path: as it is shown; its last part may say what format it is.
  ///   - id: of the first run; nil for one of `ids`.
  ///   - reader: who reads the bytes where they lie.
  init(
    path: String, id: FollowedID? = nil, ids: FollowedIDs, isFound: Bool, options: ReadOptions,
    reader: FollowedRun.RemoteReader? = nil
  ) {
    self.options = options
    context = LogContext(path: path)
    feed = LogFeed(context, options: options)
    views = RunViews(path: path, id: id, ids: ids, isFound: isFound, reader: reader)
  }

  var runs: [FollowedRun] { views.shown }

  /// Everything will come again, and is to be read otherwise.
  func begin(_ options: ReadOptions) {
    self.options = options
    restart(isContinued: false)
  }

  /// Takes bytes of the log.
  ///
  /// - Parameter remaining: how many are known to come after these.
  func take(_ bytes: Bytes, remaining: Int) {
    before?.feed?.take(bytes)
    let isFirst = head.isEmpty
    if isFirst { head = Array(bytes.prefix(Self.pointerHead.count)) }
    views.updateFirst { run in
      lines.take(bytes, remaining: remaining, isFirst: isFirst, &feed, &run)
    }
    if remaining == 0 { feed.release() }
  }

  /// What comes is another file.
  ///
  /// - Parameter isContinued: whether what comes may go on where the log was.
  func restart(isContinued: Bool) {
    let run = feed.provisional()
    if run.pointCount > 0, before == nil {
      before = Before(run, isContinued && !lines.isBinary ? feed : nil, endsInLine: lines.isInLine)
    }
    feed = LogFeed(context, options: options)
    lines = LineSplitter()
    head = []
  }

  /// Something has come.
  ///
  /// - Parameters:
  ///   - time: seconds since the machine began.
  ///   - written: when it was written, in seconds since 1970.
  /// - Returns: whether the run is another one.
  func note(time: Double, written: Double) -> Bool {
    lastGrowth = time
    isFinished = false
    views.updateAll { $0.lastGrowth = written }
    return publish(time)
  }

  /// Says how it stands with the log's source; nil: as its contents say.
  ///
  /// - Returns: whether that is new.
  func set(_ condition: FollowedRun.Condition?) -> Bool { views.set(condition ?? self.condition) }

  /// Does what is due when nothing comes for a while, or says when it will be.
  func rest(_ time: Double, _ outcome: inout LookOutcome) {
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
    views.take(whole.run, options)
    outcome.hasNews = true
  }

  // MARK: What is shown

  private var condition: FollowedRun.Condition {
    if head == Self.pointerHead {
      return .noLog("is a Git LFS pointer: the log itself has not been fetched (git lfs pull)")
    }
    // Here a store is read with its journal, which bytes that come one after the other cannot be.
    if head.starts(with: Self.storeHead) {
      return .noLog(
        "is a SQLite store, which can be followed on another machine only where lrviz is there too, on the PATH"
      )
    }
    guard views.areEmpty else { return .following }
    return feed.isHopeless ? .noLog("is in no format that lrviz reads") : .waiting
  }

  private func publish(_ time: Double) -> Bool {
    if let goingOn = before?.goesOn() {
      feed = goingOn
      before = nil
    }
    let run = feed.provisional()
    if let before, before.isStillShown(beside: run, time) { return views.set(condition) }
    if before != nil {
      before = nil
      views.updateAll { $0.beginning += 1 }
    }
    views.take(run, options)
    _ = views.set(condition)
    return true
  }
}
