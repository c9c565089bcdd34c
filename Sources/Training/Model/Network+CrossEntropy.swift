extension Network {
  /// The mean over the batch of -log softmax(outputs)[class]; the gradient is (softmax - one hot) / count.
  mutating func crossEntropy(_ last: Int, _ withErrors: Bool) -> Double {
    var sum = 0.0
    for block in 0..<blocks {
      let largest = largestOutput(block)
      let partition = exponentials(last, block, largest)
      let logarithm = partition.logarithm
      let loss = (largest + logarithm - outputOfClass(block)).keepingFirst(lanes(in: block))
      sum += loss.total
      if withErrors { softmaxErrors(last, block, partition) }
    }
    return sum / Double(count)
  }

  /// How many samples of the batch loaded have their class's output as the largest, the first among equals.
  package func correctPredictions() -> Int {
    (0..<blocks).reduce(0) { correct, block in
      var best = output(0, block)
      var choice = Lanes()
      for index in 1..<max(1, shape.outputs) {
        let isLarger = output(index, block) .> best
        best = best.replacing(with: output(index, block), where: isLarger)
        choice = choice.replacing(with: Double(index), where: isLarger)
      }
      let hits = Lanes().replacing(with: 1, where: choice .== targets[block])
      return correct + Int(hits.keepingFirst(lanes(in: block)).total)
    }
  }

  private func output(_ index: Int, _ block: Int) -> Lanes {
    activations[shape.layers.count][index * blocks + block]
  }

  private func largestOutput(_ block: Int) -> Lanes {
    var largest = output(0, block)
    for index in 1..<max(1, shape.outputs) {
      let value = output(index, block)
      largest = largest.replacing(with: value, where: value .> largest)
    }
    return largest
  }

  /// Leaves e^(output - largest) in the errors and returns their sum.
  private mutating func exponentials(_ last: Int, _ block: Int, _ largest: Lanes) -> Lanes {
    var sum = Lanes()
    for index in 0..<shape.outputs {
      let exponential = (output(index, block) - largest).exponential
      errors[last][index * blocks + block] = exponential
      sum += exponential
    }
    return sum
  }

  private func outputOfClass(_ block: Int) -> Lanes {
    var chosen = Lanes()
    for index in 0..<shape.outputs {
      chosen = chosen.replacing(with: output(index, block), where: targets[block] .== Double(index))
    }
    return chosen
  }

  private mutating func softmaxErrors(_ last: Int, _ block: Int, _ partition: Lanes) {
    let scale = 1 / (partition * Double(count))
    let share = Lanes(repeating: 1 / Double(count))
    for index in 0..<shape.outputs {
      let place = index * blocks + block
      let probability = errors[last][place] * scale
      let isClass = targets[block] .== Double(index)
      let error = probability.replacing(with: probability - share, where: isClass)
      errors[last][place] = error.keepingFirst(lanes(in: block))
    }
  }
}
