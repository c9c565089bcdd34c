/// The schedules of MLX 0.32 (`mlx.optimizers`), which compute in float32.
///
/// An optimizer calls a schedule with its step as an array, so that Python's floats become float32 where they meet it.
enum MLX {
  /// What a schedule is called with: an optimizer's array, or an int by hand, which stays a Python float where no function of MLX
  /// comes in between.
  enum Caller: String, CaseIterable { case array, int }
}

/// A function of the step in float32.
protocol MLXSchedule: AbsoluteScheduler, CatalogScheduler {
  func value(_ step: Int32) throws(SchedulerError) -> Float
}

extension MLXSchedule {
  func rate(_ step: Int) throws(SchedulerError) -> Double { Double(try value(Int32(clamping: step))) }

  /// MLX refuses lengths below 1.
  func requireLength(_ name: String, _ count: PythonNumber) throws(SchedulerError) {
    if count.doubleValue < 1 {
      throw SchedulerError(.value, "\(name) must be greater than 0, but got \(count).", parameter: name)
    }
  }
}

extension Parameter where S: MLXSchedule {
  static func caller(_ field: Field<S, MLX.Caller>) -> Parameter {
    choice(
      "called_with", field, unknown: { "expected 'array' or 'int', but got \($0)" },
      help: "'array' as by an optimizer, or 'int' by hand: in double precision"
    ).fromOutside
  }
}
