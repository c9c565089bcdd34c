/// The sums over all drops before some rows, as few terms: `sum of drop(k) * G(k, t)` over `k <= t` for every row `t`, with a kernel `G` that
/// depends on the rate at `k` and on the area from `k` to `t`.
///
/// A block of drops is taken at its five places where it lies so far before the row that the area below it is at most half of that
/// between; nearer drops are taken one by one. The error of a loss is then below 1e-6 (`SumTests` compares with the sum over all steps
/// for kernels of all kinds and steps of 1 to 100,000).
struct DropTerms: Sendable {
  /// The terms of row `r` stand at `bounds[r]..<bounds[r + 1]`.
  private(set) var bounds = [0]
  /// Which of ``logRates`` a term has.
  private(set) var nodes: [Int32] = []
  private(set) var weights: [Double] = []
  /// From the drop to the row.
  private(set) var areas: [Double] = []
  /// The logarithms of the rates that occur.
  private(set) var logRates: [Double] = []
  /// The area from the beginning to each row, that of its own step counted.
  private(set) var totals: [Double] = []

  var rows: Int { totals.count }

  private static let share = 0.5

  /// - Parameter steps: the rows, each a step of the curve.
  init(_ curve: RateCurve, steps: [Int]) {
    let blocks = DropBlocks(curve)
    var slots = [Int32](repeating: -1, count: curve.count)
    for step in steps {
      totals.append(curve.area(to: step + 1))
      if let top = blocks.kinds.indices.last {
        add(curve, blocks, level: top, block: 0, before: step, &slots)
      }
      bounds.append(nodes.count)
    }
  }

  private mutating func add(
    _ curve: RateCurve, _ blocks: DropBlocks, level: Int, block: Int, before step: Int, _ slots: inout [Int32]
  ) {
    let size = Interpolation.leaf << level
    let first = block * size
    guard first <= step, block < blocks.kinds[level].count else { return }
    let kind = blocks.kinds[level][block]
    if kind == .empty { return }
    if kind == .smooth, isFar(curve, first, size, step) {
      for place in 0..<Interpolation.count {
        append(
          first + Interpolation.places[place] << level, blocks.weight(level, block, place), curve, blocks,
          step,
          &slots)
      }
    } else if level > 0 {
      add(curve, blocks, level: level - 1, block: 2 * block, before: step, &slots)
      add(curve, blocks, level: level - 1, block: 2 * block + 1, before: step, &slots)
    } else {
      for near in first...min(step, first + size - 1) where near < curve.count {
        append(near, curve.drop(at: near), curve, blocks, step, &slots)
      }
    }
  }

  private func isFar(_ curve: RateCurve, _ first: Int, _ size: Int, _ step: Int) -> Bool {
    guard first + size <= step else { return false }
    let end = curve.area(to: first + size)
    return end - curve.area(to: first) <= Self.share * (curve.area(to: step + 1) - end)
  }

  private mutating func append(
    _ place: Int, _ weight: Double, _ curve: RateCurve, _ blocks: DropBlocks, _ step: Int,
    _ slots: inout [Int32]
  ) {
    guard weight != 0 else { return }
    if slots[place] < 0 {
      slots[place] = Int32(logRates.count)
      logRates.append(blocks.logRates[place])
    }
    nodes.append(slots[place])
    weights.append(weight)
    areas.append(curve.area(to: step + 1) - curve.area(to: place))
  }
}
