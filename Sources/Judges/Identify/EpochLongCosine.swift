import LRSchedulers

/// The schedule of DINO, iBOT, BEiT and their like: numpy's linspace from 0 to the peak over whole epochs, which ends one step before their
/// end, then half a cosine over the rest of whole epochs.
struct EpochLongCosine {
  private let rates: LoggedRates
  private let epoch: Int
  private let effort: SearchEffort
  /// How long people train beside as many epochs as there are.
  private static let usualEpochs = [
    100, 300, 800, 200, 400, 50, 40, 80, 150, 500, 600, 1_000, 1_600, 30, 20, 10,
  ]

  /// What explains every row.
  static func candidates(_ rates: LoggedRates, epoch: Int, _ effort: SearchEffort) -> [Identified] {
    let comparison = RowComparison(rates, 0..<rates.count, offset: 0, steps: 1)
    let length = Int(saturating: rates.xs.last ?? 0) + 1
    return proposals(rates, epoch: epoch, effort).compactMap { proposal in
      let plan = Plan(proposal.schedule, lr: proposal.lr, interval: .step, length: length)
      guard let outcome = comparison.outcome(of: plan, effort: effort), outcome.isExact else { return nil }
      return Identified(
        schedule: proposal.schedule, lr: proposal.lr, interval: .step, stepsPerEpoch: nil, length: length,
        residual: outcome.residual / rates.peak, from: rates.xs[0], to: rates.xs[rates.count - 1],
        isExact: true,
        parameters: proposal.parameters, offset: 0)
    }
  }

  /// What may explain every row, each to be compared; none where the rates do not rise first.
  ///
  /// - Parameter epoch: the steps of an epoch.
  static func proposals(_ rates: LoggedRates, epoch: Int, _ effort: SearchEffort) -> [Proposal] {
    let top = rates.firstPeak
    guard epoch > 1, top > 0, rates.count - top >= 4, rates.axis == .step,
      zip(rates.xs, rates.xs.dropFirst()).allSatisfy(<=)
    else { return [] }
    let search = EpochLongCosine(rates: rates, epoch: epoch, effort: effort)
    let middle = Int(saturating: (rates.xs[top] / Double(epoch)).rounded())
    return [middle, middle + 1, middle - 1].filter { $0 > 0 }.lazy.map {
      search.proposals(warmup: $0 * epoch)
    }
    .first { !$0.isEmpty } ?? []
  }

  private func proposals(warmup: Int) -> [Proposal] {
    guard let last = rates.xs.last, let first = rates.xs.firstIndex(where: { $0 >= Double(warmup) }),
      rates.count - first >= 4
    else { return [] }
    let seen = Int(saturating: last) / epoch + 1
    let curve = RateCurve(
      rates, rows: first..<rates.count, offset: -Double(warmup), stepsPerEpoch: nil, effort: effort
    )
    .sampled()
    var found: [(digits: Int, proposal: Proposal)] = []
    for epochs in [seen] + Self.usualEpochs.filter({ $0 > seen }) where epochs * epoch > warmup {
      let length = epochs * epoch - warmup
      let shape = { (unit: Double) in Elementary.cosine(unit / Double(length)) }
      guard let fit = ShapeFit.at(1, curve, isFloored: true, shape), fit.height > 0,
        let (low, top) = RateInterval.floorAndTop(curve, near: fit, shape), top > low, low >= 0,
        rises(before: first, to: top, warmup),
        let proposal = proposal(warmup, length, top, low)
      else { continue }
      found.append((RoundNumber.digits(top) + RoundNumber.digits(low), proposal))
    }
    return found.sorted { $0.digits < $1.digits }.prefix(3).map(\.proposal)
  }

  private func rises(before first: Int, to top: Double, _ warmup: Int) -> Bool {
    (0..<first).allSatisfy { rates.isEqual($0, to: top * rates.xs[$0] / Double(max(1, warmup - 1))) }
  }

  /// By the names of optax, whose parts meet at the step at which the second begins.
  private func proposal(_ warmup: Int, _ length: Int, _ top: Double, _ low: Double) -> Proposal? {
    guard
      let rise = Composition.schedule(
        "linear_schedule",
        ["init_value": .double(0), "end_value": .double(top), "transition_steps": .int(warmup - 1)]),
      let fall = Composition.schedule(
        "cosine_decay_schedule",
        ["init_value": .double(top), "decay_steps": .int(length), "alpha": .double(low / top)])
    else { return nil }
    return Proposal(
      "join_schedules",
      [
        "schedules": .list([.schedule(rise), .schedule(fall)]), "boundaries": .list([.int(warmup)]),
      ], lr: top, parameters: 4)
  }
}
