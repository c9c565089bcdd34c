/// Three interleaved spiral arms in the plane, the classic picture of a problem that no straight line solves.
struct SpiralWorkload: SupervisedWorkload {
  static let shape = NetworkShape([2, 32, 32, 3], activation: .relu, loss: .crossEntropy)
  static let summary = described(
    "spiral", "classify three interleaved spirals",
    samples: trainingSamples(of: 3 * samplesPerArm))

  private static let samplesPerArm = 200

  var task: SupervisedTask

  init(seed: UInt64, batchSize: Int) {
    task = Self.task(Self.samples(seed: seed), seed: seed, batchSize: batchSize)
  }

  /// Points along each arm. The angle advances by a fixed rotation (cos and sin of 4/200), because libm's own
  /// differ in last bits between machines.
  private static func samples(seed: UInt64, perArm: Int = samplesPerArm, noise: Double = 0.02) -> Samples {
    var random = RandomGenerator(seed: seed, stream: RandomStream.data)
    let rotation = (cos: 0.9998000066665778, sin: 0.01999866669333308)
    let arms = [(1.0, 0.0), (-0.5, 0.8660254037844386), (-0.5, -0.8660254037844386)]
    var features: [Double] = []
    var targets: [Double] = []
    for (arm, start) in arms.enumerated() {
      var direction = start
      for point in 1...perArm {
        let radius = Double(point) / Double(perArm)
        features.append(radius * direction.0 + noise * random.normal())
        features.append(radius * direction.1 + noise * random.normal())
        targets.append(Double(arm))
        direction = (
          direction.0 * rotation.cos - direction.1 * rotation.sin,
          direction.0 * rotation.sin + direction.1 * rotation.cos
        )
      }
    }
    return Samples(features: features, width: 2, targets: targets)
  }
}
