import Following
import Lab

#if canImport(Glibc)
  import Glibc
#endif

/// `watch --until` without a terminal: what happens, a line each, and the status.
final class HeadlessWatch {
  private var lab: Lab
  private let desk: WatchDesk
  private let until: WatchEnd
  private let ends: (read: Int32, write: Int32)
  private var said: [PaneID: String] = [:]

  init(
    _ paths: [FollowedPath], _ arguments: WatchArguments, rules: AlertRules, plans: [LogPlan]
  ) throws(CommandError) {
    var pair: [Int32] = [-1, -1]
    guard pipe(&pair) == 0, let until = arguments.until else {
      throw CommandError("no pipe: \(String(cString: strerror(errno)))", .inputOutput)
    }
    let (reader, writer) = (pair[0], pair[1])
    for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(reader, F_SETFL, O_NONBLOCK)
    ends = (reader, writer)
    self.until = until
    lab = arguments.lab(plans, DisplaySettings())
    let wake: @Sendable () -> Void = {
      _ = [UInt8(0)].withUnsafeBufferPointer { write(writer, $0.baseAddress, 1) }
    }
    let board = LogBoard(
      paths, options: arguments.log.options, polls: arguments.polls, gathers: arguments.gathers, wake: wake)
    desk = WatchDesk(board, alerts: AlertBook(rules), until: until, state: nil, wake: wake)
  }

  /// Runs until what was waited for has come.
  func run() -> ExitStatus {
    desk.start()
    while true {
      for message in desk.messages() { _ = lab.update(message) }
      if let time = desk.passed(lab) { _ = lab.update(.clock(time)) }
      while lab.isPlanning { _ = lab.update(.plan(steps: 1 << 20)) }
      for message in desk.judgements(lab) { _ = lab.update(message) }
      for message in desk.attend(lab) { tell(message) }
      tellStates()
      if let status = desk.ending(lab) { return status }
      wait()
    }
  }

  private func wait() {
    var polled = pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0)
    let time = desk.untilChange(lab).map { Int32(min($0 / .milliseconds(1), 86_400_000)) + 1 } ?? -1
    _ = poll(&polled, 1, time)
    var bytes: (UInt64, UInt64) = (0, 0)
    while read(ends.read, &bytes, 16) > 0 {}
  }

  private func tell(_ message: LabMessage) {
    if case .notice(let text) = message { say(text) } else { _ = lab.update(message) }
  }

  /// Says how each run does when that has changed.
  private func tellStates() {
    for index in lab.panes.indices {
      guard let log = lab.panes[index].log, let words = log.endingWords else { continue }
      let id = lab.panes[index].id
      guard said[id] != words else { continue }
      said[id] = words
      say("\(log.title): \(words)")
    }
  }

  private func say(_ text: String) {
    var output = ByteSink.standardOutput()
    try? output.write(text + "\n")
    try? output.flush()
  }
}
