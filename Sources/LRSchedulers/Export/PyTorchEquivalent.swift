/// A schedule as PyTorch can have it: its own, a ready-made one with the same rates, a `LambdaLR`, or a table.
enum PyTorchEquivalent {
  /// A scheduler of PyTorch, and what is to be said about it.
  case scheduler(Schedule, note: String?)
  case table(RateTable, note: String)

  init(_ schedule: Schedule, _ context: CodeContext) throws(SchedulerError) {
    if schedule.entry.library == .pytorch {
      self = .scheduler(schedule.withTorchMembers(context), note: nil)
    } else if let plateau = schedule.scheduler as? Keras.ReduceLROnPlateau {
      let note = "\(schedule.spec): it tolerates one bad epoch fewer, and its cooldown is one epoch shorter."
      self = .scheduler(Schedule(declared: plateau.torch()), note: note)
    } else if schedule.needsMetric {
      guard let (torch, note) = (schedule.scheduler as? any PlateauScheduler)?.torch() else {
        throw SchedulerError(
          .value, "\(schedule.name) follows a metric by a rule that no scheduler of PyTorch has")
      }
      self = .scheduler(Schedule(declared: torch), note: "\(schedule.spec): \(note)")
    } else {
      try self.init(ofFamily: schedule, context)
    }
  }

  private init(ofFamily schedule: Schedule, _ context: CodeContext) throws(SchedulerError) {
    let plan = context.lrs.first.flatMap { schedule.curves(base: $0, group: 0) }
    let comparison = try RateComparison(schedule, context, length: plan?.length ?? 0)
    let ready = Self.readyMade(schedule, plan, comparison, context)
    if let ready, ready.agreement.firstMismatch == nil {
      self = .scheduler(ready.schedule, note: "\(schedule.spec): PyTorch's own scheduler has the same rates.")
      return
    }
    if let lambda = Self.lambda(schedule, comparison, context),
      ready == nil || lambda.agreement.firstMismatch == nil
    {
      self = .scheduler(
        lambda.schedule,
        note: lambda.with(
          "\(schedule.spec): none of PyTorch's ready-made schedulers has its rates; this function has."))
    } else if let ready {
      self = .scheduler(
        ready.schedule, note: ready.with("\(schedule.spec): PyTorch's own scheduler has the same rates."))
    } else {
      try self.init(tableOf: schedule, comparison, context)
    }
  }

  private init(
    tableOf schedule: Schedule, _ comparison: RateComparison, _ context: CodeContext
  ) throws(SchedulerError) {
    guard !context.lrs.contains(0) else {
      throw SchedulerError(
        .value,
        "PyTorch has no exact equivalent of \(schedule.name) on a learning rate of 0, which nothing multiplies",
        parameter: "lr")
    }
    let table = try RateTable(comparison, context)
    self = .table(
      table,
      note: "PyTorch has no exact equivalent of \(schedule.spec), neither a scheduler nor a formula: "
        + "these are its \(table.count) rates, the last of which stays.")
  }

  private static func readyMade(
    _ schedule: Schedule, _ plan: CurvePlan?, _ comparison: RateComparison, _ context: CodeContext
  ) -> Equivalent? {
    guard schedule.isFresh, let plan, let base = context.lrs.first else { return nil }
    let search = EquivalentSearch(
      among: SourceLibrary.pytorch.specs(for: plan, base: base), steps: context.steps, end: plan.end,
      comparing: comparison.agreement(with:))
    if case .found(let equivalent) = search { return equivalent }
    return nil
  }

  /// One lambda if it serves all groups, else a list of one for each.
  private static func lambda(
    _ schedule: Schedule, _ comparison: RateComparison, _ context: CodeContext
  ) -> Equivalent? {
    guard let spec = lambdaSpec(schedule, context.lrs) else { return nil }
    let search = EquivalentSearch(among: [spec], steps: context.steps, comparing: comparison.agreement(with:))
    if case .found(let equivalent) = search { return equivalent }
    return nil
  }

  static func lambdaSpec(_ schedule: Schedule, _ lrs: [Double]) -> String? {
    guard let formula = schedule.scheduler as? any PythonFormula, let first = lrs.first, !lrs.contains(0)
    else {
      return nil
    }
    let lambdas = lrs.map { base in
      "lambda step: " + formula.pythonFactor("step", base: base, defaultLR: first)
    }
    let argument = Set(lambdas).count == 1 ? lambdas[0] : PythonSpec.list(lambdas)
    let resuming = schedule.value(of: "last_epoch").map { ", last_epoch=\($0.python)" } ?? ""
    return "LambdaLR(lr_lambda=\(argument)\(resuming))"
  }
}

extension PyTorchEquivalent {
  /// The scheduler; nil for a table.
  var schedule: Schedule? {
    if case .scheduler(let schedule, _) = self { schedule } else { nil }
  }

  var note: String? {
    switch self {
    case .scheduler(_, let note): note
    case .table(_, let note): note
    }
  }
}

extension Equivalent {
  /// A sentence, and how long it holds.
  func with(_ sentence: String) -> String { note.map { sentence + " " + $0 } ?? sentence }
}

extension Schedule {
  /// With members that transformers would make as the `LambdaLR`s that these are.
  fileprivate func withTorchMembers(_ context: CodeContext) -> Schedule {
    var schedule = self
    for parameter in entry.parameters where parameter.kind == .schedules {
      guard case .list(let members)? = value(of: parameter.name) else { continue }
      let written = members.map { member -> ParameterValue in
        guard case .schedule(let inner) = member else { return member }
        return .schedule(inner.asTorchMember(context))
      }
      schedule = (try? schedule.replacing(parameter.name, with: .list(written))) ?? schedule
    }
    return schedule
  }

  private func asTorchMember(_ context: CodeContext) -> Schedule {
    if entry.library == .pytorch { return withTorchMembers(context) }
    let lambda = PyTorchEquivalent.lambdaSpec(self, context.lrs).flatMap { try? Schedule(parsing: $0) }
    return lambda ?? self
  }
}
