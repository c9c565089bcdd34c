import LRSchedulers

/// Tries the families one after the other, the simple before those that could imitate them, until one explains every row.
///
/// They are fitted to some of the rows. Where what comes out explains those and misses others, by little, the rows that are missed are taken
/// among them and the family is asked again.
struct FamilySearch {
  private let curve: RateCurve
  private var sample: RateCurve
  /// The rows at which a value changes, which tell all that there is of a curve that rises or falls.
  private let ends: RateCurve
  /// Whether the rows begin with those of the log.
  private let isWhole: Bool
  private let plan: (Proposal) -> Identified?
  private(set) var found: [Identified] = []
  private var nearest: Attempt?

  /// What came nearest of all that did not explain every row.
  private struct Attempt {
    var found: Identified
    var proposals: (RateCurve) -> [Proposal]
  }

  private static let bodies: [any BodyFamily] = [
    ConstantBody(), StairBody(), ExponentialBody(), LinearBody(), CosineBody(), InverseSquareRootBody(),
    RestartBody(),
  ]
  /// Searched last and behind few rises, as it takes longest.
  private static let polynomial = PolynomialBody()
  private static let unseenBodies: [any BodyFamily] = [CosineBody(), RestartBody(), InverseSquareRootBody()]

  /// What misses rows by more, as a part of the largest rate, is another schedule; rows of few digits are missed by what these leave.
  private let nearby: Double
  private static let turns = 12
  /// After so many turns as many rows as that are looked at together.
  private static let mostRows = 1 << 13

  /// - Parameter plan: plans a proposal and compares all rows; nil where they are far from it.
  init(_ curve: RateCurve, isWhole: Bool, plan: @escaping (Proposal) -> Identified?) {
    (self.curve, self.isWhole, self.plan) = (curve, isWhole, plan)
    sample = curve.sampled()
    ends = curve.runEnds()
    nearby = 5e-3 + 2 * (sample.slack.max() ?? 0) / max(curve.peak, .leastNormalMagnitude)
  }

  mutating func run() {
    if !isExplained() { refine() }
  }

  /// Tries what stays and falls at single steps, and nothing else.
  mutating func runStairs() {
    _ =
      take({ ConstantBody().proposals($0, after: nil) }, of: sample)
      || take({ StairBody().proposals($0, after: nil) }, of: curve)
  }

  private mutating func isExplained() -> Bool {
    for body in Self.bodies where take({ body.proposals($0, after: nil) }, of: points(for: body)) {
      return true
    }
    // Turns are told by neighboring rows, which a sample has not everywhere.
    if take(OneCycleBounds.proposals, of: curve)
      || take(CyclicCurve.proposals, of: curve) || take(StableCurve.proposals, of: curve)
      || take(LateLine.proposals, of: ends)
      // Where nothing is round least squares come nearer, and of few rows usual arguments.
      || take(OneCycleCurve.proposals, of: sample) || take(UsualOneCycles.proposals, of: sample)
    {
      return true
    }
    guard !curve.effort.isSpent else { return false }
    let rises = RiseFit.rises(curve) + HeldRise.rises(curve) + CurvedRise.rises(curve)
    return areExplained(after: rises) || runsAlong() || isPolynomial(after: rises) || isWhole && isUnseen()
  }

  private func points(for body: any BodyFamily) -> RateCurve {
    switch body {
    case is StairBody: curve
    case is RestartBody, is LinearBody: ends
    default: sample
    }
  }

  private mutating func areExplained(after rises: [Rise]) -> Bool {
    // Many rises are tried by few points; what comes out is compared with all.
    let most = rises.count > 8 ? 120 : 320
    // What falls too often behind the last of them does so behind all.
    let mayBeStairs = rises.map(\.bodyStart).max().map { StairBody.isPossible(curve.dropping(before: $0)) }
    for rise in rises where !curve.effort.isSpent {
      let rest = curve.dropping(before: rise.bodyStart, most: most)
      guard rest.count >= 2 else { continue }
      for body in Self.bodies {
        var points = rest
        if body is StairBody {
          guard mayBeStairs ?? false, StairBody.isPossible(rest) else { continue }
          points = curve.dropping(before: rise.bodyStart)
          curve.effort.spend(points.count / 4)
        } else if body is RestartBody {
          points = ends.dropping(before: rise.bodyStart)
        }
        if take({ body.proposals($0, after: rise) }, of: points, from: rise.bodyStart) { return true }
      }
    }
    return false
  }

  private mutating func runsAlong() -> Bool {
    for (rise, body) in RunningRise.rises(sample) {
      let rest = sample.part(body..<sample.count)
      for family in RunningRise.bodies where take({ family.proposals($0, after: rise) }, of: rest) {
        return true
      }
    }
    return false
  }

  private mutating func isPolynomial(after rises: [Rise]) -> Bool {
    let polynomial = Self.polynomial
    if take({ polynomial.proposals($0, after: nil) }, of: sample.sampled(96)) { return true }
    let round = rises.filter { $0.bodyStart == $0.steps && $0.isOfPyTorch }
      .sorted { RoundNumber.digits($0.steps) < RoundNumber.digits($1.steps) }
    for rise in round.prefix(24) {
      let rest = sample.dropping(before: rise.bodyStart)
      if take({ polynomial.proposals($0, after: rise) }, of: rest.sampled(64), from: rise.bodyStart) {
        return true
      }
    }
    return false
  }

  /// A warm-up before the first row: what follows it does not count from 0.
  private mutating func isUnseen() -> Bool {
    guard let first = curve.units.first, first > 0 else { return false }
    let starts = RestartBody.unseenStarts(curve) + UnseenStart.candidates(sample, in: 1...first)
    for start in starts {
      var rise = Rise(steps: start, factor: 0, bodyStart: start, room: 0)
      rise.isUnseen = true
      let rest = sample.dropping(before: start)
      for body in Self.unseenBodies {
        let points = body is RestartBody ? ends.dropping(before: start) : rest
        if take({ body.proposals($0, after: rise) }, of: points, from: start) { return true }
      }
    }
    return take(UsualOneCycles.pastTheirPeak, of: sample)
  }

  // MARK: What comes of it

  /// Plans what a family proposes for some points.
  ///
  /// - Parameter start: the step that they count from.
  /// - Returns: whether something explains every row.
  private mutating func take(
    _ proposals: @escaping (RateCurve) -> [Proposal], of points: RateCurve, from start: Int = 0
  ) -> Bool {
    var isExact = false
    for planned in proposals(points).compactMap(plan) {
      found.append(planned)
      isExact = isExact || planned.isExact
      if planned.residual < nearest?.found.residual ?? nearby {
        nearest = Attempt(found: planned) { proposals(start == 0 ? $0 : $0.dropping(before: start)) }
      }
    }
    return isExact
  }

  private mutating func refine() {
    guard let nearest else { return }
    var (rows, latest) = (Set<Int>(), nearest.found)
    for _ in 0..<Self.turns {
      let missed = missed(by: latest)
      guard !missed.isSubset(of: rows) else { break }
      rows.formUnion(missed)
      let planned = nearest.proposals(curve.sampled(with: rows)).compactMap(plan)
      found += planned
      guard let best = planned.min(by: { $0.residual < $1.residual }) else { break }
      if best.isExact { return }
      latest = best
    }
    if curve.count > sample.count {
      found += nearest.proposals(curve.sampled(Self.mostRows, with: rows)).compactMap(plan)
    }
  }

  /// In each eighth of the rows the one that is missed by most.
  private func missed(by found: Identified) -> Set<Int> {
    let plan = Plan(
      found.schedule, lr: found.lr, interval: found.interval, stepsPerEpoch: found.stepsPerEpoch,
      length: found.length)
    guard let rates = try? plan.rates() else { return [] }
    var worst: [Int: (row: Int, miss: Double)] = [:]
    for row in curve.units.indices where curve.units[row] >= 0 && curve.units[row] < rates.count {
      let miss = abs(curve.values[row] - rates[curve.units[row]]) - curve.slack[row]
      let part = row * 8 / curve.count
      if miss > 0, miss > worst[part]?.miss ?? 0 { worst[part] = (row, miss) }
    }
    return Set(worst.values.map(\.row))
  }
}
