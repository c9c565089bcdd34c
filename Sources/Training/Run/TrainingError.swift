import LRSchedulers

/// A run that cannot be set up or cannot go on, with the offending value and what was expected.
package struct TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
  package let message: String

  package init(_ message: String) { self.message = message }

  package var description: String { message }
}

extension TrainingError {
  /// Passes a scheduler's refusal on as an error of the run.
  static func translating<Result>(
    _ body: () throws(SchedulerError) -> Result
  ) throws(TrainingError) -> Result {
    do { return try body() } catch { throw TrainingError(error.message) }
  }
}
