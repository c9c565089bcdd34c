import Resources

/// Handwritten digits, 8x8 pixels: 1,437 to learn from, 360 to be tested on.
///
/// The test set is the end of the file, not a random fifth. Neighbouring images resemble each other, so a random split
/// tests on near copies of what was learnt and the validation loss falls for hundreds of epochs; split in the file's
/// order, the network begins to overfit after about 40 and the loss reaches its plateau, whatever the seed.
struct DigitsWorkload: SupervisedWorkload {
  static let shape = NetworkShape([64, 32, 10], activation: .relu, loss: .crossEntropy)
  static let summary = described(
    "digits", "1,797 handwritten digits of 8x8 pixels (UCI)",
    samples: trainingSamples(of: Int(lrviz_digits_count()) / (pixels + 1)))

  private static let pixels = 64

  var task: SupervisedTask

  init(seed: UInt64, batchSize: Int) {
    let samples = Self.samples
    let cut = Self.trainingSamples(of: samples.count)
    task = SupervisedTask(
      Self.shape, samples, training: Array(0..<cut), validation: Array(cut..<samples.count),
      batchSize: batchSize, seed: seed)
  }

  /// Decoded once and shared by all runs. Pixels are scaled from 0...16 to 0...1.
  private static let samples: Samples = {
    let width = pixels
    let bytes = UnsafeBufferPointer(start: lrviz_digits_bytes(), count: lrviz_digits_count())
    let rows = stride(from: 0, to: bytes.count, by: width + 1)
    let features = rows.flatMap { row in (row..<row + width).map { Double(bytes[$0]) / 16 } }
    return Samples(features: features, width: width, targets: rows.map { Double(bytes[$0 + width]) })
  }()
}
