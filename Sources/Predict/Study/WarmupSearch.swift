/// Finds how long a warm-up was that no log shows, by which of some lengths the losses suit best.
///
/// What can be told so is the length to a factor of 1.5: the area below the rise moves the whole curve.
struct WarmupSearch {
  let records: [RunRecord]
  let unit: Double

  /// Parts of the steps before the first row.
  private static let parts = [0, 0.25, 0.5, 0.75, 1]
  /// Where the misfits of all lengths lie closer than this, the losses do not tell.
  private static let leastDifference = 0.02

  /// The warm-up of each run: what is known, and one length for all others.
  func warmups() -> [Warmup] {
    let open = records.indices.filter { records[$0].knownWarmup == nil }
    guard !open.isEmpty else { return records.map { $0.knownWarmup ?? Warmup(steps: 0, source: .unknown) } }
    let room = open.map { first(records[$0]) }.min() ?? 0
    var trials: [(warmups: [Warmup], misfit: Double)] = []
    for part in Self.parts {
      let length = Int((part * Double(room)).rounded())
      let warmups = records.map { $0.knownWarmup ?? Warmup(steps: length, source: .estimated) }
      if let misfit = misfit(warmups) { trials.append((warmups, misfit)) }
    }
    guard let best = trials.min(by: { $0.misfit < $1.misfit }), trials.count > 1,
      let worst = trials.map(\.misfit).max(), worst - best.misfit >= Self.leastDifference
    else { return records.map { $0.knownWarmup ?? Warmup(steps: room, source: .unknown) } }
    return best.warmups
  }

  private func first(_ record: RunRecord) -> Int {
    guard case .logged(let curve) = record.rates else { return 0 }
    return curve.first
  }

  private func misfit(_ warmups: [Warmup]) -> Double? {
    var runs: [PreparedRun] = []
    for (index, record) in records.enumerated() {
      guard let run = try? PreparedRun(record, warmups[index], unit: unit, index: index) else { return nil }
      runs.append(run)
    }
    return LawFit(.mpl, runs.targets(.mpl, every: 4), loss: runs.lastLoss)?.misfit
  }
}

extension [PreparedRun] {
  /// - Parameter stride: every so many bins count.
  func targets(_ law: Law, every stride: Int = 1) -> [FitTarget] {
    map { FitTarget(law, $0.curve, stride > 1 ? $0.bins.every(stride) : $0.bins, share: 1 / Double(count)) }
  }

  /// About the last loss of the runs.
  var lastLoss: Double {
    let lasts = map { run in
      let tail = run.bins.losses.suffix(Swift.max(1, run.bins.count / 10))
      return tail.reduce(0, +) / Double(tail.count)
    }
    return lasts.reduce(0, +) / Double(Swift.max(1, count))
  }
}
