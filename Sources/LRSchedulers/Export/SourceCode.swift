/// Source code of a schedule, and what is to be said about it.
public struct SourceCode: Sendable, Equatable {
  /// Ends with a line break; the note stands in it as a comment.
  public var text: String
  /// That it is no exact equivalent, or only for this run, and why; nil if nothing is to be said.
  public var note: String?
  /// The schedule that the code makes; nil where that is not one of the catalog, as a table.
  public var schedule: Schedule?
  /// The lines of the scheduler alone, with its imports, where the text is a whole script around them.
  package var excerpt: String?
}

extension Schedule {
  /// The schedule as source code.
  ///
  ///     try schedule.code(for: .optax).text
  ///
  /// A library that has no schedule with the same rates gets a `LambdaLR` or a table of the rates instead, which the note
  /// says.
  ///
  /// - Parameters:
  ///   - format: the language or library.
  ///   - context: what surrounds the schedule in the code.
  /// - Throws: when the schedule does not fit the context: a list of another length than the groups, an optimizer that is no
  ///   call, or a run too long for a table; and for a scheduler of your own where only its name could be written.
  public func code(
    for format: CodeFormat, in context: CodeContext = CodeContext()
  ) throws(SchedulerError) -> SourceCode {
    try requireWritable(in: format)
    guard let library = format.library else { return SourceCode(text: spec + "\n", schedule: self) }
    guard library != .pytorch else {
      let equivalent = try PyTorchEquivalent(self, context)
      let code = try PyTorchCode(equivalent, context)
      return SourceCode(
        text: code.text, note: equivalent.note, schedule: equivalent.schedule, excerpt: code.excerpt)
    }
    return try LibraryCode(self, in: library, context).source
  }

  /// A scheduler of the program's own can be written as its rates, but not by its name.
  private func requireWritable(in format: CodeFormat) throws(SchedulerError) {
    let named = format == .spec ? withMembers : members.flatMap(\.withMembers)
    guard let own = named.first(where: { $0.entry.library == .own }) else { return }
    throw SchedulerError(
      .value, "\(own.name) is not in the catalog, so \(format.rawValue) has no name for it")
  }
}

extension Plan {
  /// The plan's schedule as source code; see ``Schedule/code(for:in:)``.
  ///
  /// - Parameters:
  ///   - format: the language or library.
  ///   - optimizer: the optimizer without its parameters and rate, as `SGD(momentum=0.9)`.
  public func code(for format: CodeFormat, optimizer: String = "SGD()") throws(SchedulerError) -> SourceCode {
    try schedule.code(for: format, in: CodeContext(self, optimizer: optimizer))
  }
}

extension CodeFormat {
  /// nil for the canonical text, which is no library's.
  var library: SourceLibrary? {
    self == .spec ? nil : SourceLibrary(named: rawValue)
  }
}
