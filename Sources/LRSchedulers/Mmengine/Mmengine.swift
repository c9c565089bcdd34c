/// The schedulers of mmengine 0.10 (`mmengine.optim.scheduler`).
///
/// Each acts on the value in force in the steps from `begin` to before `end`, so that those which overlap act on each other.
enum Mmengine {
  /// mmengine's infinity.
  static let forever = 1_000_000_000

  /// The steps in which a scheduler acts.
  struct Range: Equatable, Sendable {
    var begin = 0
    var end = Mmengine.forever
    var byEpoch = true
    var isVerbose = false

    /// The steps in it after the first.
    var last: Double { Double(end) - Double(begin) - 1 }

    var isEndless: Bool { end >= Mmengine.forever }
  }
}

/// What mmengine's schedulers set: the rate, or the momentum.
protocol MmengineQuantity: Sendable {
  static func read(_ group: ParameterGroup) -> Double?
  static func write(_ value: Double, to group: inout ParameterGroup)

  /// The name of the scheduler of a kind.
  static func name(_ kind: String) -> String
  static var word: String { get }
}

extension Mmengine {
  enum Rate: MmengineQuantity {
    static func read(_ group: ParameterGroup) -> Double? { group.lr }
    static func write(_ value: Double, to group: inout ParameterGroup) { group.lr = value }
    static let word = "learning rate"

    /// PyTorch has most names as well.
    static func name(_ kind: String) -> String {
      let own = kind + "LR"
      return ["Poly", "CosineRestart", "ReduceOnPlateau", "QuadraticWarmup"].contains(kind)
        ? own : "mmengine." + own
    }
  }

  enum Momentum: MmengineQuantity {
    static func read(_ group: ParameterGroup) -> Double? { group.momentum }
    static func write(_ value: Double, to group: inout ParameterGroup) { group.momentum = value }
    static func name(_ kind: String) -> String { kind + "Momentum" }
    static let word = "momentum, or beta1,"
  }
}

/// A scheduler that finds each value from the one in force.
protocol MmengineScheduler: EpochScheduler, CatalogScheduler, MomentumMoving {
  associatedtype Quantity: MmengineQuantity
  var range: Mmengine.Range { get set }

  /// The value in step `t` of the range; `current` is the one in force and `base` the first of all.
  func value(_ current: Double, base: Double, _ t: Int) throws(SchedulerError) -> Double
}

extension MmengineScheduler {
  var lastEpoch: Int { -1 }

  var movesMomentum: Bool { Quantity.self == Mmengine.Momentum.self }

  func validateRange() throws(SchedulerError) {
    if range.end <= range.begin {
      throw SchedulerError(
        .value, "end should be larger than begin, but got begin=\(range.begin), end=\(range.end)",
        parameter: "end")
    }
  }

  func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    if groups.contains(where: { Quantity.read($0) == nil }) {
      throw SchedulerError(.value, "optimizer must support momentum when using momentum scheduler")
    }
  }

  func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> EpochState {
    try validate(groups: groups)
    let rates = ParameterGroup.keepInitialLRs(&groups)
    let bases = Quantity.self == Mmengine.Rate.self ? rates : groups.compactMap(Quantity.read)
    let state = EpochState(lastEpoch: 0, baseLRs: bases)
    try update(&groups, state, isInitial: true)
    return state
  }

  func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    guard state.lastEpoch >= range.begin, state.lastEpoch < range.end else { return }
    for index in groups.indices {
      guard let current = Quantity.read(groups[index]) else { continue }
      let value = try value(current, base: state.baseLRs[index], state.lastEpoch - max(0, range.begin))
      Quantity.write(value, to: &groups[index])
    }
  }
}

extension Parameter where S: MmengineScheduler {
  static var rangeOrder: [Parameter] { [beginning, ending, .counter("last_step"), byEpoch, verbose] }

  static var beginning: Parameter { integer("begin", \.range.begin, help: "the first step in which it acts") }

  static var ending: Parameter {
    integer(
      "end", \.range.end,
      help: "the step from which on it does not; its last value is that of the step before")
  }

  static var byEpoch: Parameter {
    .bool("by_epoch", \.range.byEpoch, help: "whether it steps with epochs or iterations")
  }

  static var verbose: Parameter {
    .bool("verbose", \.range.isVerbose, help: "whether mmengine prints each value")
  }

  static func integer(_ name: String, _ field: Field<S, Int>, help: String) -> Parameter {
    .integer(
      name, field, in: 0...Double(Mmengine.forever), refusal: { "\(name) must be an int, but got \($0)" },
      help: help)
  }
}
