import LRSchedulers

/// Numbers as rules say them.
enum RuleText {
  /// `1,005`
  static func count(_ count: Int) -> String {
    var digits = Array(String(count.magnitude))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return (count < 0 ? "-" : "") + String(digits)
  }

  /// `31 steps`
  static func steps(_ steps: Int) -> String { count(steps) + (steps == 1 ? " step" : " steps") }

  /// As Python writes it, whole numbers without a point and commas: `3000`.
  static func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? PythonNumber.repr(value)
  }

  /// As Python writes it, whole numbers without a point: `0.03`, `3`.
  static func number(_ value: Double) -> String {
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53 { return count(whole) }
    return PythonNumber.repr(value)
  }
}
