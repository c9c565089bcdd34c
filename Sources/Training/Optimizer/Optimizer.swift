import LRSchedulers

/// An optimizer at work: PyTorch's order of operations on flat buffers, without an allocation per step.
package struct Optimizer: Sendable {
  let configuration: OptimizerConfiguration
  let groups: [[Range<Int>]]
  /// SGD's momentum buffers, Adam's mean of the gradients.
  var first: [Double]
  /// Adam's mean of the squared gradients, and the largest yet if `amsgrad`.
  var second: [Double]
  var largestSecond: [Double]
  /// Whether SGD has filled a group's momentum buffers.
  var hasMomentum: [Bool]
  var steps = 0

  package init(_ configuration: OptimizerConfiguration, groups: [[Range<Int>]], parameterCount: Int) {
    self.configuration = configuration
    self.groups = groups
    let isAdam = configuration.kind != .sgd
    first = Array(repeating: 0, count: parameterCount)
    second = isAdam ? first : []
    largestSecond = isAdam && configuration.amsgrad ? first : []
    hasMomentum = Array(repeating: false, count: groups.count)
  }

  /// Moves the parameters against their gradients, each group at its own rate and momentum.
  package mutating func step(_ parameters: inout Parameters, _ settings: [ParameterGroup]) {
    steps += 1
    for group in groups.indices {
      let setting = settings[group]
      switch configuration.kind {
      case .sgd: stepSGD(group, lr: setting.lr, momentum: setting.momentum ?? 0, &parameters)
      case .adam, .adamW:
        stepAdam(group, lr: setting.lr, beta1: setting.momentum ?? configuration.beta1, &parameters)
      }
    }
  }
}
