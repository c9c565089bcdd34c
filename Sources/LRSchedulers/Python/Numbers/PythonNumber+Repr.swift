extension PythonNumber {
  /// Python's `repr` of a float: the shortest digits that read back the same: `1e-05`, `0.0001`, `1e+16`, `5.0`, `nan`.
  ///
  /// Swift's `description` is the same text, but goes to an exponent at 2**53 or 2**54, and Python between them.
  package static func repr(_ value: Double) -> String {
    // Of a NaN Swift writes the sign too.
    if value.isNaN { return "nan" }
    guard value.magnitude >= 0x1p53, value.magnitude < 0x1p54 else { return value.description }
    // Every second whole number is a double there, so all digits are needed, except zeros at the end.
    let digits = String(Int64(value.magnitude))
    let sign = value < 0 ? "-" : ""
    return sign + (value.magnitude < 1e16 ? digits + ".0" : exponential(digits))
  }

  /// `1.2345e+16` for `12345000000000000`.
  private static func exponential(_ digits: String) -> String {
    var fraction = digits.dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return "\(digits.prefix(1))\(fraction.isEmpty ? "" : "." + fraction)e+\(digits.count - 1)"
  }
}
