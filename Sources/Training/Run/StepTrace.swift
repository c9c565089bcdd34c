import LRSchedulers

/// The single steps of an epoch, kept where the scheduler steps with every batch.
package struct StepTrace: Sendable, Equatable {
  /// By parameter group, the rate in force at each step.
  package var lrs: [[Double]] = []
  /// By parameter group, the momentum or beta1 at each step; empty without either.
  package var momenta: [[Double]] = []
  /// The loss of each batch, before its update: what a metric-driven scheduler is given.
  package var losses: [Double] = []

  package init() {}

  /// Adds a step before the scheduler's answer to it.
  package mutating func append(_ groups: [ParameterGroup], loss: Double) {
    if lrs.isEmpty {
      lrs = groups.map { _ in [] }
      momenta = groups.compactMap { $0.momentum == nil ? nil : [] }
    }
    for index in groups.indices {
      lrs[index].append(groups[index].lr)
      if let momentum = groups[index].momentum, momenta.indices.contains(index) {
        momenta[index].append(momentum)
      }
    }
    losses.append(loss)
  }
}
