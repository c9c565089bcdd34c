/// The schedules of DeepSpeed 0.19.8 (`deepspeed.runtime.lr_schedules`).
///
/// A scheduler begins at t = -1 with its lowest rate, and its first step sets t = 0, whose rate is mostly the lowest as well.
enum DeepSpeed {
  /// The rise of the warm-up schedules: what the fraction of the way is.
  struct Warmup: Equatable, Sendable {
    var steps: PythonNumber = 1000
    /// Any word but `linear` is a logarithm.
    var type = "log"

    static let types = ["log", "linear"]

    /// DeepSpeed warms up in two steps at least.
    var length: Double { max(2, steps.doubleValue) }

    func validate() throws(SchedulerError) { try steps.checkDeepSpeedCount("warmup_num_steps") }

    var isLinear: Bool { type == "linear" }

    func progress(_ t: Double) -> Double {
      if t >= length { return 1 }
      if t < 0 { return 0 }
      return isLinear ? t / length : (1 / logarithm(length)) * logarithm(t + 1)
    }

    private func logarithm(_ value: Double) -> Double { (try? PythonMath.logarithm(value)) ?? 0 }

    var mark: ScheduleExtent.Mark { .init("warmup_num_steps", length, offset: 0) }
  }
}

/// A schedule that warms up.
protocol DeepSpeedWarmup: FormulaScheduler {
  var warmup: DeepSpeed.Warmup { get set }
}

extension Parameter where S: DeepSpeedWarmup {
  static var warmupSteps: Parameter {
    .steps("warmup_num_steps", \.warmup.steps, help: "steps of the rise; 1 is made 2")
  }

  static var warmupType: Parameter {
    .word(
      "warmup_type", \.warmup.type, of: DeepSpeed.Warmup.types,
      help: "'linear', or with any other word logarithmic")
  }
}

extension PythonNumber {
  /// What DeepSpeed takes for a number of steps: an int above 0.
  func checkDeepSpeedCount(_ name: String) throws(SchedulerError) {
    if case .int(let count) = self, count > 0 { return }
    throw SchedulerError(.value, "\(name) must be a positive integer, got \(self)", parameter: name)
  }
}
