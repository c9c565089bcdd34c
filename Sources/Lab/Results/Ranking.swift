/// The order of results: the lowest loss first, then those without one; and which of them are no worse than the first, as
/// far as one run with one seed can tell.
struct Ranking: Sendable {
  /// Indices of the results, the best first.
  let order: [Int]
  /// Those that another seed may put in the first place.
  let ties: Set<Int>
  let hasWinner: Bool
  /// Where the ties come from.
  let basis: Basis

  enum Basis: Sendable, Equatable {
    /// What another seed usually changes, as a part of the loss.
    case usual(Double)
    case measured(seeds: Int)
    case unknown
  }

  init(_ results: [PaneResult]) {
    func key(_ index: Int) -> (Double, Int) {
      (results[index].score.map { $0.isNaN ? .infinity : $0 } ?? .infinity, index)
    }
    let order = results.indices.sorted { key($0) < key($1) }
    self.order = order
    guard let first = order.first, let best = results[first].score, best.isFinite, results.count > 1 else {
      (ties, hasWinner, basis) = ([], false, .unknown)
      return
    }
    hasWinner = true
    let seeds = results.map(\.seeds.count).min() ?? 0
    if seeds > 1 {
      basis = .measured(seeds: seeds)
      ties = Set(order.dropFirst().filter { Self.overlap(results[$0], results[first]) })
      return
    }
    guard let spread = results[first].usualSpread else {
      (ties, basis) = (Set(order.dropFirst().filter { results[$0].score == best }), .unknown)
      return
    }
    basis = .usual(spread)
    ties = Set(
      order.dropFirst().filter { index in
        results[index].score.map { $0 - best <= spread * abs(best) } ?? false
      })
  }

  /// Whether the difference of the means is less than twice its standard error.
  private static func overlap(_ a: PaneResult, _ b: PaneResult) -> Bool {
    guard let (mean, other) = a.score.flatMap({ left in b.score.map { (left, $0) } }),
      let (first, second) = a.deviation.flatMap({ left in b.deviation.map { (left, $0) } })
    else { return false }
    let error = (first * first / Double(a.seeds.count) + second * second / Double(b.seeds.count)).squareRoot()
    return mean - other <= 2 * error
  }

  /// The place of a result, from 1.
  func place(of index: Int) -> Int { (order.firstIndex(of: index) ?? 0) + 1 }

  /// What a reader should know of differences, at length and in short; empty where there is nothing to say.
  var cautions: [String] {
    guard hasWinner, !ties.isEmpty else { return [] }
    switch basis {
    case .usual(let spread):
      let percent = "\(Int((spread * 100).rounded())) %"
      return [
        "≈ within \(percent) of the best: another seed changes as much (--seeds 3 measures it)",
        "≈ within \(percent), as much as seeds differ", "≈ within \(percent)",
      ]
    case .measured(let seeds):
      return ["≈ no worse than the best as far as \(seeds) seeds can tell", "≈ alike over \(seeds) seeds"]
    case .unknown: return ["≈ the same result"]
    }
  }
}
