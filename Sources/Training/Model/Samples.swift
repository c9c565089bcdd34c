/// A table of samples in flat rows.
package struct Samples: Sendable {
  package let features: [Double]
  /// Numbers per sample in ``features``.
  package let width: Int
  /// Per sample its class, or as many numbers as the network has outputs.
  package let targets: [Double]

  package init(features: [Double], width: Int, targets: [Double]) {
    self.features = features
    self.width = width
    self.targets = targets
  }

  package var count: Int { width > 0 ? features.count / width : 0 }
}
