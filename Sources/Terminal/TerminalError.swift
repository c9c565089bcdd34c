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
      "standard output is not a terminal; 'lrviz print', 'plot' and 'train' need none"
    case .termUnset:
      "TERM is not set: expected the name of a terminal, such as xterm-256color"
    case .unusableTerm(let name):
      "TERM '\(name)' is unknown or cannot place the cursor: expected one such as xterm-256color"
    case .system(let call, let number):
      "cannot take over the terminal: \(call) failed (errno \(number))"
    }
  }
}
