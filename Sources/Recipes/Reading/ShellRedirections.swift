/// `> log.txt`, `2>&1`, `< in`, `&>> all.log`: where a command reads and writes, which are none of its arguments.
enum ShellRedirections {
  static func removed(from command: [ShellWords.Word]) -> [ShellWords.Word] {
    guard command.contains(where: isOne) else { return command }
    var rest: [ShellWords.Word] = []
    var takesNext = false
    for word in command {
      if takesNext {
        takesNext = false
      } else if isOne(word) {
        // The file is the next word where it does not stand in this one.
        takesNext = word.text.last == ">" || word.text.last == "<"
      } else {
        rest.append(word)
      }
    }
    return rest
  }

  /// Digits, and behind them an arrow. What is between `<` and `>` names something to be put in.
  private static func isOne(_ word: ShellWords.Word) -> Bool {
    guard !word.isQuoted else { return false }
    let text = word.text.drop { $0.isASCII && $0.isNumber }
    guard let first = text.utf8.first else { return false }
    if first == UInt8(ascii: ">") { return true }
    return first == UInt8(ascii: "<") && !text.hasSuffix(">")
  }
}
