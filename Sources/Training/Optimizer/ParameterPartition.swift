/// How a model's tensors are split over the optimizer's parameter groups: contiguous and even, in the order of
/// `model.parameters()`, so that with two groups a network's front and back halves have a rate each.
package enum ParameterPartition {
  /// Per group, the ranges of the parameters that belong to it. A model without parameters leaves all empty.
  package static func groups(_ count: Int, of parameters: Parameters) throws(TrainingError) -> [[Range<Int>]]
  {
    let tensors = parameters.tensors
    guard count <= tensors.count || tensors.isEmpty else {
      throw TrainingError(
        "\(count) learning rates make \(count) parameter groups, but the model has only \(tensors.count) tensors"
      )
    }
    return (0..<count).map { group in
      Array(tensors[group * tensors.count / count..<(group + 1) * tensors.count / count])
    }
  }
}
