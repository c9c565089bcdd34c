extension PythonValue {
  /// A number as a text writes it.
  init?(number text: String) {
    let text = text.drop { $0 == " " }
    let digits = text.first == "-" ? text.dropFirst() : text
    guard let first = digits.utf8.first, first.isDigit || first == UInt8(ascii: "."),
      var parser = try? PythonParser(String(digits)), let value = try? parser.expression(),
      parser.token.kind == .end,
      case .literal(let number) = value.node, number.isNumber
    else { return nil }
    guard text.first == "-", let negative = try? PythonArithmetic.apply(.subtract, number) else {
      self = number
      return
    }
    self = negative
  }
}
