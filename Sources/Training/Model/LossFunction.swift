/// What training makes small.
package enum LossFunction: String, Sendable, CaseIterable {
  /// `nn.MSELoss()`: the mean of the squared errors over all elements, batch times outputs.
  case meanSquaredError = "MSE"
  /// `nn.CrossEntropyLoss()`: the mean over the batch of -log softmax(outputs)[class].
  case crossEntropy = "cross-entropy"
  /// The plain sum of all outputs, without a target: the PyTorch documentation's smallest loop.
  case sumOfOutputs = "sum of outputs"
}
