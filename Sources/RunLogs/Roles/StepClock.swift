/// Makes one x of an epoch and a count within it, which logs print without a count over all.
///
/// Whether the count starts again with each epoch shows when the second epoch begins; until then both are one. The
/// length of an epoch is what the log prints behind the slash, else what the first one reached.
struct StepClock: Sendable {
  private(set) var firstEpoch: Double?
  private(set) var epoch: Double?
  private var iteration: Double?
  /// The epoch of the last count.
  private var countedEpoch: Double?
  private var firstIteration: Double = 0
  private var stride: Double = 1
  private var greatest: Double = 0
  private var length: Double?
  /// Whether the first count of the next epoch may tell the length better.
  private var isEstimate = false
  /// Counts of the epoch that goes on.
  private var rows = 0
  /// nil until it shows.
  private(set) var isWithinEpoch: Bool?
  /// The x of the last point that had a count.
  private(set) var lastX: Double?

  /// The x of a count; `total` is what the log says of the epoch's length.
  mutating func x(epoch newEpoch: Double?, iteration new: Double, total: Double?) -> Double {
    // Bars tell of whole epochs, whose lengths may differ by one.
    let wasFull = iteration != nil && iteration == length
    if let total, total > 0 { length = total }
    guard let newEpoch else { return remember(new, offset()) }
    // A run that starts over in the same log may count from an earlier epoch.
    firstEpoch = min(firstEpoch ?? newEpoch, newEpoch)
    if iteration == nil, let total, newEpoch > base, new * 50 <= total {
      // Of a run that goes on, a count over all would not start over.
      isWithinEpoch = true
    }
    if let countedEpoch, let iteration {
      if newEpoch > countedEpoch {
        if isWithinEpoch == nil { isWithinEpoch = new <= iteration || wasFull && new == total }
        if length == nil || isEstimate { length = length(from: iteration, to: new, newEpoch - countedEpoch) }
        isEstimate = false
        rows = 0
      } else if newEpoch == countedEpoch, new > iteration {
        stride = new - iteration
      }
    } else {
      firstIteration = new
    }
    epoch = newEpoch
    countedEpoch = newEpoch
    rows += 1
    return remember(new, offset())
  }

  /// The x of a row that counts epochs only, which among those that count steps is that of the last of them; nil where
  /// none does.
  func x(ofWhole newEpoch: Double) -> Double? {
    epoch == newEpoch || isWithinEpoch == true ? lastX : nil
  }

  /// The x at which an epoch begins that no count has been of yet; nil where that is not known, or not the next after what was counted.
  func start(of newEpoch: Double) -> Double? {
    guard let countedEpoch, newEpoch > countedEpoch, let length, let lastX, isWithinEpoch != false else {
      return nil
    }
    let start = (newEpoch - base) * length
    return (lastX...(lastX + max(stride, firstIteration, 1))).contains(start) ? start : nil
  }

  /// The epoch of a line that has no count of its own.
  mutating func enter(epoch new: Double) {
    if firstEpoch == nil { firstEpoch = new }
    if epoch != new, iteration != nil, length == nil { (length, isEstimate) = (estimate, true) }
    epoch = new
  }

  private mutating func remember(_ new: Double, _ offset: Double) -> Double {
    iteration = new
    greatest = max(greatest, new)
    lastX = offset + new
    return offset + new
  }

  private func offset() -> Double {
    guard isWithinEpoch == true, let epoch = countedEpoch ?? epoch, let length else { return 0 }
    return (epoch - base) * length
  }

  /// The number of the first epoch of a run: 0 or 1, unless the log begins with it.
  private var base: Double { min(firstEpoch ?? 0, 1) }

  /// Where a program prints every so many of all iterations, whatever epoch they are in, the first one of an epoch tells how long the one
  /// before was: 100 | 20, 120 | 40, 140 are epochs of 180.
  private func length(from last: Double, to new: Double, _ epochs: Double) -> Double {
    let distance = rows > 1 ? stride : firstIteration
    guard epochs == 1, isWithinEpoch == true, firstIteration == distance, new < distance, new > 1, distance > 1,
      last + distance - new >= greatest
    else { return estimate }
    return last + distance - new
  }

  /// Of an epoch whose length nobody prints, from the counts seen in it.
  private var estimate: Double {
    if firstIteration == 0 { return greatest + stride }
    return firstIteration == stride ? greatest : greatest + 1
  }
}
