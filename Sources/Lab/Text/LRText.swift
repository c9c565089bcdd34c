import Charts
import LRSchedulers

/// Learning rates as text.
enum LRText {
  /// As Python would write them: one number, or a list of one for each group.
  static func list(_ lrs: [Double]) -> String {
    let numbers = lrs.map(PythonNumber.repr)
    return numbers.count == 1 ? numbers[0] : "[" + numbers.joined(separator: ", ") + "]"
  }

  /// As people write them, for messages: `0.01` for 0.010000000000000002.
  static func plain(_ lrs: [Double]) -> String {
    let numbers = lrs.map(plain)
    return numbers.count == 1 ? numbers[0] : "[" + numbers.joined(separator: ", ") + "]"
  }

  /// A parameter's value, likewise.
  static func plain(_ parameter: String, of schedule: Schedule) -> String {
    guard case .double(let value)? = schedule.value(of: parameter) else {
      return schedule.parameterText(parameter)
    }
    return plain(value)
  }

  /// The fewest digits that come within a billionth, at most six.
  private static func plain(_ value: Double) -> String {
    let exact = PythonNumber.repr(value)
    guard value.isFinite, exact.utf8.count > 8 else { return exact }
    let candidates = (0..<6).lazy.compactMap { Double(NumberFormat.scientific(decimals: $0).text(value)) }
    let near = candidates.first { abs($0 - value) <= abs(value) * 1e-9 }
    return PythonNumber.repr(near ?? Double(NumberFormat.scientific(decimals: 5).text(value)) ?? value)
  }

  /// To two digits.
  static func rounded(_ value: Double) -> Double {
    Double(NumberFormat.scientific(decimals: 1).text(value)) ?? value
  }

  /// With two digits, as people write them: `0.1`, `0.025`, `6e-4`, `1e-10`.
  static func brief(_ value: Double) -> String {
    let rounded = rounded(value)
    guard rounded != 0, rounded.isFinite, rounded.magnitude < 0.01 || rounded.magnitude >= 10_000 else {
      return Int(exactly: rounded).map(String.init) ?? NumberFormat.shortest.text(rounded)
    }
    let exact = NumberFormat.scientific(decimals: 1).text(rounded)
    let parts = exact.split(separator: "e")
    let mantissa = parts[0].hasSuffix(".0") ? parts[0].dropLast(2) : parts[0]
    return "\(mantissa)e\(Int(parts[1]) ?? 0)"
  }

  /// Without what only the last digits of a double say: `0.01` for 0.010000000000000002, else all of twelve.
  static func exact(_ value: Double) -> String {
    let text = PythonNumber.repr(value)
    guard value.isFinite, text.utf8.count > 14 else { return text }
    return Double(NumberFormat.scientific(decimals: 11).text(value)).map(PythonNumber.repr) ?? text
  }

  static func exact(_ lrs: [Double]) -> String {
    let numbers = lrs.map(exact)
    return numbers.count == 1 ? numbers[0] : "[" + numbers.joined(separator: ", ") + "]"
  }

  /// For readouts: `1.00e-02`, several separated by slashes.
  static func readout(_ lrs: [Double]) -> String {
    lrs.map(NumberFormat.lr.text).joined(separator: "/")
  }

  /// For parameter lines: Python's text where it is short, else rounded.
  static func compact(_ lrs: [Double]) -> String {
    let exact = list(lrs)
    return exact.utf8.count <= 8 * lrs.count ? exact : readout(lrs)
  }
}
