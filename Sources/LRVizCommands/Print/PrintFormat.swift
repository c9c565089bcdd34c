import ArgumentParser

/// The formats of `lrviz print`.
enum PrintFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json, jsonl, tutorial

  /// The schedules side by side as a table has them, or one after the other.
  var isSideBySide: Bool { self != .tutorial }

  func writer(for plan: PrintPlan) -> any ScheduleWriter {
    switch self {
    case .table: TableWriter(plan)
    case .csv: CSVWriter(plan)
    case .json: PrintJSONWriter(plan)
    case .jsonl: PrintJSONLinesWriter(plan)
    case .tutorial: TutorialWriter(plan)
    }
  }
}

/// Writes rows as they come. Only JSON, whose shape is by schedule and not by epoch, has to keep them.
protocol ScheduleWriter {
  mutating func begin(_ output: inout ByteSink) throws(CommandError)
  /// - Parameter rows: the same epoch of each schedule.
  mutating func write(_ rows: [ScheduleRow], to output: inout ByteSink) throws(CommandError)
  mutating func end(_ output: inout ByteSink) throws(CommandError)
}

extension ScheduleWriter {
  func begin(_ output: inout ByteSink) throws(CommandError) {}
  func end(_ output: inout ByteSink) throws(CommandError) {}
}
