import CPty
import Canvas
import Glibc

/// A real program on a pseudo-terminal, with an emulator reading it: keys in, screen out.
///
/// Nothing here sleeps a fixed time: `wait` returns as soon as its condition holds, and fails after a deadline only.
/// The program is killed when the session goes.
package final class PtySession {
  private let pid: pid_t
  private let master: Int32
  private var isMasterOpen = true
  private var exitStatus: Int32?
  /// What the program has drawn.
  package private(set) var terminal: VirtualTerminal
  /// Everything it has written.
  package private(set) var output: [UInt8] = []
  /// The line discipline before the program touched it.
  package let initialModes: termios

  /// Starts a program of this package by its name.
  package convenience init(
    product: String, _ arguments: [String] = [], size: Size = Size(width: 80, height: 24),
    environment: [String: String] = [:]
  ) throws {
    try self.init(path: Self.path(of: product), arguments, size: size, environment: environment)
  }

  /// The environment is `PATH`, a UTF-8 locale, `TERM=xterm-256color` and `environment`, in which an empty value
  /// removes a variable.
  package init(
    path: String, _ arguments: [String] = [], size: Size = Size(width: 80, height: 24),
    environment: [String: String] = [:]
  ) throws {
    let variables = Self.usual.merging(environment) { $1 }.filter { !$0.value.isEmpty }
    var end: Int32 = -1
    var modes = termios()
    pid = withCStrings([path] + arguments) { argv in
      withCStrings(variables.map { "\($0.key)=\($0.value)" }) { envp in
        pty_spawn(path, argv, envp, Int32(size.height), Int32(size.width), &end, &modes)
      }
    }
    guard pid > 0 else { throw PtyError(message: "cannot start \(path): errno \(errno)") }
    master = end
    terminal = VirtualTerminal(size)
    initialModes = modes
  }

  deinit {
    hangUp()
    if status() == nil {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
  }

  /// Swift's backtracer is off: on a terminal it waits for a key.
  private static let usual = [
    "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "SWIFT_BACKTRACE": "enable=no",
  ]

  /// Where the build has put a program of this package.
  package static func path(of product: String) -> String {
    buildDirectory + "/" + product
  }

  /// Asked for once: tests that start at the same time would cut each other's path.
  private static let buildDirectory = String(cString: pty_build_directory())

  // MARK: To the program

  package func send(_ text: String) { send(Array(text.utf8)) }

  package func send(_ bytes: [UInt8]) {
    guard isMasterOpen else { return }
    _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  package func signal(_ number: Int32) { kill(pid, number) }

  /// Signals the job in the foreground, when the program started is a shell.
  package func signalForeground(_ number: Int32) { kill(-tcgetpgrp(master), number) }

  package func resize(_ size: Size) {
    terminal = VirtualTerminal(size, modes: terminal.modes)
    resizeTerminalOnly(size)
  }

  /// Tells the program of a size the emulator here does not follow.
  package func resizeTerminalOnly(_ size: Size) {
    _ = pty_resize(master, Int32(size.height), Int32(size.width))
  }

  /// Closes the terminal, as a window that is shut.
  package func hangUp() {
    guard isMasterOpen else { return }
    isMasterOpen = false
    close(master)
  }

  // MARK: From the program

  /// The line discipline now.
  package var modes: termios {
    var modes = termios()
    if isMasterOpen { tcgetattr(master, &modes) }
    return modes
  }

  /// Whether the line discipline is the one before the launch.
  package var modesAreRestored: Bool {
    let (now, then) = (modes, initialModes)
    return now.c_iflag == then.c_iflag && now.c_oflag == then.c_oflag && now.c_cflag == then.c_cflag
      && now.c_lflag == then.c_lflag
      && withUnsafeBytes(of: now.c_cc) { a in withUnsafeBytes(of: then.c_cc) { a.elementsEqual($0) } }
  }

  /// The number of write calls the program has made, from the kernel.
  package var writeCalls: Int? {
    guard let file = fopen("/proc/\(pid)/io", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    while fgets(&line, Int32(line.count), file) != nil {
      let words = String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init), as: UTF8.self).split(
        separator: " ")
      if words.first == "syscw:" { return words.last.flatMap { Int($0) } }
    }
    return nil
  }

  /// The exit status in a shell's terms (128 + signal); nil while the program runs.
  package func status() -> Int32? {
    if exitStatus == nil {
      let status = pty_status(pid)
      exitStatus = status >= 0 ? status : nil
    }
    return exitStatus
  }

  /// Waits for the end and reads what was written last.
  package func waitForExit(seconds: Int = 300) throws -> Int32 {
    try wait("the program to end", seconds: seconds) { _ in status() != nil }
    while read(within: 0) {}
    return status() ?? -1
  }

  /// Waits until the screen shows a text.
  package func wait(for text: String, seconds: Int = 300) throws {
    try wait("'\(text)'", seconds: seconds) { $0.text.contains(text) }
  }

  /// Waits until a condition on the screen holds; throws with the screen in the message when it does not in time, or
  /// the program has ended without it.
  package func wait(_ what: String, seconds: Int = 300, until condition: (VirtualTerminal) -> Bool) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while !condition(terminal) {
      let hasEnded = status() != nil
      guard !read(within: 20) else { continue }
      guard !hasEnded || condition(terminal), ContinuousClock.now < end else {
        let outcome = status().map { "the program ended with \($0)" } ?? "the program runs"
        throw PtyError(message: "waited in vain for \(what); \(outcome); the screen:\n\(terminal.text)")
      }
    }
  }

  /// Reads what there is, waiting for the first byte; false if there was none.
  private func read(within milliseconds: Int32) -> Bool {
    var polled = pollfd(fd: isMasterOpen ? master : -1, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(master, &buffer, buffer.count)
    guard count > 0 else {
      // The last program has closed the terminal: there is nothing to poll any more, only an end to wait for.
      usleep(1000)
      return false
    }
    output += buffer.prefix(count)
    terminal.feed(buffer.prefix(count))
    return true
  }
}

/// Why a session could not go on.
package struct PtyError: Error, CustomStringConvertible {
  let message: String
  package var description: String { message }
}

/// A null-terminated vector of C strings, valid during `body`.
private func withCStrings<R>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> R
) -> R {
  let copies = strings.map { strdup($0) } + [nil]
  defer { copies.forEach { free($0) } }
  return copies.withUnsafeBufferPointer { body($0.baseAddress) }
}
