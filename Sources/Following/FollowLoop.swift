import CSystem
import RunLogs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The follower's thread: looks at what has changed, passes it on, sleeps.
final class FollowLoop {
  private let follower: Follower
  private var catalog: SourceCatalog
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 20)
  private var pace = Pacemaker()
  private var gatherer: JobGatherer
  private var nextPoll = 0.0
  private var remark: String?
  private var hasSettled = false
  /// Bytes that have been read since memory was given back.
  private var taken = 0

  private static let pollInterval = 1.0
  /// Files beyond so many are opened for each look.
  private static let mostOpen = 200
  /// When so many bytes have been read, what reading them has left in the allocator is given back.
  private static let readBeforeGivingBack = 1 << 18

  init(_ follower: Follower) {
    self.follower = follower
    catalog = SourceCatalog(follower.paths, options: follower.options, polls: follower.polls)
    gatherer = JobGatherer(isOn: follower.gathers)
  }

  deinit { buffer.deallocate() }

  func run() {
    while let orders = orders() {
      if let options = orders.options { catalog.reread(options) }
      if let gathers = orders.gathers {
        post(gatherer.gather(gathers, catalog.entries.flatMap(\.source.runs)))
      }
      catalog.search(WallClock.uptime)
      lookAround()
      tell()
      sleep()
    }
  }

  /// What the owner wants; nil where that is an end.
  private func orders() -> (options: ReadOptions?, gathers: Bool?)? {
    var bytes: (UInt64, UInt64) = (0, 0)
    while read(follower.inbox, &bytes, 16) > 0 {}
    return follower.shared.withLock { shared in
      defer { (shared.wanted, shared.gathers) = (nil, nil) }
      return shared.isStopping ? nil : (shared.wanted, shared.gathers)
    }
  }

  // MARK: Looking

  /// Looks at everything that may have changed, in turns, until there is nothing to be read any more.
  private func lookAround() {
    let now = WallClock.uptime
    pace.begin(at: now)
    let isPolling = now >= nextPoll
    if isPolling { nextPoll = now + Self.pollInterval }
    for entry in catalog.entries where entry.isDue(now, isPolling: isPolling) { look(at: entry) }
  }

  private func look(at entry: SourceEntry) {
    let outcome = entry.source.look(
      Glance(
        buffer: buffer, isTold: entry.isTold, keepsOpen: catalog.entries.count <= Self.mostOpen,
        time: WallClock.uptime))
    taken += outcome.bytes
    if outcome.isStore { return catalog.replaceWithStore(entry) }
    entry.isTold = outcome.hasMore
    entry.hasMore = outcome.hasMore
    entry.nextLook = outcome.nextLook
    if outcome.hasNews {
      post(gatherer.take(entry.source.runs))
    }
  }

  private func post(_ news: [FollowNews]) {
    guard !news.isEmpty else { return }
    follower.post { shared in
      for one in news { shared.add(one) }
    }
  }

  private func tell() {
    let present = catalog.remark ?? catalog.entries.lazy.compactMap(\.source.remark).first
    if present != remark {
      remark = present
      follower.post { [remark] in $0.others.append(.remark(remark)) }
    }
    guard !hasSettled, !catalog.entries.contains(where: { $0.hasMore || $0.isTold }) else { return }
    hasSettled = true
    let count = catalog.entries.reduce(0) { $0 + $1.source.runs.count }
    follower.post { $0.others.append(.settled(count: count)) }
  }

  // MARK: Sleeping

  /// Until something happens, or is due.
  private func sleep() {
    let now = WallClock.uptime
    if catalog.entries.contains(where: \.hasMore) { return gather(0) }
    giveBack()
    var due = catalog.nextSearch ?? .infinity
    for entry in catalog.entries { due = min(due, entry.nextLook ?? .infinity) }
    if catalog.entries.contains(where: \.isPolled) { due = min(due, nextPoll) }
    gather(due == .infinity ? -1 : max(0, due - now))
    // News that come one after the other are looked at together.
    while case let rest = pace.rest(at: WallClock.uptime), rest > 0 { hush(rest) }
    takeEvents()
  }

  private func giveBack() {
    guard taken >= Self.readBeforeGivingBack else { return }
    taken = 0
    cs_give_back(buffer.baseAddress, buffer.count)
  }

  /// Sleeps in the system until one of the descriptors is readable.
  ///
  /// - Parameter seconds: at most so long; forever if negative.
  private func gather(_ seconds: Double) {
    let streams = catalog.entries.filter { !$0.isOver && $0.source.descriptor != nil }
    var polled = [pollfd(fd: follower.inbox, events: Int16(POLLIN), revents: 0)]
    polled.append(pollfd(fd: catalog.events?.descriptor ?? -1, events: Int16(POLLIN), revents: 0))
    for stream in streams {
      polled.append(pollfd(fd: stream.source.descriptor ?? -1, events: Int16(POLLIN), revents: 0))
    }
    let milliseconds = seconds < 0 ? -1 : Int32(min(seconds * 1_000 + 0.999, 86_400_000))
    _ = poll(&polled, nfds_t(polled.count), milliseconds)
    for (stream, state) in zip(streams, polled.dropFirst(2)) where state.revents != 0 { stream.isTold = true }
  }

  /// Sleeps whatever comes, except that the owner may wake it.
  private func hush(_ seconds: Double) {
    var polled = pollfd(fd: follower.inbox, events: Int16(POLLIN), revents: 0)
    if poll(&polled, 1, Int32(seconds * 1_000 + 0.999)) != 0 { pace.skip() }
  }

  private func takeEvents() {
    for event in catalog.events?.take() ?? [] { catalog.note(event, at: WallClock.uptime) }
  }
}

/// Lets the thread look at once at what comes now and then, and else eight times a second, so that what follows fast is
/// read in pieces worth reading.
struct Pacemaker {
  private static let interval = 0.125
  /// Turns that nobody used are kept, so many at most.
  private static let kept = 10.0
  /// When the turns that have been used are over.
  private var used = 0.0

  mutating func begin(at now: Double) { used = max(used, now) + Self.interval }

  /// How long to wait for the next turn.
  func rest(at now: Double) -> Double { used - Self.kept * Self.interval - now }

  mutating func skip() { used = 0 }
}
