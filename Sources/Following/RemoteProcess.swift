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

  private static let arguments = [
    "-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=15", "-o",
    "ServerAliveCountMax=3", "-o", "Compression=yes",
  ]
  private static let longestComplaint = 4_096
  /// POSIX_SPAWN_SETSID: without a terminal of its own nothing can ask on it.
  private static let newSession: Int16 = 0x80

  /// - Throws: what the system says.
  init(host: String, script: String) throws(RemoteFailure) {
    var pipes: [[Int32]] = []
    for _ in 0..<3 {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw RemoteFailure(errno) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes.append(ends)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (stream, end) in [pipes[0][0], pipes[1][1], pipes[2][1]].enumerated() {
      posix_spawn_file_actions_adddup2(&actions, end, Int32(stream))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Self.newSession)
    var argv = (["ssh"] + Self.arguments + ["--", host, "sh"]).map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    child = 0
    let failure = posix_spawnp(&child, "ssh", &actions, &attributes, &argv, environ)
    for end in [pipes[0][0], pipes[1][1], pipes[2][1]] { close(end) }
    (output, errors) = (pipes[1][0], pipes[2][0])
    for end in [output, errors] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    guard failure == 0 else {
      close(pipes[0][1])
      child = 0
      throw RemoteFailure(failure)
    }
    // A script is shorter than what a pipe holds.
    _ = Array(script.utf8).withUnsafeBytes { write(pipes[0][1], $0.baseAddress, $0.count) }
    close(pipes[0][1])
  }

  deinit {
    for end in [output, errors] where end >= 0 { close(end) }
    guard child > 0 else { return }
    kill(child, SIGTERM)
    waitpid(child, nil, 0)
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
