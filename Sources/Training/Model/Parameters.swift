/// A model's numbers and their gradients, each in one flat buffer.
package struct Parameters: Sendable, Equatable {
  package var values: [Double]
  /// Overwritten by every backward pass, so that nothing has to be set to zero first.
  package var gradients: [Double]
  /// The ranges of `values` that PyTorch would keep in one tensor, in `model.parameters()`'s order.
  package let tensors: [Range<Int>]

  package init(tensorSizes: [Int]) {
    var ranges: [Range<Int>] = []
    var start = 0
    for size in tensorSizes {
      ranges.append(start..<start + size)
      start += size
    }
    tensors = ranges
    values = Array(repeating: 0, count: start)
    gradients = values
  }
}
