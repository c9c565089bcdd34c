import LRSchedulers
import Tracks

/// A long plan at some places, by formula: what is looked at until all its rates are made. Where a schedule jumps between two
/// places it shows the jump a little beside where it is, for the moment that the rates themselves take.
struct PlanSketch: Sendable {
  /// Shorter plans are made before they are looked at.
  static let shortest = 16_384
  private static let places = 2_048

  /// By parameter group; x is the count.
  private(set) var rates: [Track]
  private(set) var facts = PlanFacts()

  /// - Parameters:
  ///   - run: before the first planned count.
  ///   - start: that count.
  /// - Returns: nil where the rates can only be made one after the other.
  init?(_ run: ScheduleRun, from start: Int, length: Int) {
    guard length >= Self.shortest, !run.schedule.needsMetric, let source = Source(run, isFresh: start == 1)
    else {
      return nil
    }
    rates = run.groups.map { _ in Track() }
    let offsets = Self.offsets(run, length)
    for (index, offset) in offsets.enumerated() {
      guard let lrs = source.rates(ahead: offset), lrs.count == rates.count else { return nil }
      for group in lrs.indices { rates[group].append(x: Double(start + offset), lrs[group]) }
      let next = index + 1 < offsets.count ? offsets[index + 1] : length
      facts.take(lrs[0], at: start + offset, times: next - offset)
    }
  }

  /// Evenly over the plan, and on both sides of where a phase begins.
  private static func offsets(_ run: ScheduleRun, _ length: Int) -> [Int] {
    let even = (0..<places).map { Int(Double(length - 1) * Double($0) / Double(places - 1)) }
    let starts = run.schedule.phases.flatMap { [$0.start - run.lastEpoch - 1, $0.start - run.lastEpoch] }
    return Set(even + starts).filter { (0..<length).contains($0) }.sorted()
  }

  /// The rates at any place: as they will be where every step assigns them; else the formula, of a run that stands at its start
  /// and has nothing that the formula does not know.
  private struct Source {
    private let run: ScheduleRun
    private let form: ClosedForm?

    init?(_ run: ScheduleRun, isFresh: Bool) {
      self.run = run
      if (try? run.lrs(stepsAhead: 1)) ?? nil != nil {
        form = nil
        return
      }
      guard isFresh, let form = try? run.schedule.closedForm(groups: run.groups),
        let first = try? form.lrs(at: run.lastEpoch),
        zip(first, run.groups).allSatisfy({ abs($0 - $1.lr) <= 1e-9 * abs($1.lr) })
      else { return nil }
      self.form = form
    }

    func rates(ahead offset: Int) -> [Double]? {
      guard let form else { return (try? run.lrs(stepsAhead: offset)) ?? nil }
      return try? form.lrs(at: run.lastEpoch + offset)
    }
  }
}
