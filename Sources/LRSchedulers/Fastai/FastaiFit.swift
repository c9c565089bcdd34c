extension Fastai {
  /// The highest rate of a fit: one for all groups, or `slice(start, stop)`.
  enum Highest: Equatable, Sendable {
    /// The learner's own.
    case learner
    case rate(Double)
    /// Without a start the groups but the last have a tenth.
    case slice(Double?, Double)

    func rate(_ group: Int, of count: Int, base: Double) throws(SchedulerError) -> Double {
      switch self {
      case .learner: return base
      case .rate(let rate): return rate
      case .slice(let start?, let stop) where start != 0:
        if count == 1 { return stop }
        let step = try PythonMath.power(stop / start, 1 / Double(count - 1))
        return start * (try PythonMath.power(step, Double(group)))
      case .slice(_, let stop): return group == count - 1 ? stop : stop / 10
      }
    }
  }

  /// One call of `fit`: its epochs, the first that is trained, and the rate by position.
  struct Part {
    var epochs: Int
    var first = 0
    var rate:
      (_ position: Double, _ group: Int, _ count: Int, _ base: Double) throws(SchedulerError) -> Double
    var momentum: ((_ position: Double) throws(SchedulerError) -> Double)?
  }
}

/// A training of fastai's, whose callbacks set the rates before each batch.
protocol FastaiFit: AssigningScheduler, CatalogScheduler {
  var kept: KeptArguments { get set }
  var stepsPerEpoch: PythonNumber? { get set }

  func fits() throws(SchedulerError) -> [Fastai.Part]
}

extension FastaiFit {
  var lastEpoch: Int { -1 }

  var outsideNeeds: [String] { ["steps_per_epoch"] }

  func validate() throws(SchedulerError) {}

  func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    let steps = try stepsPerEpoch.required("steps_per_epoch")
    if steps < 1 || steps != steps.rounded() {
      throw SchedulerError(
        .value, "steps_per_epoch must be an int above 0, but got \(steps.python)",
        parameter: "steps_per_epoch")
    }
    if try fits().allSatisfy({ $0.first >= $0.epochs }) {
      throw SchedulerError(
        .value, "start_epoch leaves no epoch to train", parameter: "start_epoch")
    }
  }

  func advance(
    _ state: inout EpochState, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    state.lastEpoch += 1
    state.stepCount += 1
    let known = state.memo.epoch == state.lastEpoch - 1 ? state.memo.value : nil
    let position = try set(&groups, state, before: known)
    (state.memo.epoch, state.memo.value) = (state.lastEpoch, position)
  }

  func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    _ = try set(&groups, state, before: nil)
  }

  /// Sets the rates of a batch.
  ///
  /// - Parameter before: the position of the batch before it, if it is known.
  /// - Returns: the position.
  private func set(
    _ groups: inout [ParameterGroup], _ state: EpochState, before: Double?
  ) throws(SchedulerError) -> Double {
    let batches = Int(clamping: try stepsPerEpoch.required("steps_per_epoch"))
    let all = try fits()
    var (index, step) = (0, state.lastEpoch)
    while index < all.count - 1, step >= (all[index].epochs - all[index].first) * batches {
      step -= (all[index].epochs - all[index].first) * batches
      index += 1
    }
    let part = all[index]
    let (epoch, batch) = (step / batches + part.first, step % batches)
    let position = Self.position(epoch, batch, part.epochs, batches, before: batch == 0 ? nil : before)
    for group in groups.indices {
      groups[group].lr = try part.rate(position, group, groups.count, state.baseLRs[group])
      if let momentum = part.momentum, groups[group].momentum != nil {
        groups[group].momentum = try momentum(position)
      }
    }
    return position
  }

  /// fastai adds a batch's share to the position after each batch, and begins each epoch at its own.
  private static func position(_ epoch: Int, _ batch: Int, _ epochs: Int, _ batches: Int, before: Double?)
    -> Double
  {
    let share = 1 / (Double(batches) * Double(epochs))
    if let before { return before + share }
    var position = Double(epoch) / Double(epochs)
    for _ in 0..<batch { position += share }
    return position
  }
}

extension Parameter where S: FastaiFit {
  static var batches: Parameter { .outside("steps_per_epoch", \.stepsPerEpoch, help: "batches of an epoch") }

  static func keptArguments(_ names: String...) -> [Parameter] {
    names.map { .kept($0, \.kept, $0 == "reset_opt" ? false : .null, help: "changes no rate") }
  }

  static func epochs(
    _ name: String, _ field: Field<S, Int>, _ requirement: Requirement = .required, help: String
  ) -> Parameter {
    .integer(
      name, field, requirement, in: 0...100_000, refusal: { "\(name) must be an int, but got \($0)" },
      help: help)
  }

  static func highest(_ name: String, _ field: Field<S, Fastai.Highest>, help: String) -> Parameter {
    Parameter(
      name: name, kind: .float, requirement: .defaulting(.null), range: 0...10,
      naturalStep: .decade(from: 1e-8), choices: [],
      help: help, accepts: [.lists], read: { $0[keyPath: field].parameterValue },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try Fastai.Highest(value, for: name)
      })
  }
}

extension Fastai.Highest {
  fileprivate var parameterValue: ParameterValue {
    switch self {
    case .learner: .null
    case .rate(let rate): .double(rate)
    case .slice(let start, let stop):
      .dictionary([
        DictionaryItem(key: "start", value: start.map(ParameterValue.double) ?? .null),
        DictionaryItem(key: "stop", value: .double(stop)),
      ])
    }
  }

  /// A slice is read as a dictionary of its ends.
  fileprivate init(_ value: ParameterValue, for name: String) throws(SchedulerError) {
    switch value {
    case .null: self = .learner
    case .dictionary(let items):
      let ends = Dictionary(items.map { ($0.key, $0.value) }.map { ($0.0.python, $0.1) }) { $1 }
      guard let stop = ends["'stop'"] else { fallthrough }
      let start = ends["'start'"] ?? .null
      self = .slice(start == .null ? nil : try start.float(for: name), try stop.float(for: name))
    default: self = .rate(try value.float(for: name))
    }
  }
}
