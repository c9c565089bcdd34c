extension PythonNumber {
  /// Python's `repr` of a float: the shortest digits that read back the same: `1e-05`, `0.0001`, `1e+16`, `5.0`, `nan`.
  ///
  /// Swift's `description` finds the same digits but goes to an exponent at other magnitudes: only the layout is redone.
  package static func repr(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let (digits, point) = shortestDigits(of: value.magnitude)
    let sign = value.sign == .minus ? "-" : ""
    return sign + (point > -4 && point <= 16 ? fixed(digits, point) : exponential(digits, point))
  }

  /// The significant digits without trailing zeros, and where the decimal point stands relative to their start.
  private static func shortestDigits(of value: Double) -> (digits: [Character], point: Int) {
    if value == 0 { return (["0"], 1) }
    let parts = value.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    var point = mantissa[0].count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    var digits = Array(String(mantissa[0]) + String(fraction))
    let leading = digits.prefix { $0 == "0" }.count
    digits.removeFirst(leading)
    point -= leading
    while digits.last == "0" { digits.removeLast() }
    return (digits, point)
  }

  private static func fixed(_ digits: [Character], _ point: Int) -> String {
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + String(digits) }
    if point >= digits.count {
      return String(digits) + String(repeating: "0", count: point - digits.count) + ".0"
    }
    return String(digits[..<point]) + "." + String(digits[point...])
  }

  private static func exponential(_ digits: [Character], _ point: Int) -> String {
    let exponent = point - 1
    let magnitude = String(exponent.magnitude)
    let padded = magnitude.count < 2 ? "0" + magnitude : magnitude
    let fraction = digits.count > 1 ? "." + String(digits.dropFirst()) : ""
    return String(digits[0]) + fraction + "e" + (exponent < 0 ? "-" : "+") + padded
  }
}
