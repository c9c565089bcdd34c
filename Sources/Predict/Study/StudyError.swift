/// Why runs tell nothing.
package struct StudyError: Error, Sendable, Equatable {
  /// Which of the runs; nil for all.
  package var run: Int?
  package var message: String

  init(_ message: String, run: Int? = nil) { (self.message, self.run) = (message, run) }
}
