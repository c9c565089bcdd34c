#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The drops of a rate in blocks of 16, 32, 64 … steps: of each block five weights that stand for all of its drops.
///
/// For a function `f` that is smooth over a block, the sum of `drop(k) * f(k)` over its steps is that of `weight * f(place)` over its five
/// places: the weights have the moments of the drops to the fourth, exactly, and those of a block come from those of its halves.
/// What depends on the rate of a step is smooth only where the rate is. So a block counts as smooth only if the logarithm of the rate
/// is what five places say, to 1e-5; blocks without a drop cost nothing, others are taken step by step.
struct DropBlocks {
  enum Kind: UInt8 { case empty, smooth, rough }

  /// Of the blocks of each level; those of level `j` have `16 << j` steps.
  private(set) var kinds: [[Kind]] = []
  private var weights: [[Double]] = []
  /// The logarithm of the rate of each step, with rates of next to nothing in the place of 0.
  let logRates: [Double]
  private static let tolerance = 1e-5
  static let leastRate = 1e-9

  init(_ curve: RateCurve) {
    var (logs, last, lastLog) = ([Double](), Double.nan, 0.0)
    logs.reserveCapacity(curve.count)
    for rate in curve.rates {
      if rate != last { (last, lastLog) = (rate, log(max(rate, Self.leastRate))) }
      logs.append(lastLog)
    }
    logRates = logs
    addLeaves(curve)
    while let top = kinds.last, top.count > 1 { addLevel(of: top.count / 2 + top.count % 2) }
  }

  /// The weights of a smooth block.
  func weight(_ level: Int, _ block: Int, _ place: Int) -> Double {
    weights[level][block * Interpolation.count + place]
  }

  private mutating func addLeaves(_ curve: RateCurve) {
    let count = (curve.count + Interpolation.leaf - 1) / Interpolation.leaf
    var (kinds, weights) = (
      [Kind](repeating: .empty, count: count), [Double](repeating: 0, count: count * Interpolation.count)
    )
    for block in 0..<count {
      let first = block * Interpolation.leaf
      let steps = first..<min(first + Interpolation.leaf, curve.count)
      guard steps.contains(where: { curve.drop(at: $0) != 0 }) else { continue }
      guard first + Interpolation.leaf < curve.count, isSmoothLeaf(first) else {
        kinds[block] = .rough
        continue
      }
      kinds[block] = .smooth
      for step in steps {
        let drop = curve.drop(at: step)
        for place in 0..<Interpolation.count {
          weights[block * Interpolation.count + place] += drop * Interpolation.leafBasis[step - first][place]
        }
      }
    }
    self.kinds.append(kinds)
    self.weights.append(weights)
  }

  private func isSmoothLeaf(_ first: Int) -> Bool {
    let values = Interpolation.places.map { logRates[first + $0] }
    return (0..<Interpolation.leaf).allSatisfy { step in
      isNear(values, Interpolation.leafBasis[step], logRates[first + step])
    }
  }

  private func isNear(_ values: [Double], _ basis: [Double], _ truth: Double) -> Bool {
    var sum = 0.0
    for place in 0..<Interpolation.count { sum += values[place] * basis[place] }
    return abs(sum - truth) <= Self.tolerance
  }

  private mutating func addLevel(of count: Int) {
    let level = kinds.count
    var (kinds, weights) = (
      [Kind](repeating: .empty, count: count), [Double](repeating: 0, count: count * Interpolation.count)
    )
    for block in 0..<count {
      let halves = (0..<2).map { half in
        2 * block + half < self.kinds[level - 1].count ? self.kinds[level - 1][2 * block + half] : .empty
      }
      guard halves.contains(where: { $0 != .empty }) else { continue }
      guard !halves.contains(.rough), isSmooth(block, level) else {
        kinds[block] = .rough
        continue
      }
      kinds[block] = .smooth
      for half in 0..<2 where halves[half] == .smooth {
        for own in 0..<Interpolation.count {
          let weight = self.weight(level - 1, 2 * block + half, own)
          for place in 0..<Interpolation.count {
            weights[block * Interpolation.count + place] +=
              weight * Interpolation.halfBasis[half][own][place]
          }
        }
      }
    }
    self.kinds.append(kinds)
    self.weights.append(weights)
  }

  /// Whether the rate of a block whose halves are smooth is so too.
  private func isSmooth(_ block: Int, _ level: Int) -> Bool {
    let first = block * (Interpolation.leaf << level)
    guard first + (Interpolation.leaf << level) < logRates.count else { return false }
    let values = Interpolation.places.map { logRates[first + $0 << level] }
    return (0..<2).allSatisfy { half in
      (0..<Interpolation.count).allSatisfy { place in
        let step = first + (Interpolation.leaf * half + Interpolation.places[place]) << (level - 1)
        return isNear(values, Interpolation.halfBasis[half][place], logRates[step])
      }
    }
  }
}
