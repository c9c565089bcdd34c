import RunLogs

/// A run in TensorBoard's event files, to which more may come.
final class EventsSource: FollowedSource {
  let path: String
  private var parts: [String: Part] = [:]
  /// The files in the order in which they are read.
  private var order: [LogSource.Part] = []
  private var run = LogRun()
  private var options: ReadOptions
  private var view: RunView

  private final class Part {
    let tail: FileTail
    var feed: LogFeed

    init(_ source: LogSource.Part, _ options: ReadOptions) {
      var options = options
      options.format = LogFormat.tensorBoard.name
      tail = FileTail(path: source.path)
      feed = LogFeed(
        LogContext(fileName: PathName.last(source.path), prefix: source.prefix), options: options)
    }
  }

  init(
    root: String, files: [LogSource.Part], id: FollowedID, isFound: Bool, options: ReadOptions
  ) {
    path = root
    self.options = options
    view = RunView(id: id, path: root, isFound: isFound)
    add(files)
  }

  var places: [String] { order.map(\.path) }

  var runs: [FollowedRun] { view.isShown ? [view.shown] : [] }

  /// Takes files that were found since.
  func add(_ files: [LogSource.Part]) {
    for file in files where parts[file.path] == nil {
      parts[file.path] = Part(file, options)
      order.append(file)
    }
    order.sort { ($0.prefix, $0.path) < ($1.prefix, $1.path) }
  }

  func reread(_ options: ReadOptions) -> Bool {
    self.options = options
    beginAnew()
    return true
  }

  /// The files share a run, in which one may purge what another has written: so all start over together.
  private func beginAnew() {
    run = LogRun()
    view.update { $0.beginning += 1 }
    for file in order { parts[file.path] = Part(file, options) }
  }

  func look(_ glance: Glance) -> LookOutcome {
    var outcome = LookOutcome()
    var reasons: [String] = []
    var vanished = 0
    var isAnew = false
    for file in order where !isAnew {
      guard let part = parts[file.path] else { continue }
      let before = part.tail.offset
      defer { outcome.bytes += max(0, part.tail.offset - before) }
      switch look(part, glance, isNewest: file == order.last, &isAnew) {
      case .grown(let more):
        outcome.hasNews = true
        outcome.hasMore = outcome.hasMore || more
        view.update { $0.lastGrowth = max($0.lastGrowth, part.tail.lastWrite) }
      case .same: break
      case .vanished: vanished += 1
      case .unreadable(let reason): reasons.append(reason)
      }
    }
    if isAnew {
      beginAnew()
      outcome.hasMore = true
      return outcome
    }
    if outcome.hasNews { view.take(run, options) }
    let condition = condition(reasons.first, vanished: vanished)
    outcome.hasNews = view.set(condition) || outcome.hasNews
    return outcome
  }

  private func look(_ part: Part, _ glance: Glance, isNewest: Bool, _ isAnew: inout Bool) -> FileTail.Look {
    part.feed.run = run
    run = LogRun()
    defer {
      run = part.feed.run
      part.feed.run = LogRun()
    }
    var hasRestarted = false
    let look = part.tail.look(
      buffer: glance.buffer, budget: glance.budget, isTold: glance.isTold,
      keepsOpen: glance.keepsOpen && isNewest, restarted: { hasRestarted = true },
      { if !hasRestarted { part.feed.take($0) } })
    isAnew = hasRestarted
    if case .grown(more: false) = look { part.feed.release() }
    return look
  }

  private func condition(_ reason: String?, vanished: Int) -> FollowedRun.Condition {
    if vanished == order.count { return .vanished }
    if let reason { return .unreadable(reason) }
    return run.series.isEmpty ? .waiting : .following
  }
}
