/// `while [[ $# -gt 0 ]]; do case $1 in --lr) LR="$2" …`: a loop over the arguments of the script itself. Nobody gives it any, so that it
/// sets nothing.
struct ShellArgumentLoop {
  /// Loops within each other, from the one over arguments on.
  private var depth = 0

  /// Whether a command is a part of such a loop.
  mutating func skips(_ command: [ShellWords.Word]) -> Bool {
    guard let first = command.first(where: { $0.text != "do" })?.text else { return depth > 0 }
    guard depth > 0 else {
      guard first == "while", Self.looksAtArguments(command) else { return false }
      depth = 1
      return true
    }
    if ["while", "until", "for", "select"].contains(first) { depth += 1 }
    if first == "done" { depth -= 1 }
    return true
  }

  private static func looksAtArguments(_ condition: [ShellWords.Word]) -> Bool {
    condition.contains { word in
      ["$#", "${#}", "getopts", "$1", "${1}"].contains(word.text) || word.text.hasPrefix("$#")
    }
  }
}
