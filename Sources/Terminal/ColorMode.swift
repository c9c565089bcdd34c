import Glibc

/// `--color`
package enum ColorMode: String, Sendable, CaseIterable {
  /// Colors unless `NO_COLOR` is set to something (no-color.org) or the terminal has none.
  case auto
  /// Colors where the terminal has them, whatever `NO_COLOR` says.
  case always
  /// Bold, underline and reverse only.
  case never

  /// Whether a terminal is to have colors, if it can.
  package var wantsColors: Bool {
    switch self {
    case .auto: getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
    case .always: true
    case .never: false
    }
  }
}
