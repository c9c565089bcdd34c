/// The cosine of the last step, which the recursion of ``CosineAnnealingLR`` needs again at the next.
///
/// It is computed again where it is not known, so it is no part of the state: nothing saves or compares it.
@usableFromInline
struct CosineMemo: Sendable, Equatable {
  @usableFromInline var epoch = Int.min
  @usableFromInline var period = Double.nan
  @usableFromInline var value = Double.nan

  @usableFromInline init() {}

  /// Of `pi * epoch / period`, in this order of operations.
  @inlinable
  static func cosine(epoch: Int, period: Double) throws(SchedulerError) -> Double {
    try PythonMath.cosine(.pi * Double(epoch) / period)
  }

  /// The cosines of an epoch and of the one before it.
  @inlinable
  mutating func cosines(epoch: Int, period: Double) throws(SchedulerError) -> (now: Double, before: Double) {
    let isKnown = self.epoch == epoch - 1 && self.period == period
    let before = isKnown ? value : try Self.cosine(epoch: epoch - 1, period: period)
    value = try Self.cosine(epoch: epoch, period: period)
    (self.epoch, self.period) = (epoch, period)
    return (value, before)
  }

  @usableFromInline
  static func == (left: CosineMemo, right: CosineMemo) -> Bool { true }
}
