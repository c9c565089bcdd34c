/// A schedule of another library that has the same rates, and for how long.
struct Equivalent: Sendable {
  var schedule: Schedule
  var agreement: RateComparison.Agreement

  /// That it holds for the run but not for ever; nothing if it does.
  var note: String? {
    agreement.firstMismatch.map {
      "The rates are the same for the steps before \($0), the last of this run included; then they part."
    }
  }
}

/// What was found among the schedules of a library.
enum EquivalentSearch {
  case found(Equivalent)
  /// The nearest schedule, if there is any of the shape, and where it parts.
  case nothing(nearest: Equivalent?)

  /// The first that has the rates for ever, else the first that has them for the run.
  ///
  /// - Parameters:
  ///   - end: the step at which the proposals end in any case.
  ///   - agreement: compares a proposal with what is wanted.
  init(
    among specs: [String], steps: Int, end: Int? = nil,
    comparing agreement: (Schedule) -> RateComparison.Agreement
  ) {
    var nearest: Equivalent?
    for spec in specs {
      guard let schedule = try? Schedule(parsing: spec) else { continue }
      let found = Equivalent(
        schedule: schedule, agreement: agreement(schedule).and(.init(firstMismatch: end)))
      guard let end = found.agreement.firstMismatch else {
        self = .found(found)
        return
      }
      if end > nearest?.agreement.firstMismatch ?? -1 { nearest = found }
    }
    if let nearest, nearest.agreement.covers(steps) {
      self = .found(nearest)
    } else {
      self = .nothing(nearest: nearest)
    }
  }

  /// Why there is none, as the end of a sentence.
  static func reason(_ nearest: Equivalent?, _ schedule: Schedule, in library: SourceLibrary) -> String {
    guard let nearest, let end = nearest.agreement.firstMismatch else {
      return "none of its schedules has the shape \(schedule.entry.formula)"
    }
    return "\(nearest.schedule.spec) comes nearest, but parts from it at step \(end)"
  }
}

extension Schedule {
  /// The curves of one parameter group, if the schedule may be told in such.
  func curves(base: Double, group: Int) -> CurvePlan? {
    (scheduler as? any CurveSchedule)?.curves(base: base, group: group)
  }

  /// Whether it starts from its first epoch; one that resumes starts in the middle.
  var isFresh: Bool { withMembers.allSatisfy { $0.value(of: "last_epoch") ?? .int(-1) == .int(-1) } }
}

extension SourceLibrary {
  /// What may have the rates of a plan.
  func specs(for plan: CurvePlan, base: Double) -> [String] {
    switch self {
    case .pytorch: PyTorchSpecs(plan, base: base).all
    case .transformers: TransformersSpecs(plan, base: base).all
    case .timm: TimmSpecs(plan, base: base).all
    case .optax: OptaxSpecs(plan).all
    case .keras: KerasSpecs(plan).all
    default: []
    }
  }

  /// More steps than any run has.
  private static let endless = 1 << 30

  /// Where the calls of this library end, although the schedule goes on; nil if they do not.
  func end(of plan: CurvePlan) -> Int? {
    // optax has no endless restarts: its cosines are written one by one.
    guard self == .optax, let last = plan.parts.last, case .restarts(_, _, _, _, _, nil) = last.curve else {
      return plan.end
    }
    let end = last.start + last.curve.length
    return end < Self.endless ? end : nil
  }

  /// Whether its schedules have rates of their own, instead of multiplying the optimizer's.
  var hasOwnRates: Bool { self == .optax || self == .keras }
}
