import Glibc
import Testing

/// The built binary as a child process.
struct Program {
  /// What a run came to.
  struct Outcome: Sendable {
    /// The exit status, or 128 and the number of the signal that ended it.
    var status: Int32
    var output: String
    var errors: String
  }

  /// Where standard output goes.
  enum Destination {
    case captured
    case closed
    case file(String)
  }

  /// `lrviz` as built beside the tests.
  static let path: String = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let bytes = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    let tests = String(decoding: bytes, as: UTF8.self)
    return tests.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/lrviz"
  }()

  /// A locale and a terminal that do not depend on who runs the tests.
  static let environment = ["LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "PATH": "/usr/bin:/bin"]

  /// Runs to the end, with nothing on standard input.
  static func run(
    _ arguments: [String], environment: [String: String] = Program.environment,
    output destination: Destination = .captured
  ) throws -> Outcome {
    let output = try Capture()
    let errors = try Capture()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, errors.descriptor, 2)
    switch destination {
    case .captured: posix_spawn_file_actions_adddup2(&actions, output.descriptor, 1)
    case .closed: posix_spawn_file_actions_addclose(&actions, 1)
    case .file(let path): posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
    }
    let status = try spawn(arguments, environment, &actions)
    return Outcome(status: status, output: output.text(), errors: errors.text())
  }

  private static func spawn(
    _ arguments: [String], _ environment: [String: String], _ actions: inout posix_spawn_file_actions_t
  ) throws -> Int32 {
    var argv = ([path] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var child: pid_t = 0
    try #require(posix_spawn(&child, path, &actions, nil, &argv, &envp) == 0)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }
}

/// A nameless file that gathers what a child writes: unlike a pipe it needs no reader meanwhile.
private final class Capture {
  private let file: UnsafeMutablePointer<FILE>

  init() throws { file = try #require(tmpfile()) }

  deinit { fclose(file) }

  var descriptor: Int32 { fileno(file) }

  func text() -> String {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = pread(descriptor, &piece, piece.count, off_t(bytes.count)), count > 0 {
      bytes += piece[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
