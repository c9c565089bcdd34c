import LRSchedulers

/// An optimizer at work: PyTorch's order of operations on flat buffers, in one pass and without an allocation per step.
package struct Optimizer: Sendable {
  let configuration: OptimizerConfiguration
  let groups: [[Range<Int>]]
  /// What is kept of each parameter between steps: up to three numbers, one buffer after the other (see ``Slice``).
  private var state: [Double]
  /// Whether SGD has filled a group's momentum buffers.
  private var hasMomentum: [Bool]
  /// By group, the product of NAdam's momenta over all steps.
  private var momentumProducts: [Double]
  private(set) var steps = 0

  package init(_ configuration: OptimizerConfiguration, groups: [[Range<Int>]], parameterCount: Int) {
    self.configuration = configuration
    self.groups = groups
    state = Array(repeating: 0, count: 3 * parameterCount)
    hasMomentum = Array(repeating: false, count: groups.count)
    momentumProducts = Array(repeating: 1, count: groups.count)
    if configuration.kind == .adagrad {
      for index in parameterCount..<2 * parameterCount {
        state[index] = configuration.initialAccumulatorValue
      }
    }
  }

  /// Moves the parameters against their gradients, each group at its own rate and momentum.
  package mutating func step(_ parameters: inout Parameters, _ settings: [ParameterGroup]) {
    steps += 1
    for group in groups.indices {
      let update = makeUpdate(group, settings[group])
      for range in groups[group] {
        withSlice(range, lr: settings[group].lr, &parameters) { update.apply($0) }
      }
      hasMomentum[group] = true
    }
  }

  private mutating func makeUpdate(_ group: Int, _ setting: ParameterGroup) -> Update {
    let momentum = setting.momentum ?? configuration.momentumForGroups ?? 0
    var update = Update(configuration, lr: setting.lr, momentum: momentum, steps: steps)
    update.isFirst = !hasMomentum[group]
    if configuration.kind == .nAdam {
      momentumProducts[group] *= update.nesterovMomentum(at: steps)
      update.momentumProduct = momentumProducts[group]
    }
    return update
  }

  private mutating func withSlice(
    _ range: Range<Int>, lr: Double, _ parameters: inout Parameters, _ body: (Slice) -> Void
  ) {
    let count = parameters.values.count
    let decouples = configuration.decoupledWeightDecay && configuration.weightDecay != 0
    state.withUnsafeMutableBufferPointer { state in
      parameters.gradients.withUnsafeBufferPointer { gradients in
        parameters.values.withUnsafeMutableBufferPointer { values in
          guard let state = state.baseAddress, let gradients = gradients.baseAddress,
            let values = values.baseAddress
          else { return }
          let start = range.lowerBound
          body(
            Slice(
              count: range.count, values: values + start, gradients: gradients + start, first: state + start,
              second: state + count + start, third: state + 2 * count + start,
              sign: configuration.maximize ? -1 : 1, decay: decouples ? 0 : configuration.weightDecay,
              shrink: decouples ? 1 - lr * configuration.weightDecay : 1))
        }
      }
    }
  }
}

extension Optimizer {
  /// One tensor's part of all buffers. Unchecked: ``Optimizer`` makes it within the buffers' bounds.
  struct Slice {
    let count: Int
    let values: UnsafeMutablePointer<Double>
    let gradients: UnsafePointer<Double>
    /// A mean of the gradients, or of the updates.
    let first: UnsafeMutablePointer<Double>
    /// A mean, sum or maximum of the squared gradients.
    let second: UnsafeMutablePointer<Double>
    /// Whatever else an optimizer keeps.
    let third: UnsafeMutablePointer<Double>
    /// -1 to maximize.
    let sign: Double
    /// The L2 penalty of the gradient.
    let decay: Double
    /// What parameters are multiplied with before anything else.
    let shrink: Double

    /// Replaces each parameter by what `body` makes of its index, its value and its gradient. A loop that is quick in
    /// unoptimized builds too.
    @inline(__always)
    func update(_ body: (_ index: Int, _ value: Double, _ gradient: Double) -> Double) {
      var index = 0
      while index < count {
        let value = values[index] * shrink
        let gradient = sign * gradients[index]
        values[index] = body(index, value, decay == 0 ? gradient : gradient + decay * value)
        index &+= 1
      }
    }
  }

  /// One group's step: the numbers that all its parameters share.
  struct Update {
    let configuration: OptimizerConfiguration
    let lr: Double
    /// The group's momentum or beta1 in force.
    let momentum: Double
    /// Counted from 1.
    let steps: Int
    /// Whether it is the group's first step.
    var isFirst = false
    /// NAdam's, this step's included.
    var momentumProduct = 1.0
    /// beta1 and beta2 to the power of the steps; 0 where there are no betas.
    let power1: Double
    let power2: Double

    init(_ configuration: OptimizerConfiguration, lr: Double, momentum: Double, steps: Int) {
      self.configuration = configuration
      self.lr = lr
      self.momentum = momentum
      self.steps = steps
      let hasBetas = configuration.kind.hasBetas
      power1 = hasBetas ? Self.power(momentum, steps) : 0
      power2 = hasBetas ? Self.power(configuration.beta2, steps) : 0
    }

    func apply(_ slice: Slice) {
      switch configuration.kind {
      case .sgd: sgd(slice)
      case .adam, .adamW: adam(slice)
      case .nAdam: nAdam(slice)
      case .rAdam: rAdam(slice)
      case .adamax: adamax(slice)
      case .rmsProp: rmsProp(slice)
      case .adagrad: adagrad(slice)
      case .adadelta: adadelta(slice)
      }
    }
  }
}
