import CKernels

/// The sizes of a fully connected network and where its layers' numbers lie.
///
/// Parameters are laid out as PyTorch's `nn.Sequential` lists them: per layer the weights `[out][in]`, then the
/// biases.
package struct NetworkShape: Sendable, Equatable {
  /// One fully connected layer, whose numbers lie in the parameters as `weights[outputs][inputs], biases[outputs]`.
  struct Layer: Sendable, Equatable {
    /// Numbers per sample that it takes, at least 1.
    var inputs: Int
    /// Numbers per sample that it gives, at least 1.
    var outputs: Int
    /// Offset of the first weight in the parameters; that of output o for input i is at `weights + o * inputs + i`.
    var weights: Int
    /// Offset of the first bias.
    var biases: Int { weights + inputs * outputs }

    /// The layer as the kernels take it, for a batch of so many eights of samples.
    func kernel(blocks: Int) -> lrviz_layer {
      lrviz_layer(inputs: inputs, outputs: outputs, blocks: blocks, weights: weights, biases: biases)
    }
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
