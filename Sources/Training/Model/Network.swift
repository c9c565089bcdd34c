/// A fully connected network's working memory: everything a pass needs, allocated once.
///
/// A batch is stored feature by feature, eight samples (``Lanes``) side by side, so that every loop runs over
/// whole vectors however narrow the layers are. Lanes beyond the batch hold numbers that no sum ever includes.
package struct Network: Sendable {
  package let shape: NetworkShape
  /// The most samples a batch can have.
  package let capacity: Int
  /// Layer by layer, from the input; `[feature][block]` with the batch's own number of blocks.
  var activations: [[Lanes]]
  /// The loss's gradients with respect to the layers' outputs; none for the input.
  var errors: [[Lanes]]
  var targets: [Lanes]
  /// Samples in the batch loaded.
  var count = 0

  package init(_ shape: NetworkShape, capacity: Int) {
    self.shape = shape
    self.capacity = capacity
    let blocks = Self.blocks(for: capacity)
    activations = shape.sizes.map { Array(repeating: Lanes(), count: $0 * blocks) }
    errors = shape.sizes.dropFirst().map { Array(repeating: Lanes(), count: $0 * blocks) }
    targets = Array(repeating: Lanes(), count: shape.targets * blocks)
  }

  var blocks: Int { Self.blocks(for: count) }

  static func blocks(for count: Int) -> Int { (count + 7) / 8 }

  /// How many lanes of a block belong to the batch, 1...8.
  func lanes(in block: Int) -> Int { min(8, count - block * 8) }
}
