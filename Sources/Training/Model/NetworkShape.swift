/// The sizes of a fully connected network and where its layers' numbers lie.
///
/// Parameters are laid out as PyTorch's `nn.Sequential` lists them: per layer the weights `[out][in]`, then the
/// biases.
package struct NetworkShape: Sendable, Equatable {
  struct Layer: Sendable, Equatable {
    var inputs: Int
    var outputs: Int
    /// Offset of the first weight in the parameters.
    var weights: Int
    var biases: Int { weights + inputs * outputs }
  }

  /// Widths from the input to the output, at least two.
  package let sizes: [Int]
  let layers: [Layer]
  package let activation: Activation
  package let loss: LossFunction

  package init(_ sizes: [Int], activation: Activation, loss: LossFunction) {
    self.sizes = sizes
    self.activation = activation
    self.loss = loss
    var layers: [Layer] = []
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      let start = layers.last.map { $0.biases + $0.outputs } ?? 0
      layers.append(Layer(inputs: inputs, outputs: outputs, weights: start))
    }
    self.layers = layers
  }

  package var inputs: Int { sizes.first ?? 0 }
  package var outputs: Int { sizes.last ?? 0 }

  /// The number of target values a sample has: its class, or one per output.
  var targets: Int { loss == .crossEntropy ? 1 : outputs }
}

extension NetworkShape {
  /// Parameters of zeros: two tensors per layer.
  package func makeParameters() -> Parameters {
    Parameters(tensorSizes: layers.flatMap { [$0.inputs * $0.outputs, $0.outputs] })
  }

  /// PyTorch's initialisation of `nn.Linear`: weights and biases uniform within ±1/√inputs.
  package func makeParameters(from random: inout RandomGenerator) -> Parameters {
    var parameters = makeParameters()
    for layer in layers {
      let bound = 1 / Double(layer.inputs).squareRoot()
      for index in layer.weights..<layer.biases + layer.outputs {
        parameters.values[index] = random.uniform(-bound, bound)
      }
    }
    return parameters
  }

  /// As the lab and the docs write it: `MLP 64-32-10`, or `Linear 10-2` without a hidden layer.
  package var text: String {
    (layers.count > 1 ? "MLP " : "Linear ") + sizes.map(String.init).joined(separator: "-")
  }
}
