import RunLogs
import Tracks

/// Where a logged rate is not the planned one, and how far it is off at worst. Values are equal within the digits that the
/// log prints, or within what single precision keeps of them.
struct PlanDeviation: Sendable {
  struct Point: Sendable, Equatable {
    var x: Double
    var logged: Double
    var planned: Double

    /// Of what was planned; of what was logged where nothing was planned.
    var share: Double {
      let base = max(abs(planned), 1e-12 * abs(logged))
      return base > 0 ? abs(logged - planned) / base : 0
    }
  }

  private static let precision = 1e-5
  private static let most = 256

  /// Stretches of x in which every logged value is off.
  private(set) var stretches: [ClosedRange<Double>] = []
  private(set) var worst: Point?
  /// Points compared.
  private(set) var count = 0
  private var progress = TrackProgress()
  private var isOff = false

  /// Compares the points that have come, as far as the plan is made.
  mutating func follow(_ series: LogSeries, _ planned: Track, _ stand: PlanStand) {
    let track = series.track
    if count > track.count || !progress.holds(track) { self = PlanDeviation() }
    guard let end = planned.lastX else { return }
    while count < track.count {
      let x = track.x(at: count)
      let place = stand.count(at: x)
      guard place < end + 1 else { break }
      if let plan = planned.held(at: place) {
        take(Point(x: x, logged: track[count], planned: plan), digit: series.digits.power(at: count))
      }
      count += 1
    }
    if count == track.count { progress.finish(track) }
  }

  private mutating func take(_ point: Point, digit: Int?) {
    let tolerance = max(Self.precision * abs(point.planned), digit.map { 0.51 * pow10($0) } ?? 0)
    let wasOff = isOff
    isOff = !(abs(point.logged - point.planned) <= tolerance)
    guard isOff else { return }
    if wasOff, let last = stretches.last, last.lowerBound <= point.x {
      stretches[stretches.count - 1] = last.lowerBound...max(last.upperBound, point.x)
    } else if stretches.count < Self.most {
      stretches.append(point.x...point.x)
    }
    if worst.map({ point.share > $0.share }) ?? true { worst = point }
  }

  private func pow10(_ exponent: Int) -> Double {
    var value = 1.0
    for _ in 0..<min(abs(exponent), 330) { value *= 10 }
    return exponent < 0 ? 1 / value : value
  }
}
