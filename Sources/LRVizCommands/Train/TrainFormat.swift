import ArgumentParser
import Training

/// The formats of `lrviz train`.
enum TrainFormat: String, CaseIterable {
  case table, csv, jsonl, tutorial

  static func parse(_ text: String) throws -> TrainFormat { try choice(text) }

  /// The tutorial's lines do not say which schedule they belong to: then the runs follow each other.
  var isSideBySide: Bool { self != .tutorial }

  func writer(for runs: [RunConfiguration]) -> any TrainWriter {
    switch self {
    case .table: TrainTableWriter(runs)
    case .csv: TrainCSVWriter(runs)
    case .jsonl: TrainJSONLinesWriter(runs)
    case .tutorial: TrainTutorialWriter()
    }
  }
}

/// Turns the epochs of several runs into text, as they come.
protocol TrainWriter {
  func begin() -> String
  /// - Parameter run: the index of the run; people see it counted from 1.
  func line(_ record: EpochRecord, run: Int) -> String
}

extension TrainWriter {
  func begin() -> String { "" }
}
