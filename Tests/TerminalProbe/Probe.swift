import Canvas
import Glibc
import Terminal

/// A program that does nothing but use `Terminal`, for its tests: shows what `wait` returned, and misbehaves on request.
@main
enum Probe {
  static func main() {
    do throws(TerminalError) {
      let isAnimated = CommandLine.arguments.contains("--animate")
      let screen = try Screen.open(colors: .auto)
      var session = ProbeSession(screen: screen, animation: isAnimated ? Animation() : nil)
      let status = session.run()
      screen.close()
      _exit(status)
    } catch {
      fputs("terminal-probe: \(error)\n", stderr())
      _exit(69)
    }
  }

  /// `stderr` is a global variable, which Swift 6 does not let pass.
  private static func stderr() -> UnsafeMutablePointer<FILE>? { fdopen(STDERR_FILENO, "w") }
}
