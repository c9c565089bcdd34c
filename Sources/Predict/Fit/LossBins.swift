#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Means of neighboring losses: what a law is fitted to. Two hundred say of a curve what there is to say, and take the noise out.
struct LossBins: Sendable {
  private(set) var steps: [Int] = []
  private(set) var losses: [Double] = []
  /// How many rows each stands for.
  private(set) var counts: [Int] = []

  /// So many rows are taken as they are.
  static let most = 256
  private static let aim = 200.0

  var count: Int { steps.count }

  init(_ rows: LossRows) {
    guard rows.count > Self.most, let first = rows.steps.first, let last = rows.steps.last else {
      (steps, losses, counts) = (rows.steps, rows.losses, rows.steps.map { _ in 1 })
      return
    }
    let noise = rows.noise
    var row = 0
    for bin in 1...Int(Self.aim) {
      // Narrower at the beginning, where the curve bends.
      let end = Double(first) + Double(last - first) * pow(Double(bin) / Self.aim, 1.5)
      let start = row
      while row < rows.count, Double(rows.steps[row]) <= end || bin == Int(Self.aim) { row += 1 }
      if row > start { add(rows, start..<row, noise) }
    }
  }

  /// Every so many of them, the last one always.
  func every(_ stride: Int) -> LossBins {
    var some = self
    let chosen = steps.indices.filter { ($0 - (count - 1)) % stride == 0 }
    (some.steps, some.losses, some.counts) = (
      chosen.map { steps[$0] }, chosen.map { losses[$0] }, chosen.map { counts[$0] }
    )
    return some
  }

  private mutating func add(_ rows: LossRows, _ range: Range<Int>, _ noise: Double) {
    let sorted = rows.losses[range].sorted()
    let middle = sorted[sorted.count / 2]
    // A spike counts as a loss at the edge of what chance and the curve make of the rows beside it.
    let reach = middle * max(6 * noise, 0.02)
    let losses = rows.losses[range].map { min(max($0, middle - reach), middle + reach) }
    let places = rows.steps[range].reduce(0.0) { $0 + Double($1) }
    let count = Double(range.count)
    steps.append(Int((places / count).rounded()))
    self.losses.append(losses.reduce(0, +) / count)
    counts.append(range.count)
  }
}
