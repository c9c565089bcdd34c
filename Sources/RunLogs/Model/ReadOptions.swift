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
  /// Whether a column of numbers that stands alone is only drawn: then no more of it is kept than a chart shows.
  package var isForChart = false
  /// Whether lines and rows are read in the quick way where they can be; tests compare with all of them read with care.
  package var readsQuickly = true

  package init() {}
}
