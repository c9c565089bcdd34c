/// What stands in for a schedule that a library does not have.
///
/// transformers and timm drive any scheduler of PyTorch; optax and Keras take a function of the step, which looks up a table.
struct Substitute {
  private let original: Schedule
  private let comparison: RateComparison
  private let context: CodeContext
  private let note: String
  private(set) var source = SourceCode(text: "")

  init(
    _ original: Schedule, in library: SourceLibrary, _ comparison: RateComparison, _ context: CodeContext,
    note: String
  ) throws(SchedulerError) {
    self.original = original
    self.comparison = comparison
    self.context = context
    self.note = note
    let lines =
      switch library {
      case .optax: try optax()
      case .keras: try keras()
      default: try torch(library)
      }
    source = SourceCode(text: lines.joined(separator: "\n") + "\n", note: note)
  }

  private func torch(_ library: SourceLibrary) throws(SchedulerError) -> [String] {
    let construction = PyTorchConstruction(try PyTorchEquivalent(original, context))
    let moment = context.interval == .step ? "After each update" : "After each epoch"
    let use =
      library == .transformers
      ? "Trainer takes a scheduler of PyTorch, too: Trainer(..., optimizers=(optimizer, scheduler))"
      : "A scheduler of PyTorch does as well in a loop of your own."
    return construction.imports + [""] + PythonComment.lines(note) + PythonComment.lines(use)
      + construction.lines(prefix: "scheduler = ")
      + ["# \(moment): scheduler.step()"]
  }

  private func head(_ table: RateTable) -> [String] {
    PythonComment.lines(note) + (original.momentumNote.map(PythonComment.lines) ?? [])
      + ["# These are its \(table.count) rates, the last of which stays."]
  }

  private func optax() throws(SchedulerError) -> [String] {
    let table = try RateTable(comparison, context)
    let look = "jnp.array(rates)[jnp.minimum(step, len(rates) - 1)]"
    let rest: [String]
    if table.isOneForAll {
      rest =
        RateTable.lines(table.rates[0], prefix: "rates = ")
        + ["", "", "def schedule(step):", "    return \(look)"]
    } else {
      rest =
        table.lines(prefix: "table = ")
        + [
          "# One for each parameter group.",
          "schedules = [lambda step, rates=rates: \(look) for rates in table]",
        ]
    }
    return ["import jax.numpy as jnp", ""] + head(table)
      + SourceLibrary.optax.epochNote(for: original, context)
      + rest
  }

  private func keras() throws(SchedulerError) -> [String] {
    let table = try RateTable(comparison, context)
    let made =
      table.isOneForAll
      ? RateTable.lines(table.rates[0], prefix: "schedule = Table(", suffix: ")")
      : table.lines(prefix: "table = ")
        + [
          "# Keras has no parameter groups: one for each optimizer.",
          "schedules = [Table(rates) for rates in table]",
        ]
    return [
      "import keras", "", "",
      "class Table(keras.optimizers.schedules.LearningRateSchedule):",
      "    def __init__(self, rates):",
      "        self.rates = rates",
      "",
      "    def __call__(self, step):",
      "        index = keras.ops.minimum(keras.ops.cast(step, \"int32\"), len(self.rates) - 1)",
      "        return keras.ops.take(keras.ops.convert_to_tensor(self.rates, dtype=keras.config.floatx()), index)",
      "",
      "    def get_config(self):",
      "        return {\"rates\": self.rates}",
      "", "",
    ] + head(table) + SourceLibrary.keras.epochNote(for: original, context) + made
  }
}

extension RateTable {
  var isOneForAll: Bool { rates.dropFirst().allSatisfy { $0 == rates.first } }
}
