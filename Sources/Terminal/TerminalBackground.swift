import Glibc

/// What is known of the terminal's background without asking it.
package enum TerminalBackground {
  /// What `COLORFGBG` says, which rxvt, Konsole and others set: `15;0`, `0;default;15`. nil where it says nothing.
  package static func isLight(_ variable: String) -> Bool? {
    guard variable.contains(";"),
      let number = variable.split(separator: ";" as Character).last.flatMap({ Int($0) }),
      (0...15).contains(number)
    else { return nil }
    // The dark half of the sixteen colors, without its white, and dark gray.
    return number == 7 || number > 8
  }

  package static var isLightByEnvironment: Bool? {
    getenv("COLORFGBG").flatMap { isLight(String(cString: $0)) }
  }
}
