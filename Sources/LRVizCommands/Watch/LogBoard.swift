import Following
import Lab
import RunLogs

/// The logs of the lab's panes: carries out the lab's commands on the follower, and passes its news on as messages.
final class LogBoard {
  private let follower: Follower
  private let options: ReadOptions

  /// - Parameter wake: called on the follower's thread when ``messages()`` has something to tell.
  init(
    _ paths: [FollowedPath], options: ReadOptions, polls: Bool, gathers: Bool,
    wake: @escaping @Sendable () -> Void
  ) {
    self.options = options
    follower = Follower(paths, options: options, polls: polls, gathers: gathers, wake: wake)
  }

  func start() { follower.start() }

  /// What happened since the last call.
  func messages() -> [LabMessage] {
    let news = follower.take()
    return news.isEmpty ? [] : [.logs(news, now: WallClock.now)]
  }

  func perform(_ command: LogCommand) {
    switch command {
    case .reread(let axis):
      var wanted = options
      if let axis { wanted.x = .axis(axis) }
      follower.reread(wanted)
    case .gather(let gathers): follower.gather(gathers)
    }
  }
}
