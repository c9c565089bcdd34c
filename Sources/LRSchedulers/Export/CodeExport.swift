/// Schedules as source code.
public enum CodeExport {
  /// The schedule in the given language, ending with a line break.
  ///
  /// Throws when the schedule does not fit the context: a list of another length than the groups, an optimizer that is no
  /// call.
  public static func code(
    _ schedule: Schedule, format: CodeFormat, context: CodeContext = CodeContext()
  ) throws(SchedulerError) -> String {
    switch format {
    case .spec: return schedule.spec + "\n"
    case .pytorch:
      guard schedule.entry.library == .pytorch else { throw unwritten(schedule, "PyTorch") }
      return try PyTorchCode(schedule, context).text
    }
  }

  private static func unwritten(_ schedule: Schedule, _ language: String) -> SchedulerError {
    SchedulerError(
      .value,
      "\(schedule.name) is \(schedule.entry.library.rawValue)'s and is not written in \(language)")
  }
}
