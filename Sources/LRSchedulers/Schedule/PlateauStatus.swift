/// How near a metric-driven schedule is to its next reduction.
public struct PlateauStatus: Sendable, Equatable {
  /// The best metric so far; infinite before the first.
  public var best: Double
  /// The epoch, counted from 1, whose metric is the best; nil before the first.
  public var bestEpoch: Int?
  /// Epochs in a row without an improvement.
  public var numBadEpochs: Int
  /// The rate falls when there are more bad epochs than this.
  public var patience: Int
  /// Epochs left in which bad epochs do not count.
  public var cooldownCounter: Int
  /// Epochs of a whole cooldown.
  public var cooldown: Int

  package init(
    best: Double, bestEpoch: Int?, numBadEpochs: Int, patience: Int, cooldownCounter: Int, cooldown: Int
  ) {
    self.best = best
    self.bestEpoch = bestEpoch
    self.numBadEpochs = numBadEpochs
    self.patience = patience
    self.cooldownCounter = cooldownCounter
    self.cooldown = cooldown
  }
}
