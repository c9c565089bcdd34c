import RunLogs
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What is to be followed.
package enum FollowedPath: Sendable, Equatable {
  /// A file, or a folder that is searched for logs now and whenever something appears in it.
  case local(String)
  /// The files and folders that match a pattern, now and later.
  case pattern(String)
  /// Standard input.
  case input
  /// A file or folder on another machine, by ssh.
  case remote(host: String, path: String)
}

/// Follows logs that grow, on a thread of its own that sleeps while nothing happens.
///
///     let follower = Follower([.local("runs")], wake: { waker.wake() })
///     follower.start()
///     …                                  // awake:
///     for news in follower.take() { … }
///
/// Nothing is written, locked or kept from being written. A log that is rotated, cut, rewritten, replaced, removed or
/// made unreadable is followed as far as that can be done, and the run's condition says what happened.
package final class Follower: Sendable {
  struct Shared: Sendable {
    var runs: [FollowedID: FollowedRun] = [:]
    var others: [FollowNews] = []
    var hasWoken = false
    var wanted: ReadOptions?
    var gathers: Bool?
    var isStopping = false

    /// Keeps of every run the latest; one that is dropped is no longer told of.
    mutating func add(_ news: FollowNews) {
      switch news {
      case .run(let run): runs[run.id] = run
      case .dropped(let id):
        runs[id] = nil
        others.append(news)
      case .remark, .settled: others.append(news)
      }
    }
  }

  let shared = Mutex(Shared())
  let paths: [FollowedPath]
  let options: ReadOptions
  let polls: Bool
  let gathers: Bool
  private let wake: @Sendable () -> Void
  /// The ends of the pipe that wakes the thread.
  let inbox: Int32
  private let outbox: Int32

  /// - Parameters:
  ///   - polls: whether files are looked at once a second instead of waiting for the kernel's word.
  ///   - gathers: whether the logs of a job's processes are one run; see ``gather(_:)``.
  ///   - wake: called on the follower's thread when ``take()`` has something to tell; not called again before that has
  ///     been asked. It must not block.
  package init(
    _ paths: [FollowedPath], options: ReadOptions = ReadOptions(), polls: Bool = false, gathers: Bool = false,
    wake: @escaping @Sendable () -> Void
  ) {
    self.paths = paths
    self.options = options
    self.polls = polls
    self.gathers = gathers
    self.wake = wake
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
    }
    (inbox, outbox) = (ends[0], ends[1])
  }

  deinit {
    for end in [inbox, outbox] where end >= 0 { close(end) }
  }

  /// Begins to follow.
  package func start() {
    var thread = pthread_t()
    let me = Unmanaged.passRetained(self)
    let failure = pthread_create(
      &thread, nil,
      { argument in
        #if canImport(Glibc)
          guard let argument else { return nil }
        #endif
        let follower = Unmanaged<Follower>.fromOpaque(argument).takeRetainedValue()
        FollowLoop(follower).run()
        return nil
      }, me.toOpaque())
    if failure == 0 {
      pthread_detach(thread)
    } else {
      me.release()
      post { $0.others.append(.remark("no thread to follow with: \(String(cString: strerror(failure)))")) }
    }
  }

  /// What has happened since the last call: of every run the latest state only.
  package func take() -> [FollowNews] {
    shared.withLock { shared in
      let runs = shared.runs.values.sorted { $0.id.rawValue < $1.id.rawValue }.map(FollowNews.run)
      let others = shared.others
      (shared.runs, shared.others, shared.hasWoken) = ([:], [], false)
      return runs + others
    }
  }

  /// Reads everything again in another way, such as over time instead of steps.
  package func reread(_ options: ReadOptions) {
    shared.withLock { $0.wanted = options }
    knock()
  }

  /// Shows the logs of a job's processes as one run, or each as one.
  package func gather(_ gathers: Bool) {
    shared.withLock { $0.gathers = gathers }
    knock()
  }

  /// Ends the thread as soon as it looks up.
  package func stop() {
    shared.withLock { $0.isStopping = true }
    knock()
  }

  private func knock() {
    _ = [UInt8(0)].withUnsafeBufferPointer { write(outbox, $0.baseAddress, 1) }
  }

  /// Leaves something for the reader, and wakes it once.
  func post(_ change: (inout Shared) -> Void) {
    let isAsleep = shared.withLock { shared in
      change(&shared)
      defer { shared.hasWoken = true }
      return !shared.hasWoken
    }
    if isAsleep { wake() }
  }
}
