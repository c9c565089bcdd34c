/// The schedules of MLX 0.32 (`mlx.optimizers`), which compute in float32.
///
/// An optimizer calls a schedule with its step as an array, so that Python's floats become float32 where they meet it.
enum MLX {}

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
