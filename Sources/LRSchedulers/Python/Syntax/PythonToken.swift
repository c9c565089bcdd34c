/// The smallest unit of Python source: a kind and a place, without a copy of the text.
struct PythonToken: Equatable {
  enum Kind: UInt8 {
    /// An identifier or keyword.
    case word
    case number
    case string
    /// An operator or bracket.
    case symbol
    /// What is no Python. It is an error where it stands in the way, and none in a line that is passed over.
    case invalid
    /// The end of a statement's line, or of the text.
    case end
  }

  var kind: Kind
  /// The byte of a symbol of one character, the ``PythonSymbol`` of a longer one, or the ``PythonKeyword`` of a word.
  var code: UInt8 = 0
  /// Byte offsets of the first character and behind the last.
  var start: Int32
  var end: Int32

  func isSymbol(_ code: UInt8) -> Bool { kind == .symbol && self.code == code }
  /// Whether it is `+=` or one of its kin.
  var isUpdate: Bool { kind == .symbol && code >= PythonSymbol.firstUpdate }
  /// Whether no expression goes on with it, whatever stands before.
  var endsExpression: Bool {
    if kind == .end { return true }
    guard kind == .symbol else { return false }
    switch code {
    case UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "="),
      UInt8(ascii: ":"), UInt8(ascii: ";"):
      return true
    default: return false
    }
  }
  func isKeyword(_ keyword: PythonKeyword) -> Bool { kind == .word && code == keyword.rawValue }
}

/// Operators of more than one character, by codes beyond ASCII.
enum PythonSymbol {
  static let power: UInt8 = 128
  static let floorDivide: UInt8 = 129
  static let lessOrEqual: UInt8 = 130
  static let greaterOrEqual: UInt8 = 131
  static let equal: UInt8 = 132
  static let notEqual: UInt8 = 133
  static let arrow: UInt8 = 134
  static let walrus: UInt8 = 135
  static let shiftLeft: UInt8 = 136
  static let shiftRight: UInt8 = 137
  static let ellipsis: UInt8 = 138
  /// `+=` and its kin are the operator's code behind this.
  static let firstUpdate: UInt8 = 160

  /// The updating operators in the order of their codes.
  static let updates: [PythonOperator] = [
    .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power, .bitAnd, .bitOr, .bitXor, .shiftLeft,
    .shiftRight, .matrixMultiply,
  ]
}

/// Words that are no names.
enum PythonKeyword: UInt8, CaseIterable {
  case and = 1
  case `as`, assert, async, await, `break`, `class`, `continue`, def, del, elif, `else`, except, finally,
    `for`, from
  case global, `if`, `import`, `in`, `is`, lambda, nonlocal, not, or, pass, raise, `return`, `try`, `while`,
    with, yield
  case none, `true`, `false`

  var text: String {
    switch self {
    case .none: "None"
    case .true: "True"
    case .false: "False"
    default: "\(self)"
    }
  }

  /// Whether no expression can go on with it: an open bracket before a line that begins so was never closed.
  var beginsStatement: Bool {
    switch self {
    case .assert, .break, .class, .continue, .def, .del, .except, .finally, .global, .import, .nonlocal,
      .pass, .raise,
      .return, .try, .while, .with:
      true
    default: false
    }
  }

  /// By the number of letters: the letters as bytes of an integer, and the keyword.
  private static let table: [[(key: UInt64, keyword: PythonKeyword)]] = {
    var table = [[(key: UInt64, keyword: PythonKeyword)]](repeating: [], count: 9)
    for keyword in allCases {
      let key = keyword.text.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      table[keyword.text.utf8.count].append((key, keyword))
    }
    return table
  }()

  /// The code of a word of up to eight bytes, packed in order; 0 if it is a name.
  static func code(key: UInt64, length: Int) -> UInt8 {
    guard length < 9 else { return 0 }
    for entry in table[length] where entry.key == key { return entry.keyword.rawValue }
    return 0
  }
}

/// Why the lexer could not read a token, without the cost of finding line and column.
struct LexerError: Error, Equatable {
  var message: String
  var offset: Int
}
