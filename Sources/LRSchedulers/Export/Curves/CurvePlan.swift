/// A schedule as curves that follow each other, which is what the libraries' schedules have in common.
///
/// It is a proposal: what is written from it counts only after ``RateComparison`` has tried it.
struct CurvePlan: Equatable, Sendable {
  struct Part: Equatable, Sendable {
    /// The step at which the curve begins.
    var start: Int
    var curve: Curve
  }

  private(set) var parts: [Part] = []
  /// The step at which the curves written down end, although the schedule goes on; nil if they are all.
  var end: Int?

  init(_ curve: Curve) { parts = [Part(start: 0, curve: curve)] }

  init(_ parts: [Part], end: Int? = nil) {
    self.parts = parts
    self.end = end
  }

  /// A line before something that begins where the line ends, or later.
  init(warmup: Curve, steps: Int, then curve: Curve) {
    parts =
      steps > 0
      ? [Part(start: 0, curve: warmup), Part(start: steps, curve: curve)] : [Part(start: 0, curve: curve)]
  }

  /// The curve if there is but one.
  var single: Curve? { parts.count == 1 ? parts[0].curve : nil }

  /// A line and the curve after it, which begins where the line has arrived.
  var warmedUp: (first: Double, top: Double, steps: Int, body: Curve)? {
    guard parts.count == 2, case .line(let first, let top, let steps) = parts[0].curve,
      steps == parts[1].start, parts[1].curve.ends.first == top
    else { return nil }
    return (first, top, steps, parts[1].curve)
  }

  /// One plan after the other, each from its step on.
  static func joined(_ plans: [(start: Int, plan: CurvePlan)]) -> CurvePlan? {
    var parts: [Part] = []
    for (index, entry) in plans.enumerated() {
      let end = index + 1 < plans.count ? plans[index + 1].start : Int.max
      guard entry.start >= (parts.last?.start ?? 0), end >= entry.start else { return nil }
      for part in entry.plan.parts where part.start < end - entry.start {
        parts.append(Part(start: entry.start + part.start, curve: part.curve))
      }
    }
    let end = plans.last.flatMap { last in last.plan.end.map { last.start + $0 } }
    return parts.first?.start == 0 ? CurvePlan(parts, end: end) : nil
  }

  /// Without a last rate that the curve before it would keep anyhow, as `holds` says of it.
  func withoutHeldEnd(where holds: (Curve) -> Bool) -> CurvePlan {
    guard parts.count > 1, let last = parts.last, let rate = last.curve.constant else { return self }
    let before = parts[parts.count - 2]
    guard before.curve.ends.last == rate, before.start + before.curve.length == last.start,
      holds(before.curve)
    else { return self }
    return CurvePlan(Array(parts.dropLast()), end: end)
  }

  /// After so many steps nothing new comes, or only more of the same.
  var length: Int { parts.map { $0.start + $0.curve.length }.max() ?? 0 }
}

/// A schedule that may be told in curves.
protocol CurveSchedule {
  /// The curves of one parameter group whose base rate is given; nil if its shape is its own.
  func curves(base: Double, group: Int) -> CurvePlan?
}

extension PythonNumber {
  /// The number as a count of steps.
  var steps: Int? {
    guard let whole = Int(exactly: doubleValue), (0...1 << 40).contains(whole) else { return nil }
    return whole
  }
}
