import LRSchedulers
import Training

/// What the arrow keys can change in a pane: a rate, or an argument of the scheduler or of one inside it.
enum ParameterSlot: Sendable, Equatable {
  /// The optimizer's rate, which every run starts from: a change restarts it.
  case baseLR
  /// The rate in force, to be set by hand during training.
  case currentLR
  /// Named by its path, such as `schedulers[1].T_max`.
  case argument(ParameterDeclaration)
  /// What may stand in several arguments.
  case knob(ScheduleKnob)

  /// The path, which names the slot wherever it stands alone.
  var name: String {
    switch self {
    case .baseLR: "base lr"
    case .currentLR: "lr now"
    case .argument(let declaration): declaration.name
    case .knob(let knob): knob.rawValue
    }
  }

  /// The name among the parameters of the same scheduler.
  var shortName: String { ParameterPath(name).name }

  /// Whether it is a rate of the optimizer's.
  var isRate: Bool {
    switch self {
    case .baseLR, .currentLR: true
    case .argument, .knob: false
    }
  }

  /// Whether a line with little room shows it only while it is selected: what stands elsewhere too.
  func isHidden(inRun: Bool) -> Bool {
    switch self {
    case .currentLR: true
    case .knob: inRun
    case .baseLR, .argument: false
    }
  }

  /// Where the scheduler is that has the parameter: the places of members, outermost first.
  var places: [Int] { ParameterPath(name).places }
}

extension RunConfiguration {
  /// The base rate first, then the arguments, then warm-up, peak and end, then the rate in force.
  var slots: [ParameterSlot] { [.baseLR] + schedule.slots + knobs.map(ParameterSlot.knob) + [.currentLR] }
}

extension Schedule {
  /// The scheduler's own parameters, then those of its members one after the other. `last_epoch` only when it is used: nobody
  /// resumes a checkpoint in the lab by accident.
  fileprivate var slots: [ParameterSlot] {
    let shown = parameters.filter { parameter in
      ParameterPath(parameter.name).name != "last_epoch" || value(of: parameter.name) != parameter.default
    }
    let ordered = shown.enumerated().sorted { left, right in
      let (a, b) = (importance(of: left.element), importance(of: right.element))
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
    return Self.ownFirst(ordered.map(ParameterSlot.argument))
  }

  /// What people turn first comes first: how long, how much, then how; what is hardly ever touched comes last.
  private func importance(of parameter: ParameterDeclaration) -> Int {
    let name = ParameterPath(parameter.name).name
    if name == "patience" { return 0 }
    if ["eps", "last_epoch", "verbose"].contains(name) { return 3 }
    switch value(of: parameter.name) {
    case .string, .bool: return 2
    default: return 1
    }
  }

  /// The spec's order has a scheduler's own parameters wherever its signature has them: of SequentialLR, behind those
  /// of the members, where `milestones` would look like one of the last member's.
  private static func ownFirst(_ slots: [ParameterSlot]) -> [ParameterSlot] {
    let placed = slots.enumerated().map { (places: $1.places, offset: $0, slot: $1) }
    guard placed.contains(where: { !$0.places.isEmpty }) else { return slots }
    return placed.sorted { left, right in
      left.places == right.places
        ? left.offset < right.offset : left.places.lexicographicallyPrecedes(right.places)
    }
    .map(\.slot)
  }
}
