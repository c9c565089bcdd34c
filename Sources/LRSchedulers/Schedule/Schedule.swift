/// A scheduler whose type is only known at run time: what a spec text is parsed into and what an editor edits.
///
///     let schedule = try Schedule(parsing: "torch.optim.lr_scheduler.StepLR(optimizer, 10)")
///     schedule.spec                                       // "StepLR(step_size=10)"
///     try schedule.setting("gamma", to: .double(0.5))     // "StepLR(step_size=10, gamma=0.5)"
public struct Schedule: Sendable {
  /// What the catalog says about the scheduler.
  public let entry: CatalogEntry
  let scheduler: any RunnableScheduler

  init<S: CatalogScheduler>(declared scheduler: S) {
    entry = CatalogEntry(S.self)
    self.scheduler = scheduler
  }

  init<S>(own scheduler: OwnScheduler<S>) {
    entry = CatalogEntry(own: OwnScheduler<S>.name, example: scheduler)
    self.scheduler = scheduler
  }

  /// The scheduler with typical values of the required arguments and defaults for the rest.
  public init(default entry: CatalogEntry) {
    self.entry = entry
    scheduler = entry.example
  }

  /// The scheduler's name, such as `StepLR`.
  public var name: String { entry.name }

  /// Whether a step needs a metric.
  public var needsMetric: Bool { scheduler.needsMetric }

  /// Checks the arguments against the parameter groups they will run on.
  public func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try scheduler.validate(groups: groups)
  }
}

extension Schedule: Equatable {
  public static func == (left: Schedule, right: Schedule) -> Bool { left.scheduler.equals(right.scheduler) }
}

extension RunnableScheduler {
  fileprivate func equals(_ other: any RunnableScheduler) -> Bool { other as? Self == self }
}

extension Schedule: CustomStringConvertible {
  public var description: String { spec }

  /// The canonical text: keyword form, defaults left out, floats as Python's `repr`. Parsing it gives the schedule back.
  public var spec: String {
    let arguments = entry.parameters.compactMap { parameter -> String? in
      guard let value = value(of: parameter.name), value != parameter.default else { return nil }
      return parameter.name + "=" + value.python
    }
    return name + "(" + arguments.joined(separator: ", ") + ")"
  }
}
