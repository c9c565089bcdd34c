import Canvas
import Tracks

/// An axis of a picture: both ends stand at round numbers where they are free, the ticks are even, and both ends have
/// labels.
struct FigureAxis: Sendable {
  struct Mark: Sendable, Equatable {
    let value: Double
    let label: FigureLabel
  }

  let axis: ResolvedAxis
  private(set) var marks: [Mark] = []
  /// Ticks between them, of logarithmic axes.
  private(set) var minorTicks: [Double] = []

  var lower: Double { axis.lower }
  var upper: Double { axis.upper }

  /// The axis on the left.
  ///
  /// - Parameter intervals: how many distances between labels there is room for.
  init(vertical axis: Axis, showing extremes: Extremes, intervals: Int) {
    let free = Self.resolved(axis, extremes, intervals)
    let isKnown = axis.bounds != .auto || !extremes.isEmpty
    if axis.scale == .log {
      let shown = axis.bounds == .auto ? extremes.positiveRange.map(ResolvedAxis.shownInLog) : nil
      let ticks = FigureLogTicks(free, showing: shown, intervals: intervals)
      self.axis = Self.resolved(.log, ticks.lower, ticks.upper)
      if isKnown { (marks, minorTicks) = (ticks.marks, ticks.minorTicks) }
    } else {
      self.axis = free
      marks = isKnown ? Self.evenMarks(free, axis.labels, intervals) : []
    }
  }

  /// The axis below, which is linear.
  ///
  /// - Parameters:
  ///   - length: in points.
  ///   - scale: whose labels must not touch each other.
  init(horizontal axis: Axis, showing extremes: Extremes, length: Double, _ scale: FigureScale) {
    var linear = axis
    linear.scale = .linear
    let intervals = max(1, min(10, Int(length / (4.5 * scale.font))))
    self.axis = ResolvedAxis(linear, showing: extremes, intervals: intervals)
    guard axis.bounds != .auto || !extremes.isEmpty else { return }
    marks = Self.evenMarks(self.axis, axis.labels, intervals)
    if axis.labels == .count { addEnds(length, scale) }
  }

  /// With bounds that are multiples of a step which there is room for, where they are free.
  private static func resolved(_ axis: Axis, _ extremes: Extremes, _ intervals: Int) -> ResolvedAxis {
    guard axis.scale == .linear, axis.bounds == .auto, let range = extremes.finiteRange else {
      return ResolvedAxis(axis, showing: extremes, intervals: intervals)
    }
    let bounds = LinearTicks.bounds(around: ResolvedAxis.padded(range), intervals: intervals)
    return resolved(.linear, bounds.lower, bounds.upper)
  }

  private static func resolved(_ scale: Axis.Scale, _ lower: Double, _ upper: Double) -> ResolvedAxis {
    ResolvedAxis(Axis(scale, bounds: .fixed(lower, upper)), showing: Extremes(), intervals: 1)
  }

  /// Multiples of the smallest nice step that leads from end to end, or of the smallest there is room for.
  private static func evenMarks(_ axis: ResolvedAxis, _ labels: Axis.Labels, _ intervals: Int) -> [Mark] {
    let span = axis.upper - axis.lower
    // From end to end there may be one distance more than there is room for.
    var steps = [NiceStep(atLeast: span / Double(max(1, intervals) + (labels == .count ? 0 : 1)))]
    for _ in 0..<4 { steps.append(NiceStep(atLeast: steps[steps.count - 1].value * 1.5)) }
    steps = steps.map { $0.suiting(labels) }
    let fitting = steps.first { step in
      // Counts begin at 1, which is no multiple of anything: their last is what matters.
      let ends = labels == .count ? [axis.upper] : [axis.lower, axis.upper]
      return span / step.value > (labels == .count ? 1.5 : 0.9)
        && ends.allSatisfy { Self.isMultiple($0, of: step.value, span) }
    }
    let step = fitting ?? steps[0]
    guard let multiples = step.multiples(from: axis.lower, to: axis.upper) else { return [] }
    let largest = max(abs(axis.lower), abs(axis.upper))
    return multiples.map { multiple in
      let number = step.multiple(multiple)
      let label =
        labels == .power
        ? FigureLabel(powerOfTen: Int(number.value))
        : FigureLabel(LinearTicks.text(of: number, largest: largest, labels: labels))
      return Mark(value: number.value, label: label)
    }
  }

  private static func isMultiple(_ value: Double, of step: Double, _ span: Double) -> Bool {
    abs((value / step).rounded() * step - value) < 1e-9 * span
  }

  /// The first and the last count have labels, those beside them only where they do not touch.
  private mutating func addEnds(_ length: Double, _ scale: FigureScale) {
    let perUnit = length / (upper - lower)
    for end in [lower, upper] where end == end.rounded() && abs(end) < 1e15 {
      guard !marks.contains(where: { $0.value == end }) else { continue }
      let text = DecimalNumber(mantissa: Int(end), exponent: 0).countText
      let mark = Mark(value: end, label: FigureLabel(text))
      let own = scale.width(text) / 2 + scale.small * 0.7
      marks.removeAll { abs($0.value - end) * perUnit < own + $0.label.width(scale) / 2 }
      marks.insert(mark, at: end == lower ? 0 : marks.count)
    }
  }
}
