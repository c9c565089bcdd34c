extension Schedule {
  /// A scheduler of any library by its name and arguments, which is how those of transformers, timm, optax and Keras are
  /// built from Swift values.
  ///
  ///     try Schedule(
  ///       named: "get_cosine_schedule_with_warmup",
  ///       arguments: ["num_warmup_steps": 500, "num_training_steps": .int(steps)])
  ///
  /// - Parameters:
  ///   - name: as in ``Catalog``, in exactly that spelling.
  ///   - arguments: by the library's names; those left out have the library's defaults.
  /// - Throws: what is unknown or missing, and what the library would raise, with ``SchedulerError/parameter`` set.
  public init(named name: String, arguments: [String: ParameterValue] = [:]) throws(SchedulerError) {
    guard let entry = Catalog.entry(named: name) else {
      let hint = Catalog.suggestions(for: name).first.map { "; did you mean '\($0)'?" } ?? ""
      throw SchedulerError(.attribute, "unknown scheduler '\(name)'" + hint)
    }
    let missing = entry.parameters.filter { $0.default == nil && arguments[$0.name] == nil }.map(\.name)
    if let first = missing.first {
      throw SchedulerError(
        .type, "\(entry.callee) is missing \(missing.joined(separator: ", "))", parameter: first)
    }
    var schedule = try Schedule(defaultsOf: entry)
    // In a fixed order, so that of several errors always the same one is thrown.
    for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
      schedule = try schedule.replacing(name, with: value)
    }
    try schedule.scheduler.validate()
    self = schedule
  }

  /// The example, with their defaults for the arguments that the example gives although they may be left out.
  init(defaultsOf entry: CatalogEntry) throws(SchedulerError) {
    var schedule = Schedule(default: entry)
    for parameter in entry.parameters {
      guard let value = parameter.default, value != parameter.example else { continue }
      schedule = try schedule.replacing(parameter.name, with: value)
    }
    self = schedule
  }
}
