/// Source code of a schedule, and what is to be said about it.
public struct SourceCode: Sendable, Equatable {
  /// Ends with a line break; the note stands in it as a comment.
  public var text: String
  /// That it is no exact equivalent, or only for this run, and why; nil if nothing is to be said.
  public var note: String?
  /// The schedule that the code makes; nil where that is not one of the catalog, as a table.
  public var schedule: Schedule?
}

/// Schedules as source code.
public enum CodeExport {
  /// The schedule in the given language.
  ///
  /// A library that has no schedule with the same rates gets a `LambdaLR` or a table of the rates instead, which the note
  /// says. Throws when the schedule does not fit the context: a list of another length than the groups, an optimizer that is
  /// no call, or a run too long for a table.
  public static func export(
    _ schedule: Schedule, format: CodeFormat, context: CodeContext = CodeContext()
  ) throws(SchedulerError) -> SourceCode {
    guard let library = format.library else {
      return SourceCode(text: schedule.spec + "\n", schedule: schedule)
    }
    guard library != .pytorch else {
      let equivalent = try PyTorchEquivalent(schedule, context)
      return SourceCode(
        text: try PyTorchCode(equivalent, context).text, note: equivalent.note, schedule: equivalent.schedule)
    }
    return try LibraryCode(schedule, in: library, context).source
  }

  /// The text of ``export(_:format:context:)``.
  public static func code(
    _ schedule: Schedule, format: CodeFormat, context: CodeContext = CodeContext()
  ) throws(SchedulerError) -> String {
    try export(schedule, format: format, context: context).text
  }
}

extension CodeFormat {
  /// nil for the canonical text, which is no library's.
  var library: SourceLibrary? {
    switch self {
    case .pytorch: .pytorch
    case .spec: nil
    case .transformers: .transformers
    case .timm: .timm
    case .optax: .optax
    case .keras: .keras
    }
  }
}
