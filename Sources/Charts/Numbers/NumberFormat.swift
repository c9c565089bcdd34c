/// How numbers are written, the same in axes, readouts and files: as Python and C write them, to the last digit, and
/// never in the manner of the locale. Not finite ones read `nan`, `inf`, `-inf`.
package enum NumberFormat: Sendable, Hashable {
  /// `'%.2e'`: `1.00e-02`
  case scientific(decimals: Int)
  /// `'%.4f'`: `0.1234`
  case fixed(decimals: Int)
  /// A share of one: `93.1%`
  case percent(decimals: Int)
  /// The fewest digits that read back as the same double: `0.1`, `1e-05`
  case shortest

  /// A learning rate.
  package static let lr = NumberFormat.scientific(decimals: 2)
  package static let loss = NumberFormat.fixed(decimals: 4)
  package static let accuracy = NumberFormat.percent(decimals: 1)

  package func text(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    return switch self {
    case .scientific(let decimals): Self.scientificText(value, max(0, decimals))
    case .fixed(let decimals): Self.fixedText(value, max(0, decimals))
    case .percent(let decimals): Self.percentText(value, max(0, decimals))
    case .shortest: value.description
    }
  }

  /// A loss that fits a readout: fixed where that shows something, scientific where it is huge or tiny.
  package static func readout(_ value: Double) -> String {
    let magnitude = abs(value)
    let isPlain = magnitude == 0 || (0.00095 <= magnitude && magnitude < 10_000)
    return (isPlain ? NumberFormat.loss : .lr).text(value)
  }

  private static func percentText(_ value: Double, _ decimals: Int) -> String {
    let share = value * 100
    return share.isFinite ? fixedText(share, decimals) + "%" : "inf%"
  }

  private static func fixedText(_ value: Double, _ decimals: Int) -> String {
    var number = DecimalDigits(magnitude: abs(value))
    number.round(to: number.point + decimals)
    let whole = number.point > 0 ? ascii(number, 0..<number.point) : "0"
    let fraction = decimals > 0 ? "." + ascii(number, number.point..<(number.point + decimals)) : ""
    return sign(value) + whole + fraction
  }

  private static func scientificText(_ value: Double, _ decimals: Int) -> String {
    var number = DecimalDigits(magnitude: abs(value))
    number.round(to: 1 + decimals)
    let fraction = decimals > 0 ? "." + ascii(number, 1..<(1 + decimals)) : ""
    let power = number.digits.isEmpty ? 0 : number.point - 1
    let exponent = (power < 0 ? "-" : "+") + (abs(power) < 10 ? "0" : "") + String(abs(power))
    return sign(value) + ascii(number, 0..<1) + fraction + "e" + exponent
  }

  private static func sign(_ value: Double) -> String { value.sign == .minus ? "-" : "" }

  /// Digits by position, zeros where the number has none.
  private static func ascii(_ number: DecimalDigits, _ positions: Range<Int>) -> String {
    String(
      decoding: positions.map { number.digits.indices.contains($0) ? number.digits[$0] + 48 : 48 },
      as: UTF8.self)
  }
}
