#if canImport(Glibc)
  import Glibc
#endif

/// A place on an axis, with its label; minor ticks have none.
package struct Tick: Sendable, Equatable {
  package var value: Double
  package var label: String

  package var isMajor: Bool { !label.isEmpty }
}

/// Multiples of 1, 2 or 5 times a power of ten: the steps people count in.
struct NiceStep: Equatable {
  let mantissa: Int
  let exponent: Int

  /// The smallest nice step not below `raw`, which must be positive and finite.
  init(atLeast raw: Double) {
    var exponent = Int(floor(log10(raw)))
    let leading = raw / pow(10, Double(exponent))
    // Ratios that came out a rounding error above a nice step still are that step.
    let nice = [1, 2, 5].first { leading <= Double($0) * (1 + 1e-9) }
    if nice == nil {
      exponent += 1
    }
    mantissa = nice ?? 1
    self.exponent = exponent
  }

  init(mantissa: Int, exponent: Int) {
    self.mantissa = mantissa
    self.exponent = exponent
  }

  var value: Double { DecimalNumber(mantissa: mantissa, exponent: exponent).value }

  /// Counts and powers have no fractions.
  func suiting(_ labels: Axis.Labels) -> NiceStep {
    exponent < 0 && (labels == .count || labels == .power) ? NiceStep(mantissa: 1, exponent: 0) : self
  }

  func multiple(_ k: Int) -> DecimalNumber {
    DecimalNumber(mantissa: k * mantissa, exponent: exponent)
  }

  /// The multiples inside a range, a rounding error outside counting as inside.
  func multiples(from lower: Double, to upper: Double) -> ClosedRange<Int>? {
    let first = (lower / value - 1e-6).rounded(.up)
    let last = (upper / value + 1e-6).rounded(.down)
    guard first <= last, abs(first) < 1e15, abs(last) < 1e15 else { return nil }
    return Int(first)...Int(last)
  }
}

enum LinearTicks {
  /// At most `intervals + 1` ticks inside the range, of anything but counts.
  static func ticks(from lower: Double, to upper: Double, intervals: Int, labels: Axis.Labels) -> [Tick] {
    if labels == .elapsed || labels == .clock {
      return TimeTicks.ticks(from: lower, to: upper, intervals: intervals, isClock: labels == .clock)
    }
    let step = NiceStep(atLeast: (upper - lower) / Double(max(1, intervals))).suiting(labels)
    guard let multiples = step.multiples(from: lower, to: upper) else { return [] }
    let largest = max(abs(lower), abs(upper))
    return multiples.map { k in
      let number = step.multiple(k)
      return Tick(value: number.value, label: text(of: number, largest: largest, labels: labels))
    }
  }

  /// All labels of an axis have the same number of decimals, so that their points align; where these would be more zeros than
  /// anything else they read `0`, `1e-4`, `3e-4`.
  static func text(of number: DecimalNumber, largest: Double, labels: Axis.Labels) -> String {
    switch labels {
    case .count: return number.countText
    case .power: return DecimalNumber(mantissa: 1, exponent: Int(number.value)).scientificText
    case .number, .elapsed, .clock: break
    }
    let isPlain = number.exponent >= -3 || number.exponent == -4 && largest >= 0.0099
    return isPlain && largest < 99_999 ? number.fixedText : number.scientificText
  }

  /// At most `intervals + 1` counts, evenly apart, of which the last is the end of the range where that is a multiple of a
  /// step there is nearly room for; and both ends of the range, where they are whole.
  static func counts(from lower: Double, to upper: Double, intervals: Int) -> [Tick] {
    let steps = steps(for: upper - lower, intervals: max(1, intervals))
    let step = steps.first { abs((upper / $0.value).rounded() * $0.value - upper) < 1e-9 * upper.magnitude }
    var ticks = ticks(at: step ?? steps[0], from: lower, to: upper)
    for end in [lower, upper] where end == end.rounded() && abs(end) < 1e15 {
      guard !ticks.contains(where: { $0.value == end }) else { continue }
      let tick = Tick(value: end, label: DecimalNumber(mantissa: Int(end), exponent: 0).countText)
      ticks.insert(tick, at: end == lower ? 0 : ticks.count)
    }
    return ticks
  }

  /// The smallest step of counts that there is room for, and some that are larger; those that leave two distances at least.
  private static func steps(for span: Double, intervals: Int) -> [NiceStep] {
    var steps = [NiceStep(atLeast: span / Double(intervals + 1))]
    for _ in 0..<4 { steps.append(NiceStep(atLeast: steps[steps.count - 1].value * 1.5)) }
    let whole = steps.map { $0.suiting(.count) }
    let useful = whole.filter { span / $0.value > 1.5 }
    return useful.isEmpty ? [whole[0]] : useful
  }

  private static func ticks(at step: NiceStep, from lower: Double, to upper: Double) -> [Tick] {
    guard let multiples = step.multiples(from: lower, to: upper) else { return [] }
    let numbers = multiples.map { step.multiple($0) }
    // Of ten million counts the 0 before the first is but a rounding error away.
    return numbers.filter { $0.value >= lower && $0.value <= upper }.map {
      Tick(value: $0.value, label: $0.countText)
    }
  }

  /// The range rounded outwards to nice steps, at most `intervals` of them.
  static func bounds(around range: ClosedRange<Double>, intervals: Int) -> (lower: Double, upper: Double) {
    var count = max(1, intervals)
    while count > 0 {
      let step = NiceStep(atLeast: (range.upperBound - range.lowerBound) / Double(count))
      let first = Int((range.lowerBound / step.value + 1e-6).rounded(.down))
      let last = Int((range.upperBound / step.value - 1e-6).rounded(.up))
      if last - first <= max(1, intervals) || count == 1 {
        return (step.multiple(first).value, step.multiple(max(last, first + 1)).value)
      }
      count -= 1
    }
    return (range.lowerBound, range.upperBound)
  }
}
