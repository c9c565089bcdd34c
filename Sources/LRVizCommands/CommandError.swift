import LRSchedulers

/// What ends a command early: a message for stderr, with the offending value and what was expected, and the exit status.
package struct CommandError: Error, Equatable {
  package var message: String
  var status: ExitStatus
  /// The names that a script leaves open, where that is the reason.
  var missing: [MissingName] = []

  init(_ message: String, _ status: ExitStatus) {
    self.message = message
    self.status = status
  }

  /// An ending that needs no words.
  static func silent(_ status: ExitStatus) -> CommandError { CommandError("", status) }

  static func usage(_ message: String) -> CommandError { CommandError(message, .usage) }
}

/// The exit statuses of `sysexits.h`, and the shell's for signals; 1 is a finding.
enum ExitStatus: Int32 {
  case done = 0
  /// `check` found that a run departs from its plan.
  case departure = 1
  case usage = 64
  case unreadableData = 65
  case noSuchFile = 66
  case noTerminal = 69
  case inputOutput = 74
  case hungUp = 129
  case interrupted = 130
  case quit = 131
  case terminated = 143

  /// The status after a signal that asks a program to end.
  init(signal number: Int32) {
    self = ExitStatus(rawValue: 128 + number) ?? .terminated
  }
}
