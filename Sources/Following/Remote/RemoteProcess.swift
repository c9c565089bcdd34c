#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The system's `ssh` with a script to run on another machine. It asks nothing, so that no question stands on the screen:
/// keys, agents, jump hosts and known hosts are those of its own configuration.
final class RemoteProcess {
  /// Readable when the other machine has said something.
  let output: Int32
  private let errors: Int32
  private var child: pid_t
  private var complaint: [UInt8] = []
  private var hasEnded = false

  private static let arguments = [
    "-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=15", "-o",
    "ServerAliveCountMax=3", "-o", "Compression=yes",
  ]
  private static let longestComplaint = 4_096
  /// Who has closed its output ends at once.
  private static let patience = 40
  private static let pause: Int32 = 5
  /// POSIX_SPAWN_SETSID: without a terminal of its own nothing can ask on it.
  private static let newSession: Int16 = 0x80

  /// - Parameter program: what is run for `ssh`; looked for in `PATH`.
  /// - Throws: what the system says.
  init(_ program: String, host: String, script: String) throws(RemoteFailure) {
    var pipes: [[Int32]] = []
    for stream in 0..<3 {
      var ends: [Int32] = [-1, -1]
      // What is written to one that has ended must not end this program: sockets can be asked for that, pipes cannot.
      let isMade = stream == 0 ? Self.sockets(&ends) : pipe(&ends)
      guard isMade == 0 else { throw RemoteFailure(errno) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes.append(ends)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (stream, end) in [pipes[0][0], pipes[1][1], pipes[2][1]].enumerated() {
      posix_spawn_file_actions_adddup2(&actions, end, Int32(stream))
    }
    var argv = ([program] + Self.arguments + ["--", host, "sh"]).map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    var child: pid_t = 0
    let failure = ChildAttributes.with(flags: Self.newSession) {
      posix_spawnp(&child, program, &actions, $0, &argv, environ)
    }
    for end in [pipes[0][0], pipes[1][1], pipes[2][1]] { close(end) }
    (output, errors) = (pipes[1][0], pipes[2][0])
    self.child = failure == 0 ? child : 0
    for end in [output, errors] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    guard failure == 0 else {
      close(pipes[0][1])
      throw RemoteFailure(failure)
    }
    // A script is shorter than what a socket holds.
    _ = Array(script.utf8).withUnsafeBytes {
      send(pipes[0][1], $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    close(pipes[0][1])
  }

  private static func sockets(_ ends: inout [Int32]) -> Int32 {
    socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
  }

  deinit {
    for end in [output, errors] where end >= 0 { close(end) }
    guard child > 0, !hasEnded else { return }
    // It has nothing to tidy up.
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
  }

  /// Ends it; what it still said can be read.
  func end() { if child > 0, !hasEnded { kill(child, SIGTERM) } }

  /// The status with which it has ended, waited for a moment; nil where it goes on, or a signal has ended it.
  func status() -> Int32? {
    var status: Int32 = 0
    for _ in 0..<Self.patience where child > 0 && !hasEnded {
      hasEnded = waitpid(child, &status, WNOHANG) == child
      if !hasEnded { _ = poll(nil, 0, Self.pause) }
    }
    return hasEnded && status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }

  /// Why it ended, in its own last words.
  func lastWords() -> String {
    var room = [UInt8](repeating: 0, count: 1_024)
    while case let count = read(errors, &room, room.count), count > 0 {
      if complaint.count < Self.longestComplaint { complaint += room[..<count] }
    }
    let lines = String(decoding: complaint, as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.last.map(String.init) ?? "the connection has ended"
  }
}

/// Why there is no connection.
struct RemoteFailure: Error {
  let words: String

  init(_ number: Int32) {
    words = number == ENOENT ? "there is no ssh" : String(cString: strerror(number))
  }
}
