/// A SPEC that is a command line of its own, in quotes: `'--sched cosine --epochs 300'`.
enum CommandLineSpec {
  /// The word with a blank before it, if it is such a SPEC and no option of lrviz: parsers take it for an argument then, and
  /// whoever reads flags passes over blanks.
  static func shielded(_ word: String) -> String { isCommandLine(word) ? " " + word : word }

  /// An option is one word, or `--name=value`; a command line has flags behind its first blank, or values without `=`.
  private static func isCommandLine(_ word: String) -> Bool {
    guard word.utf8.first == UInt8(ascii: "-"), let blank = word.firstIndex(where: \.isWhitespace) else {
      return false
    }
    let first = word[..<blank]
    // `-b 64 --lr 0.1`, but not `-1 2`.
    if !first.hasPrefix("--") { return word[blank...].contains(" --") }
    guard let equals = first.firstIndex(of: "=") else { return first.utf8.count > 2 }
    if first[first.index(after: equals)...].hasPrefix("-") { return false }
    return word[blank...].contains(" --") || word[blank...].contains("\n--")
  }
}
