/// Python's text form of strings.
enum PythonText {
  /// Python's `repr` of a string: single quotes, unless it holds some and no double ones; control characters escaped.
  static func repr(_ text: String) -> String {
    let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for scalar in text.unicodeScalars { result += escaped(scalar, in: quote) }
    return result + String(quote)
  }

  private static func escaped(_ scalar: Unicode.Scalar, in quote: Unicode.Scalar) -> String {
    switch scalar {
    case quote, "\\": "\\" + String(scalar)
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default:
      scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
        ? "\\x" + hexadecimal(scalar.value) : String(scalar)
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return digits.count < 2 ? "0" + digits : digits
  }
}
