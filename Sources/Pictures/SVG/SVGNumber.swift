/// Numbers of SVG: to a hundredth of a point, which no eye tells apart, without trailing zeros.
enum SVGNumber {
  static func text(_ value: Double) -> String {
    let hundredths = Int((min(max(value, -1e9), 1e9) * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    return "\(sign)\(whole)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
  }

  /// ` name="value"`
  static func attribute(_ name: String, _ value: Double) -> String { " \(name)=\"\(text(value))\"" }
}
