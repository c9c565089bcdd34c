/// The schedules of Keras 3.15: functions of the optimizer's step with rates of their own, and a callback.
///
/// Rates are those in double precision (`floatx` "float64"); Keras's default is float32.
enum Keras {
  static func positive(_ steps: PythonNumber, _ name: String) throws(SchedulerError) {
    if steps.doubleValue > 0 { return }
    throw SchedulerError(
      .value, "Argument `\(name)` must be > 0. Received: \(name)=\(steps)", parameter: name)
  }
}

/// A schedule with a first rate and a name.
protocol KerasSchedule: AbsoluteScheduler {
  var initialLR: Double { get set }
  var name: String? { get set }
}

/// A schedule by the share of `decay_steps` that is done.
protocol KerasDecay: KerasSchedule {
  var decaySteps: PythonNumber { get set }
}

extension KerasDecay {
  func validate() throws(SchedulerError) { try Keras.positive(decaySteps, "decay_steps") }
}

extension Parameter where S: KerasSchedule {
  static var initialLR: Parameter {
    .rate("initial_learning_rate", \.initialLR, .required, help: "the rate of step 0")
  }

  static var name: Parameter { .text("name", \.name, help: "display name") }
}

extension Parameter where S: KerasDecay {
  static var decaySteps: Parameter {
    .number("decay_steps", \.decaySteps, .required, in: 1...10_000_000, help: "decay length in steps")
  }
}
