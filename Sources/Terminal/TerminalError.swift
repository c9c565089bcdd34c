/// Why no screen could be opened. `description` is the whole message for the user.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// Standard output is a file, a pipe or closed.
  case notATerminal
  /// `TERM` is unset or empty.
  case termUnset
  /// No terminfo entry, or one that cannot address the cursor (`dumb`).
  case unusableTerm(String)
  case system(String, errno: Int32)

  package var description: String {
    switch self {
    case .notATerminal:
      "standard output is not a terminal: the lab needs one; print, plot and train do not"
    case .termUnset:
      "TERM is not set; try TERM=xterm-256color, or lrviz plot"
    case .unusableTerm(let name):
      "TERM=\(name) is unknown or has no cursor control; try TERM=xterm-256color, or lrviz plot"
    case .system(let call, let number):
      "cannot take over the terminal: \(call) failed (errno \(number))"
    }
  }
}
