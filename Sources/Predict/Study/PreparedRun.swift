#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A run ready to be fitted: the rate of every step, and the rows that count.
package struct PreparedRun: Sendable {
  package let curve: RateCurve
  package let warmup: Warmup
  /// Those after the warm-up, in the steps of ``curve``.
  package let used: LossRows
  let bins: LossBins
  /// By how many steps the rows of the log were moved.
  package let shift: Int
  package let noise: Double
  /// The last step of the log.
  package var last: Int { used.steps.last ?? 0 }
  package var binCount: Int { bins.count }

  /// So few rows tell nothing.
  package static let fewest = 20
  /// No schedule may be longer.
  package static let mostSteps = 20_000_000

  init(_ record: RunRecord, _ warmup: Warmup, unit: Double, index: Int) throws(StudyError) {
    self.warmup = warmup
    guard let last = record.rows.steps.last else {
      throw StudyError("has no finite loss", run: index)
    }
    if let low = record.rows.losses.first(where: { $0 <= 0 }) {
      throw StudyError("has a loss of \(low); the laws are of losses above 0", run: index)
    }
    guard last < Self.mostSteps else {
      throw StudyError("goes to step \(last); at most \(Self.mostSteps) can be followed", run: index)
    }
    var known = 0
    switch record.rates {
    case .planned(let rates):
      guard last < rates.count else {
        throw StudyError(
          "goes to step \(last), but what is said to have run has only \(rates.count) steps", run: index)
      }
      (curve, shift) = (RateCurve(Array(rates[...last]), unit: unit), 0)
    case .logged(let logged):
      curve = RateCurve(logged.rates(warmup, to: last), unit: unit)
      shift = logged.shift(warmup)
      // Nobody knows at which rates what came before the first was reached.
      known = logged.first + shift
    }
    // The beginning follows no power law, and two runs differ most there.
    let own = max(curve.warmupEnd, warmup.steps, (last + shift) / 50)
    let wanted = if let asked = record.first { asked + shift } else { own }
    let first = max(known, wanted)
    used = record.rows.from(first, movedBy: shift)
    guard used.count >= Self.fewest else {
      let all = record.rows.count
      throw StudyError(
        "has \(used.count) usable rows of \(all): those with a finite loss from step \(first - shift) on, after the warm-up and the first rate; expected at least \(Self.fewest)",
        run: index)
    }
    bins = LossBins(used)
    noise = used.noise
  }

  /// The lowest rate of the rows that count, in parts of the unit.
  var lowestRate: Double {
    used.steps.reduce(Double.infinity) { min($0, curve.rates[min($1, curve.count - 1)]) }
  }

  /// Whether the rate falls from its beginning, so that progress and decay cannot be told apart.
  var decaysFromStart: Bool {
    guard let first = used.steps.first, let last = used.steps.last, last > first else { return false }
    let rates = curve.rates[first...last]
    guard let top = rates.max(), let low = rates.min(), low < 0.9 * top else { return false }
    let plateau = rates.prefix { $0 > 0.97 * top }.count
    return Double(plateau) < 0.25 * Double(rates.count)
  }
}
