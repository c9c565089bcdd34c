import LRSchedulers

/// The steps of an epoch as the changes of a rate show them, though it does not change with every epoch: a warm-up that is
/// held, a flat beginning, changes too small for the digits.
struct EpochChanges {
  private struct Change {
    /// It lies behind the first x and not behind the second.
    var after: Double
    var at: Double
    var middle: Double { (after + at) / 2 }
  }

  private static let fewest = 6
  private static let most = 4_096
  /// How unlikely it must be that the changes stand at multiples of a number by chance.
  private static let chance = 1e-5
  /// So many epochs may lie between most changes.
  private static let mostHidden = 32

  private var changes: [Change] = []

  /// - Parameter offset: added to x, so that the first epoch begins at 0.
  init(_ rates: LoggedRates, offset: Double) {
    for index in rates.xs.indices.dropFirst() {
      let room = rates.slack[index] + rates.slack[index - 1]
      guard abs(rates.values[index] - rates.values[index - 1]) > room else { continue }
      changes.append(Change(after: rates.xs[index - 1] + offset, at: rates.xs[index] + offset))
      if changes.count > Self.most { return }
    }
  }

  /// nil where the changes are not at multiples of a number.
  func length(stride: Double) -> Int? {
    guard Self.fewest...Self.most ~= changes.count,
      zip(changes, changes.dropFirst()).allSatisfy({ $0.at < $1.at })
    else { return nil }
    guard let usual = likely(stride) else { return nil }
    // Where digits hide most changes, those that are seen lie several epochs apart.
    return (1...Self.mostHidden).lazy.compactMap { hidden in
      length((usual.low / Double(hidden), usual.high / Double(hidden)), stride: stride)
    }.first
  }

  /// - Parameter guess: between which the length lies.
  private func length(_ guess: (low: Double, high: Double), stride: Double) -> Int? {
    var range = guess
    // The later a change, the more exactly it says the length, once it is known how many epochs lie before it: first since
    // the first change, then since the beginning.
    let first = changes[0]
    let distances = changes.dropFirst().map {
      Change(after: $0.after - first.at, at: $0.at - first.after - 1)
    }
    for change in distances + changes + changes {
      let (epoch, latest) = epochs(of: change, range)
      guard epoch <= latest else { return nil }
      guard epoch == latest, epoch > 0 else { continue }
      range.low = max(range.low, (change.after + 0.5) / Double(epoch))
      range.high = min(range.high, change.at / Double(epoch))
      guard range.low <= range.high else { return nil }
    }
    guard let steps = whole(range) else { return nil }
    // Two changes settle the number; each of the others would stand between any two rows of an epoch as well.
    let byChance = Elementary.power(stride / Double(steps), Double(changes.count - 2))
    return Double(steps) > stride && byChance < Self.chance ? steps : nil
  }

  /// The roundest of the whole numbers at whose multiples all changes may stand.
  private func whole(_ range: (low: Double, high: Double)) -> Int? {
    let (low, high) = (Int(saturating: range.low.rounded(.up)), Int(saturating: range.high.rounded(.down)))
    guard low >= 2, low <= high, high - low < Self.most else { return nil }
    let fits = (low...high).filter { steps in
      changes.allSatisfy {
        ($0.at / Double(steps)).rounded(.down) > ($0.after / Double(steps)).rounded(.down)
      }
    }
    // A part of an epoch would do as well, with epochs that change nothing between.
    return fits.last.flatMap { longest in
      fits.filter { 10 * $0 >= 9 * longest }.min { RoundNumber.digits($0) < RoundNumber.digits($1) }
    }
  }

  /// The first and the last epoch that a change may begin.
  private func epochs(of change: Change, _ range: (low: Double, high: Double)) -> (first: Int, last: Int) {
    let first = ((change.after + 0.5) / range.high).rounded(.up)
    return (Int(saturating: first), Int(saturating: (change.at / range.low).rounded(.down)))
  }

  /// Between which the distance of neighboring epochs lies: that of most neighboring changes.
  private func likely(_ stride: Double) -> (low: Double, high: Double)? {
    let gaps = zip(changes, changes.dropFirst()).map { $1.middle - $0.middle }.sorted()
    let usual = gaps[gaps.count / 2]
    var range = (low: 1.0, high: Double.infinity)
    for (one, next) in zip(changes, changes.dropFirst()) where abs(next.middle - one.middle - usual) <= stride
    {
      range = (max(range.low, next.after - one.at + 1), min(range.high, next.at - one.after - 1))
    }
    return range.low <= range.high && range.high.isFinite ? range : nil
  }
}
