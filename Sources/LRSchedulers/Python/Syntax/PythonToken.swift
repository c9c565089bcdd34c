/// The smallest unit of Python source.
struct PythonToken: Equatable {
  enum Kind: Equatable {
    case number(PythonValue)
    case string(String)
    /// An identifier or keyword.
    case word(String)
    /// An operator or bracket.
    case symbol(String)
    /// What is no Python. It is an error where it stands in the way, and none in a line that is passed over.
    case invalid(Misreading)
    case end
  }

  var kind: Kind
  /// Byte offset of its first character.
  var offset: Int
  /// Whether it is the first of a line outside all brackets, where a statement may begin.
  var startsLine = false
}

/// Why the lexer could not cut a token, without the cost of finding line and column.
struct Misreading: Error, Equatable {
  var message: String
  var offset: Int
}
