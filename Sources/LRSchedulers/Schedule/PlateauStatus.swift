/// How near a metric-driven schedule is to its next reduction.
public struct PlateauStatus: Sendable, Equatable {
  /// The best metric so far; infinite before the first.
  public var best: Double
  /// What the next metric must be better than to count as an improvement: ``best`` and the threshold. Below it is better where the
  /// metric should fall, above it where it should rise; infinite before the first metric, which nearly always improves.
  public var nextBest: Double
  /// The epoch, counted from 1, whose metric is the best; nil before the first.
  public var bestEpoch: Int?
  /// Epochs in a row without an improvement.
  public var numBadEpochs: Int
  /// The bad epochs tolerated before a reduction: one more reduces the rate.
  public var patience: Int
  /// Epochs left in which bad epochs do not count.
  public var cooldownCounter: Int
  /// Epochs of a whole cooldown.
  public var cooldown: Int

  /// A status, as ``ScheduleRun/plateau`` gives it, or as a test of yours makes it.
  public init(
    best: Double, nextBest: Double, bestEpoch: Int?, numBadEpochs: Int, patience: Int, cooldownCounter: Int,
    cooldown: Int
  ) {
    self.best = best
    self.nextBest = nextBest
    self.bestEpoch = bestEpoch
    self.numBadEpochs = numBadEpochs
    self.patience = patience
    self.cooldownCounter = cooldownCounter
    self.cooldown = cooldown
  }
}
