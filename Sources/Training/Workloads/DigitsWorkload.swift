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
    let (width, row) = (pixels, pixels + 1)
    let bytes = UnsafeBufferPointer(start: lrviz_digits_bytes(), count: lrviz_digits_count())
    let rows = bytes.count / row
    // Into memory of just the size: these are most of what five panes keep.
    let features = [Double](unsafeUninitializedCapacity: rows * width) { features, count in
      count = rows * width
      for index in 0..<count { features[index] = Double(bytes[index / width * row + index % width]) / 16 }
    }
    let targets = (0..<rows).map { Double(bytes[$0 * row + width]) }
    return Samples(features: features, width: width, targets: targets)
  }()
}
