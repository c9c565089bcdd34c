import RunLogs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A log that comes through a pipe, such as standard input.
final class StreamSource: FollowedSource {
  let path: String
  let descriptor: Int32?
  private let file: Int32
  private var feed: LogFeed
  private var views: RunViews
  private var lines = LineSplitter()
  private let options: ReadOptions
  private var isFirst = true
  private var hasEnded = false

  /// - Parameter file: the end to read from; it is neither closed nor changed.
  init(path: String, file: Int32, ids: FollowedIDs, options: ReadOptions) {
    self.path = path
    self.file = file
    self.options = options
    descriptor = file
    feed = LogFeed(LogContext(), options: options)
    views = RunViews(path: path, ids: ids, isFound: false)
  }

  var places: [String] { [] }
  var runs: [FollowedRun] { views.shown }

  /// What has come is gone.
  func reread(_ options: ReadOptions) -> Bool { false }

  func look(_ glance: Glance) -> LookOutcome {
    var outcome = LookOutcome()
    var taken = 0
    while !hasEnded, taken < glance.budget, isReadable {
      let count = read(file, glance.buffer.baseAddress, glance.buffer.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      outcome.hasNews = true
      guard count > 0 else {
        end(count < 0 ? errno : 0)
        return outcome
      }
      take(Bytes(rebasing: glance.buffer[..<count]))
      taken += count
    }
    outcome.hasMore = taken >= glance.budget
    outcome.bytes = taken
    if outcome.hasNews { publish() }
    return outcome
  }

  private func take(_ bytes: Bytes) {
    views.updateFirst { lines.take(bytes, remaining: 0, isFirst: isFirst, &feed, &$0) }
    isFirst = false
  }

  private func publish() {
    views.take(feed.provisional(), options)
    views.updateAll { $0.lastGrowth = WallClock.now }
    _ = views.set(views.areEmpty ? .waiting : .following)
  }

  private var isReadable: Bool {
    var polled = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) > 0
  }

  private func end(_ error: Int32) {
    hasEnded = true
    feed.finish()
    views.take(feed.run, options)
    if error != 0 {
      _ = views.set(.unreadable(String(cString: strerror(error))))
    } else {
      _ = views.set(feed.isHopeless ? .noLog("is in no format that lrviz reads") : .ended)
    }
  }

  var isOver: Bool { hasEnded }
}
