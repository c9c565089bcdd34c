import LRSchedulers

#if canImport(Glibc)
  import Glibc
#endif

/// The names of the commands.
enum Verbs {
  static let names = LRViz.verbs.compactMap { $0.configuration.commandName } + ["help"]

  /// What to say about a first word that is no command, but nearly; nil for everything else.
  ///
  /// A word alone, such as `plto`, would be taken for a SPEC, since the lab is the command where none is named.
  static func misspelt(_ arguments: [String]) -> CommandError? {
    guard let word = arguments.first, word.utf8.allSatisfy(isLowercase), !names.contains(word),
      let verb = Spelling.nearest(to: word, in: names), access(word, F_OK) != 0
    else { return nil }
    return .usage("unknown command '\(word)'; did you mean '\(verb)'?")
  }

  private static func isLowercase(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
  }
}
