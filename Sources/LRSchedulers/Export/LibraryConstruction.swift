/// The imports and calls that make schedules in their library.
struct LibraryConstruction {
  private let schedules: [Schedule]
  private let context: CodeContext
  /// What was translated; nil if it is the library's own.
  private let original: Schedule?
  private let note: String?

  /// - Parameter schedules: one for all groups, or one for each.
  init(_ schedules: [Schedule], _ context: CodeContext, of original: Schedule? = nil, note: String? = nil) {
    let same = schedules.dropFirst().allSatisfy { $0 == schedules.first }
    self.schedules = same ? Array(schedules.prefix(1)) : schedules
    self.context = context
    self.original = original
    self.note = note
  }

  var text: String {
    if let schedule = schedules.first, schedule.entry.library.isOfSecondRing {
      return RingCode(schedule, context).text
    }
    let comments = (note.map(PythonComment.lines) ?? []) + units
    return (imports + [""] + comments + construction).joined(separator: "\n") + "\n"
  }

  private var imports: [String] {
    let all = schedules.flatMap(\.withMembers).filter { !$0.name.contains(".") }
    let names = Dictionary(grouping: all, by: \.entry.module)
    let lines = names.sorted { $0.key < $1.key }.map {
      "from \($0) import " + Set($1.map(\.name)).sorted().joined(separator: ", ")
    }
    return lines.isEmpty ? ["import keras"] : lines
  }

  /// Schedules with rates of their own count updates, which those that step per epoch do not.
  private var units: [String] {
    guard let original, let library = schedules.first?.entry.library else { return [] }
    return library.epochNote(for: original, context)
  }

  private var construction: [String] {
    guard let schedule = schedules.first else { return [] }
    switch schedule.entry.library {
    case .timm: return timm(schedule)
    case .optax, .keras:
      if schedules.count == 1 {
        return [(schedule.needsMetric ? "callback = " : "schedule = ") + schedule.spec]
      }
      return ["# One for each parameter group.", "schedules = ["] + schedules.map { "    \($0.spec)," } + [
        "]"
      ]
    default:
      // get_scheduler takes the optimizer second.
      return ["scheduler = " + call(schedule, "optimizer=optimizer"), "# \(moment): scheduler.step()"]
    }
  }

  private var moment: String { context.interval == .step ? "After each update" : "After each epoch" }

  /// `step` acts on schedulers that count epochs, `step_update` on those that count updates.
  private func timm(_ schedule: Schedule) -> [String] {
    let counting = original != nil && context.interval == .step
    let schedule = counting ? (try? schedule.setting("t_in_epochs", to: .bool(false))) ?? schedule : schedule
    let step =
      schedule.value(of: "t_in_epochs") == .bool(false)
      ? "After update number n, counted from 1: scheduler.step_update(n)"
      : "At the end of each epoch: scheduler.step(epoch + 1)"
    return ["scheduler = " + call(schedule, "optimizer"), "# " + step]
  }

  private func call(_ schedule: Schedule, _ optimizer: String) -> String {
    let arguments = String(schedule.spec.dropFirst(schedule.name.count + 1))
    return schedule.name + "(" + optimizer + (arguments == ")" ? "" : ", ") + arguments
  }
}

extension SourceLibrary {
  /// How a schedule that counts updates is made to count epochs, if the original does.
  func epochNote(for original: Schedule, _ context: CodeContext) -> [String] {
    guard [.pytorch, .timm].contains(original.entry.library), context.interval == .epoch else { return [] }
    switch self {
    case .optax:
      return ["# It counts epochs; optax counts updates: lambda count: schedule(count // steps_per_epoch)"]
    case .keras:
      return [
        "# It counts epochs; Keras counts updates, except in this callback:",
        "# keras.callbacks.LearningRateScheduler(lambda epoch: float(schedule(epoch)))",
      ]
    default: return []
    }
  }
}
