import RunLogs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A log that comes through a pipe, such as standard input; or the logs of several panes, as `lrviz train` writes them.
final class StreamSource: FollowedSource {
  let path: String
  let descriptor: Int32?
  private let file: Int32
  private let ids: FollowedIDs
  private var parts: [Part]
  private var router: PaneRouter?
  private var options: ReadOptions
  private var isFirst = true
  private var hasEnded = false

  private struct Part {
    var feed: LogFeed
    var view: RunView
    var lines = LineSplitter()
    var isFirst = true

    mutating func take(_ bytes: Bytes) {
      view.update { lines.take(bytes, remaining: 0, isFirst: isFirst, &feed, &$0) }
      isFirst = false
    }
  }

  /// - Parameter file: the end to read from; it is neither closed nor changed.
  init(path: String, file: Int32, ids: FollowedIDs, options: ReadOptions) {
    self.path = path
    self.file = file
    self.ids = ids
    self.options = options
    descriptor = file
    parts = []
    parts = [part()]
  }

  var places: [String] { [] }
  var runs: [FollowedRun] { parts.map(\.view.shown) }

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
    if outcome.hasNews { publish() }
    return outcome
  }

  private func take(_ bytes: Bytes) {
    if isFirst {
      isFirst = false
      if bytes.starts(with: PaneRouter.head) { router = PaneRouter() }
    }
    guard router != nil else { return parts[0].take(bytes) }
    router?.take(bytes) { give($1, to: $0) }
  }

  private func give(_ line: Bytes, to place: Int) {
    if place == parts.count { parts.append(part()) }
    if parts[place].feed.run.name == nil { parts[place].feed.run.name = PaneRouter.name(ofRow: line) }
    parts[place].take(line)
  }

  private func part() -> Part {
    Part(
      feed: LogFeed(LogContext(), options: options),
      view: RunView(id: ids.make(), path: path, isFound: false))
  }

  private func publish() {
    for index in parts.indices {
      parts[index].view.update { $0.lastGrowth = WallClock.now }
      parts[index].view.take(parts[index].feed.provisional(), options)
      _ = parts[index].view.set(parts[index].view.shown.run.series.isEmpty ? .waiting : .following)
    }
  }

  private var isReadable: Bool {
    var polled = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) > 0
  }

  private func end(_ error: Int32) {
    hasEnded = true
    router?.finish { give($1, to: $0) }
    for index in parts.indices {
      parts[index].feed.finish()
      parts[index].view.take(parts[index].feed.run, options)
      if error != 0 {
        _ = parts[index].view.set(.unreadable(String(cString: strerror(error))))
      } else {
        let isNoLog = parts[index].feed.isHopeless
        _ = parts[index].view.set(isNoLog ? .noLog("is in no format that lrviz reads") : .ended)
      }
    }
  }

  var isOver: Bool { hasEnded }
}
