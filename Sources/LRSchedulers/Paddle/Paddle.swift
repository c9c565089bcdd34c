/// The schedules of PaddlePaddle 3.3 (`paddle.optimizer.lr`), whose rates are those of their own arguments.
enum Paddle {}

/// A schedule whose next rate is found from the step, and perhaps from the rate before.
protocol PaddleSchedule: EpochScheduler, CatalogScheduler {
  var kept: KeptArguments { get set }

  /// Paddle's `get_lr` at a step, after the rate `last`.
  func rate(_ epoch: Int, last: Double) throws(SchedulerError) -> Double

  /// Paddle's `step(epoch)`, which takes the closed form where there is one.
  func jumped(_ epoch: Int, last: Double) throws(SchedulerError) -> Double
}

/// One whose rate is a function of the step.
protocol PaddleFunction: PaddleSchedule, AbsoluteScheduler {}

extension PaddleFunction {
  var lastEpoch: Int { -1 }

  func validate() throws(SchedulerError) {}

  func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    groups.setAll(try rate(state.lastEpoch))
  }

  func rate(_ epoch: Int, last: Double) throws(SchedulerError) -> Double { try rate(epoch) }
}

extension PaddleSchedule {
  var lastEpoch: Int { -1 }

  func validate() throws(SchedulerError) {}

  func jumped(_ epoch: Int, last: Double) throws(SchedulerError) -> Double { try rate(epoch, last: last) }

  func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    for index in groups.indices { groups[index].lr = try rate(state.lastEpoch, last: groups[index].lr) }
  }

  /// What an assertion or a ValueError of Paddle's refuses.
  func require(_ holds: Bool, _ message: @autoclosure () -> String, _ name: String) throws(SchedulerError) {
    if !holds { throw SchedulerError(.value, message(), parameter: name) }
  }

  func requireCount(_ name: String, _ count: PythonNumber) throws(SchedulerError) {
    guard case .int(let value) = count, value > 0 else {
      throw SchedulerError(.value, "'\(name)' must be a positive integer, but got \(count)", parameter: name)
    }
  }
}

extension Parameter where S: PaddleSchedule {
  static func learningRate(_ field: Field<S, Double>) -> Parameter {
    var parameter = Parameter.rate(
      "learning_rate", field, .required, help: "the first rate; the optimizer has none of its own")
    let write = parameter.write
    parameter.write = { (scheduler, value) throws(SchedulerError) in
      if let rate = value.number?.doubleValue, rate < 0 {
        throw SchedulerError(
          .value, "Invalid learning rate: \(PythonNumber.repr(rate))", parameter: "learning_rate")
      }
      try write(&scheduler, value)
    }
    return parameter
  }

  static var rest: [Parameter] {
    [.counter("last_epoch"), .kept("verbose", \.kept, false, help: "whether Paddle prints each rate")]
  }
}
