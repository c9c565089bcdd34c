/// The loops of one fully connected layer over a batch of `blocks` times eight samples.
///
/// Buffers are unchecked in release builds: ``Network`` sizes them by the same shape that bounds every loop here.
struct DensePass {
  typealias Numbers = UnsafeBufferPointer<Double>
  typealias Block = UnsafeBufferPointer<Lanes>

  let layer: NetworkShape.Layer
  let blocks: Int

  /// output = weights · input + bias, two outputs at a time: each input is loaded once for both.
  @inline(__always)
  func forward(_ values: Numbers, _ input: Block, into output: UnsafeMutableBufferPointer<Lanes>) {
    let width = layer.inputs
    for pair in stride(from: 0, to: layer.outputs - 1, by: 2) {
      let (row, next) = (layer.weights + pair * width, layer.weights + (pair + 1) * width)
      for block in 0..<blocks {
        var a = Lanes(repeating: values[layer.biases + pair])
        var b = Lanes(repeating: values[layer.biases + pair + 1])
        for i in 0..<width {
          let x = input[i &* blocks &+ block]
          a += x * values[row &+ i]
          b += x * values[next &+ i]
        }
        output[pair * blocks + block] = a
        output[(pair + 1) * blocks + block] = b
      }
    }
    if layer.outputs % 2 == 1 { forwardLast(values, input, into: output) }
  }

  /// The last output of an odd number of them.
  @inline(__always)
  private func forwardLast(
    _ values: Numbers, _ input: Block, into output: UnsafeMutableBufferPointer<Lanes>
  ) {
    let last = layer.outputs - 1
    let row = layer.weights + last * layer.inputs
    for block in 0..<blocks {
      var a = Lanes(repeating: values[layer.biases + last])
      for i in 0..<layer.inputs { a += input[i &* blocks &+ block] * values[row &+ i] }
      output[last * blocks + block] = a
    }
  }

  @inline(__always)
  func activate(_ output: UnsafeMutableBufferPointer<Lanes>, _ activation: Activation) {
    guard activation != .none else { return }
    for index in 0..<layer.outputs * blocks { output[index] = activation(output[index]) }
  }
}
