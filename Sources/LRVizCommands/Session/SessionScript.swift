import LRSchedulers
import Lab
import Training

/// The PyTorch script of a run: its schedule as it began, and at their epochs what was assigned to it and what rates were
/// set by hand.
struct SessionScript {
  let run: SessionSnapshot.Run

  func text() throws(SchedulerError) -> String {
    let code = try run.configuration.code(.pytorch)
    let changes = changes
    guard !changes.isEmpty else { return code }
    var lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let loop = lines.firstIndex(where: { $0.hasPrefix("for epoch in range(") }) else { return code }
    lines.insert(contentsOf: changes, at: loop + 1)
    if changes.contains(where: { $0.contains("Counter(") }) {
      lines.insert("from collections import Counter", at: 0)
    }
    return lines.joined(separator: "\n")
  }

  /// The first lines of the loop.
  private var changes: [String] {
    let byHand = run.pane.events.compactMap { event -> LRChange? in
      guard case .change(let change) = event, change.kind == .set else { return nil }
      return change
    }
    let assignments = Dictionary(grouping: run.assignments, by: \.epoch)
    let rates = Dictionary(grouping: byHand, by: \.epoch)
    return Set(assignments.keys).union(rates.keys).sorted().flatMap { epoch -> [String] in
      // An assignment never moves a rate at once: what does was set by hand.
      let lines =
        (assignments[epoch] ?? []).flatMap { statements($0) } + (rates[epoch] ?? []).map(Self.statement)
      let body = lines.contains { !$0.hasPrefix("#") } ? lines : lines + ["pass"]
      return ["    if epoch == \(epoch - 1):"] + body.map { "        " + $0 }
    }
  }

  private static func statement(_ change: LRChange) -> String {
    "optimizer.param_groups[\(change.group)][\"lr\"] = \(PythonNumber.repr(change.to))"
  }

  private func statements(_ assignment: ScheduleAssignment) -> [String] {
    assignment.changes.map { change in
      let target = TorchAttribute(change.path, of: assignment.schedule, groups: run.configuration.lrs.count)
      return target.statement(assigning: change.new)
        ?? "# \(change.path) was changed from \(change.old) to \(change.new) in the lab: no attribute of this scheduler."
    }
  }
}

/// The attribute of a PyTorch scheduler that keeps an argument.
struct TorchAttribute {
  private let scheduler: Schedule?
  private let object: String
  private let name: String
  private let groups: Int

  /// - Parameter path: such as `schedulers[1].T_max`.
  init(_ path: String, of schedule: Schedule, groups: Int) {
    let parsed = ParameterPath(path)
    scheduler = schedule.member(at: parsed.places)
    object = parsed.places.reduce("scheduler") { "\($0)._schedulers[\($1)]" }
    name = parsed.name
    self.groups = groups
  }

  /// nil where there is no such attribute, as in the schedulers of other libraries.
  func statement(assigning value: String) -> String? {
    guard let scheduler, scheduler.entry.library == .pytorch else { return nil }
    let list = value.hasPrefix("[") || value.hasPrefix("(") ? value : "[\(value)] * \(groups)"
    switch (scheduler.name, name) {
    case ("MultiStepLR", "milestones"): return "\(object).milestones = Counter(\(value))"
    case ("SequentialLR", "milestones"): return "\(object)._milestones = \(value)"
    case ("ReduceLROnPlateau", "min_lr"), ("CyclicLR", "max_lr"), ("CyclicLR", "base_lr"),
      ("CyclicLR", "base_momentum"), ("CyclicLR", "max_momentum"), ("LambdaLR", "lr_lambda"),
      ("MultiplicativeLR", "lr_lambda"):
      return "\(object).\(name)s = \(list)"
    case ("OneCycleLR", "anneal_strategy"): return "\(object)._anneal_func_type = \(value)"
    case ("SWALR", "anneal_strategy"): return "\(object)._anneal_strategy = \(value)"
    case ("OneCycleLR", "total_steps"), ("OneCycleLR", "cycle_momentum"):
      return "\(object).\(name) = \(value)"
    case ("OneCycleLR", "max_lr"), ("OneCycleLR", "base_momentum"), ("OneCycleLR", "max_momentum"),
      ("SWALR", "swa_lr"):
      return "for group, value in zip(optimizer.param_groups, \(list)): group[\"\(name)\"] = value"
    // Used up when the scheduler is built.
    case ("OneCycleLR", _), ("CyclicLR", "step_size_up"), ("CyclicLR", "step_size_down"),
      ("CyclicLR", "scale_fn"), ("CyclicLR", "scale_mode"):
      return nil
    default: return "\(object).\(name) = \(value)"
    }
  }
}
