/// A call in Python, written argument by argument.
enum PythonSpec {
  static func call(_ name: String, _ arguments: String...) -> String {
    name + "(" + arguments.joined(separator: ", ") + ")"
  }

  static func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }

  /// The digits that were meant: a number that came out an ulp or two beside a short one is that one.
  static func text(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return PythonNumber.repr(value) }
    var scale = 1.0
    while value.magnitude * scale < 1e14, scale < 1e300 { scale *= 10 }
    let short = (value * scale).rounded() / scale
    return PythonNumber.repr((short - value).magnitude <= 2 * value.ulp ? short : value)
  }

  static func text(_ value: Int) -> String { String(value) }

  static func text(_ value: PythonNumber) -> String { value.description }

  static func text(_ value: Bool) -> String { value ? "True" : "False" }

  /// `name=value`
  static func keyword(_ name: String, _ value: Double) -> String { name + "=" + text(value) }

  static func keyword(_ name: String, _ value: Int) -> String { name + "=" + text(value) }
}
