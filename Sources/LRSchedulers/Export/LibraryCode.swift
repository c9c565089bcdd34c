/// A schedule in the code of a library that has it, or has one with the same rates.
struct LibraryCode {
  let schedule: Schedule

  /// - Throws: when the library has no schedule with the same rates; the message says so.
  init(_ schedule: Schedule, in library: Library, _ context: CodeContext) throws(SchedulerError) {
    if schedule.entry.library == library {
      self.schedule = schedule
      return
    }
    let equal = LibraryEquivalent.candidates(for: schedule, in: library, context).first {
      ScheduleComparison.agree(schedule, $0, context, steps: context.epochs)
    }
    guard let equal else {
      throw SchedulerError(
        .value,
        "\(library.rawValue) has no exact equivalent of \(schedule.name) with these arguments; "
          + "'--format pytorch' writes it for PyTorch, 'lrviz print --format csv' as a table")
    }
    self.schedule = equal
  }

  var text: String {
    let names = Dictionary(
      grouping: schedule.withMembers.filter { !$0.name.contains(".") }, by: \.entry.module)
    let imports = names.sorted { $0.key < $1.key }.map {
      "from \($0) import " + Set($1.map(\.name)).sorted().joined(separator: ", ")
    }
    let head = imports.isEmpty ? ["import keras"] : imports
    return (head + [""] + construction).joined(separator: "\n") + "\n"
  }

  private var construction: [String] {
    let arguments = String(schedule.spec.dropFirst(schedule.name.count + 1))
    let separator = arguments == ")" ? "" : ", "
    switch schedule.entry.library {
    case .pytorch, .transformers:
      // get_scheduler takes the optimizer second.
      return ["scheduler = \(schedule.name)(optimizer=optimizer\(separator)\(arguments)"]
    case .timm:
      return [
        "scheduler = \(schedule.name)(optimizer\(separator)\(arguments)",
        "# At the end of each epoch: scheduler.step(epoch + 1)",
      ]
    case .optax: return ["schedule = \(schedule.spec)"]
    case .keras where schedule.needsMetric: return ["callback = \(schedule.spec)"]
    case .keras: return ["schedule = \(schedule.spec)"]
    }
  }
}
