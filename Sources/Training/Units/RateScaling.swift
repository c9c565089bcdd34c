/// The rate for another batch size, by the two rules in use.
///
/// Linear: Goyal et al. 2017, arXiv 1706.02677. Square root: Krizhevsky 2014, arXiv 1404.5997, and for adaptive
/// optimizers Malladi et al. 2022, arXiv 2205.10287.
package struct RateScaling: Sendable, Equatable {
  /// The rate that was found for ``baseBatch``.
  package var baseLR: Double
  /// The global batch it was found for, in samples.
  package var baseBatch: Int

  package init(baseLR: Double, baseBatch: Int) {
    self.baseLR = baseLR
    self.baseBatch = baseBatch
  }

  /// In proportion to the global batch.
  package func linear(_ globalBatch: Int) -> Double {
    baseLR * (Double(globalBatch) / Double(baseBatch))
  }

  /// In proportion to its square root.
  package func squareRoot(_ globalBatch: Int) -> Double {
    baseLR * (Double(globalBatch) / Double(baseBatch)).squareRoot()
  }
}
