#if canImport(Glibc)
  import Glibc
#endif

/// The bounds and labels of a logarithmic axis: whole decades where there are several, else 1, 2 and 5.
struct FigureLogTicks {
  private(set) var lower: Double
  private(set) var upper: Double
  private(set) var marks: [FigureAxis.Mark] = []
  private(set) var minorTicks: [Double] = []

  /// Decades within which a value counts as a power of ten: logs keep as few as seven digits.
  private static let tolerance = 1e-6

  /// - Parameter free: the values to be shown, where the bounds may be moved outwards for them.
  init(_ axis: ResolvedAxis, showing free: ClosedRange<Double>?, intervals: Int) {
    (lower, upper) = (axis.lower, axis.upper)
    let (from, to) = (log10(free?.lowerBound ?? lower), log10(free?.upperBound ?? upper))
    var (first, last) = (Int(ceil(from - Self.tolerance)), Int(floor(to + Self.tolerance)))
    guard to - from > 1.5 else {
      addFine(intervals)
      addMinorTicks()
      return
    }
    if free != nil { (first, last) = (Int(floor(from + Self.tolerance)), Int(ceil(to - Self.tolerance))) }
    let step = Self.step(from: first, to: last, intervals: intervals)
    if free != nil {
      // The lowest decade is one with a label.
      first = last - (last - first + step - 1) / step * step
      (lower, upper) = (Self.power(first), Self.power(last))
    }
    marks = stride(from: last, through: first, by: -step).reversed().map { exponent in
      FigureAxis.Mark(value: Self.power(exponent), label: FigureLabel(powerOfTen: exponent))
    }
    // Nine to a decade are told apart where every decade has a label.
    if step == 1 { addMinorTicks() }
  }

  private mutating func addMinorTicks() {
    let all = LogTicks.ticks(from: lower, to: upper, intervals: 1_000).map(\.value)
    minorTicks = all.filter { tick in !marks.contains { abs($0.value - tick) < 1e-9 * tick } }
  }

  /// Decades from label to label: the fewest that there is room for, or a few more that lead from end to end.
  private static func step(from first: Int, to last: Int, intervals: Int) -> Int {
    let span = max(1, last - first)
    let least = (span + max(1, intervals) - 1) / max(1, intervals)
    return (least...least + least / 2).first { span % $0 == 0 } ?? least
  }

  /// Labels at 1, 2 and 5, or as many of them as there is room for.
  private mutating func addFine(_ intervals: Int) {
    let fine = LogTicks.ticks(from: lower, to: upper, intervals: 3 * 60)
    let isPlain = lower >= 0.99e-4 && upper < 100_001
    for mantissas in [[1, 2, 5], [1, 3], [1]] {
      let decades = Int(floor(log10(lower) + 1e-9))...Int(ceil(log10(upper)))
      let numbers = decades.flatMap { exponent in
        mantissas.map { DecimalNumber(mantissa: $0, exponent: exponent) }
      }
      let inside = numbers.filter { lower * (1 - 1e-9) <= $0.value && $0.value <= upper * (1 + 1e-9) }
      marks = inside.map { number in
        FigureAxis.Mark(
          value: number.value, label: FigureLabel(isPlain ? number.fixedText : number.scientificText))
      }
      if marks.count <= intervals + 1, marks.count > 1 { return }
    }
    if marks.count < 2, let first = fine.first, let last = fine.last, first.value < last.value {
      marks = [first, last].map { FigureAxis.Mark(value: $0.value, label: FigureLabel(Self.text($0.value))) }
    }
  }

  private static func text(_ value: Double) -> String {
    let exponent = Int(floor(log10(value) + 1e-9))
    let mantissa = Int((value / power(exponent)).rounded())
    return DecimalNumber(mantissa: mantissa, exponent: exponent).scientificText
  }

  private static func power(_ exponent: Int) -> Double {
    DecimalNumber(mantissa: 1, exponent: exponent).value
  }
}
