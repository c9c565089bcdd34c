#if canImport(Glibc)
  import Glibc
#endif

/// Ticks of a logarithmic axis: decades, evenly apart from end to end, and 2 and 5 between them where there are few.
enum LogTicks {
  /// Decades that get labels at 2 and 5 too, at most.
  private static let fewDecades = 1.5
  /// Labels read as people write numbers (`0.05`) where the axis has no more decades.
  private static let plainDecades = 2.5

  /// Both bounds positive. At most `intervals + 1` labelled ticks, or those at both ends; and the minor ones between.
  static func ticks(from lower: Double, to upper: Double, intervals: Int) -> [Tick] {
    let first = Int(floor(log10(lower) + 1e-9))
    let last = Int(floor(log10(upper) + 1e-9))
    let stride = stride(from: lower, to: upper, intervals)
    let mantissas = labelled(from: lower, to: upper, intervals)
    let isPlain = lower >= 0.99e-3 && upper < 10_001 && log10(upper) - log10(lower) < plainDecades
    var ticks: [Tick] = []
    for exponent in first...max(first, last) {
      for mantissa in stride == 1 ? 1...9 : 1...1 {
        let number = DecimalNumber(mantissa: mantissa, exponent: exponent)
        let value = number.value
        guard value >= lower * (1 - 1e-9), value <= upper * (1 + 1e-9) else { continue }
        let isEnd = abs(value - lower) < 1e-9 * lower || abs(value - upper) < 1e-9 * upper
        let isLabelled = isEnd || mantissas.contains(mantissa) && (last - exponent) % stride == 0
        ticks.append(
          Tick(value: value, label: isLabelled ? isPlain ? number.fixedText : number.scientificText : ""))
      }
    }
    return ticks
  }

  /// Decades from label to label: the fewest for which there is room, or some more that lead from end to end.
  private static func stride(from lower: Double, to upper: Double, _ intervals: Int) -> Int {
    let span = max(1, Int((log10(upper) - log10(lower)).rounded()))
    let least = (span + max(1, intervals) - 1) / max(1, intervals)
    return (least...span).first { span % $0 == 0 } ?? least
  }

  private static func labelled(from lower: Double, to upper: Double, _ intervals: Int) -> Set<Int> {
    guard log10(upper) - log10(lower) <= fewDecades else { return [1] }
    let decade = Int(floor(log10(lower) + 1e-9))
    for mantissas in [[1, 2, 5], [1, 3]] {
      let numbers = (decade...decade + 2).flatMap { exponent in
        mantissas.map { DecimalNumber(mantissa: $0, exponent: exponent).value }
      }
      let inside = numbers.filter { $0 >= lower * (1 - 1e-9) && $0 <= upper * (1 + 1e-9) }
      if inside.count <= intervals + 1 { return Set(mantissas) }
    }
    return [1]
  }

  /// The range rounded outwards to whole decades, or where it has few to 1, 2 or 5 times a power of ten; at least a decade.
  static func bounds(around range: ClosedRange<Double>) -> (lower: Double, upper: Double) {
    let isWide = log10(range.upperBound) - log10(range.lowerBound) > fewDecades
    let lower = nice(range.lowerBound, isWide ? [1] : [5, 2, 1]) { $0 <= range.lowerBound * (1 + 1e-9) }
    let upper = nice(range.upperBound, isWide ? [1, 10] : [1, 2, 5, 10]) {
      $0 >= range.upperBound * (1 - 1e-9)
    }
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
