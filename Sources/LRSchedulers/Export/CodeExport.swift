/// Schedules as source code.
public enum CodeExport {
  /// The schedule in the given language, ending with a line break.
  ///
  /// Throws when the schedule does not fit the context: a list of another length than the groups, an optimizer that is no
  /// call, or a library without an exact equivalent.
  public static func code(
    _ schedule: Schedule, format: CodeFormat, context: CodeContext = CodeContext()
  ) throws(SchedulerError) -> String {
    switch format {
    case .spec: return schedule.spec + "\n"
    case .pytorch: return try PyTorchCode(PyTorchEquivalent.schedule(for: schedule, context), context).text
    case .transformers: return try LibraryCode(schedule, in: .transformers, context).text
    case .timm: return try LibraryCode(schedule, in: .timm, context).text
    case .optax: return try LibraryCode(schedule, in: .optax, context).text
    case .keras: return try LibraryCode(schedule, in: .keras, context).text
    }
  }
}
