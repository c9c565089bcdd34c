/// The smallest unit of Python source.
struct PythonToken: Equatable {
  enum Kind: Equatable {
    case number(PythonValue)
    case string(String)
    /// An identifier or keyword.
    case word(String)
    /// An operator or bracket.
    case symbol(String)
    case end
  }

  var kind: Kind
  /// Byte offset of its first character.
  var offset: Int
}
