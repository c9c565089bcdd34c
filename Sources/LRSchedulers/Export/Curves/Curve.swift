/// A stretch of a schedule in the terms that several libraries share, in rates of one parameter group; `t` counts from the
/// stretch's own start.
enum Curve: Equatable, Sendable {
  /// A line, then flat.
  case line(from: Double, to: Double, steps: Int)
  /// Half a cosine; what comes after differs among the libraries.
  case cosine(from: Double, to: Double, steps: Int)
  /// `(from - to) * (1 - t / steps) ** power + to`, then flat.
  case polynomial(from: Double, to: Double, power: Double, steps: Int)
  /// `from * factor ** (t / steps)`, floored in the exponent for a staircase.
  case exponential(from: Double, factor: Double, steps: PythonNumber, isStaircase: Bool)
  /// `from / (1 + rate * t / steps)`
  case inverseTime(from: Double, rate: Double, steps: PythonNumber, isStaircase: Bool)
  /// `from / sqrt((t + scale) / scale)`
  case inverseRoot(from: Double, scale: Double)
  /// Rates that each hold from a step on; the first from 0.
  case stairs([Stair])
  /// Half cosines, each `growth` times as long and `height` times as high above `to`; `count` of them if they end.
  case restarts(from: Double, to: Double, steps: Int, growth: Double, height: Double, count: Int?)

  struct Stair: Equatable, Sendable {
    var start: Int
    var rate: Double
  }

  static func constant(_ rate: Double) -> Curve { .stairs([Stair(start: 0, rate: rate)]) }
}

extension Curve {
  /// The only rate, if there is but one.
  var constant: Double? {
    switch self {
    case .stairs(let stairs) where stairs.count == 1: stairs[0].rate
    case .line(let from, let to, let steps) where from == to || steps == 0: from
    default: nil
    }
  }

  /// Where it begins, and where it ends if it has an end.
  var ends: (first: Double, last: Double?) {
    switch self {
    case .line(let from, let to, let steps): (from, steps == 0 ? from : to)
    case .cosine(let from, let to, _), .polynomial(let from, let to, _, _): (from, to)
    case .exponential(let from, _, _, _), .inverseTime(let from, _, _, _), .inverseRoot(let from, _):
      (from, nil)
    case .stairs(let stairs): (stairs.first?.rate ?? 0, stairs.last?.rate)
    case .restarts(let from, let to, _, _, _, let count): (from, count == nil ? nil : to)
    }
  }

  /// The steps after which it is flat; 0 for what never ends.
  var length: Int {
    switch self {
    case .line(_, _, let steps), .cosine(_, _, let steps), .polynomial(_, _, _, let steps): steps
    case .stairs(let stairs): stairs.last?.start ?? 0
    case .restarts: cycles.last.map { $0.start + $0.steps } ?? 0
    case .exponential, .inverseTime, .inverseRoot: 0
    }
  }
}

/// One half cosine of several.
struct CurveCycle: Equatable, Sendable {
  var start: Int
  var steps: Int
  var top: Double
}

extension Curve {
  /// The most cycles that are written out one by one.
  private static let mostCycles = 40

  /// The cycles of restarts, as far as their lengths are whole; empty for other curves.
  var cycles: [CurveCycle] {
    guard case .restarts(let from, let to, let steps, let growth, let height, let count) = self else {
      return []
    }
    var (cycles, start, length, share) = ([CurveCycle](), 0, Double(steps), 1.0)
    for _ in 0..<min(count ?? Self.mostCycles, Self.mostCycles) {
      guard let whole = Int(exactly: length), whole > 0, start + whole < 1 << 40 else { break }
      cycles.append(CurveCycle(start: start, steps: whole, top: to + (from - to) * share))
      (start, length, share) = (start + whole, length * growth, share * height)
    }
    return cycles
  }
}
