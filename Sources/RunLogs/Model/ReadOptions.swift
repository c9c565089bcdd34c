/// What the user says about a log that its own words do not, or say otherwise.
package struct ReadOptions: Sendable, Equatable {
  /// What to take for x; nil: as the log has it.
  package enum X: Sendable, Equatable {
    case axis(LogAxis)
    case named(String)
  }

  /// Of `LogFormat.all`.
  package var format: String?
  package var lrName: String?
  package var lossName: String?
  package var x: X?
  /// Whether lines of text are read by the pattern of one before where they can be; tests compare with every line read by the grammar.
  package var remembersLines = true

  package init() {}
}
