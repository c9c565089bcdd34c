#if canImport(Glibc)
  import Glibc
#endif

/// Ticks of a logarithmic axis: decades, and 2 and 5 between them where there are few decades.
enum LogTicks {
  /// Both bounds positive. At most `intervals + 1` labelled ticks, and the minor ones between.
  static func ticks(from lower: Double, to upper: Double, intervals: Int) -> [Tick] {
    let first = Int(floor(log10(lower) + 1e-9))
    let last = Int(floor(log10(upper) + 1e-9))
    let stride = max(1, (last - first + max(1, intervals) - 1) / max(1, intervals))
    let decades = upper / lower >= 10 ? last - first + 1 : 1
    let labelled: Set<Int> = decades * 3 <= intervals + 1 || upper / lower < 10 ? [1, 2, 5] : [1]
    var ticks: [Tick] = []
    for exponent in first...max(first, last) {
      for mantissa in stride == 1 ? 1...9 : 1...1 {
        let number = DecimalNumber(mantissa: mantissa, exponent: exponent)
        let value = number.value
        guard value >= lower * (1 - 1e-9), value <= upper * (1 + 1e-9) else { continue }
        let isLabelled = labelled.contains(mantissa) && (exponent % stride == 0)
        ticks.append(Tick(value: value, label: isLabelled ? number.scientificText : ""))
      }
    }
    return ticks
  }

  /// The range rounded outwards to 1, 2 or 5 times a power of ten; at least a decade.
  static func bounds(around range: ClosedRange<Double>) -> (lower: Double, upper: Double) {
    let lower = nice(range.lowerBound, [5, 2, 1]) { $0 <= range.lowerBound * (1 + 1e-9) }
    let upper = nice(range.upperBound, [1, 2, 5, 10]) { $0 >= range.upperBound * (1 - 1e-9) }
    guard upper / lower < 10 else { return (lower, upper) }
    let exponent = floor(log10(range.lowerBound) + 1e-9)
    let bottom = DecimalNumber(mantissa: 1, exponent: Int(exponent)).value
    if range.upperBound > bottom * (1 + 1e-9), range.lowerBound > bottom * (1 + 1e-9) {
      return (bottom, bottom * 10)
    }
    return (bottom / 10, bottom * 10)
  }

  private static func nice(_ value: Double, _ mantissas: [Int], _ fits: (Double) -> Bool) -> Double {
    let exponent = Int(floor(log10(value) + 1e-9))
    let candidates = mantissas.map { DecimalNumber(mantissa: $0, exponent: exponent).value }
    return candidates.first(where: fits) ?? value
  }
}
