/// A scheduler that the catalog does not list, as a program that uses this library defines it: it has a name, and no declared
/// arguments.
struct OwnScheduler<Base: StageableScheduler>: RunnableScheduler, ForwardingScheduler {
  var base: Base

  var assignsLR: Bool { base is any AssigningScheduler }

  /// The name of the type that the program has written.
  static var name: String {
    (Base.self as? any SchedulerWrapper.Type)?.wrappedName ?? String(describing: Base.self)
  }

  var schedule: Schedule { Schedule(own: self) }

  func repeatInitialStep(
    _ state: inout Base.State, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    try base.repeatInitialStep(&state, &groups)
  }

  func startAsStage(_ state: inout Base.State, _ groups: inout [ParameterGroup]) throws(SchedulerError) {
    try base.startAsStage(&state, &groups)
  }

  func undoInitialStep(_ state: inout Base.State) { base.undoInitialStep(&state) }

  func decodeState(from decoder: any Decoder) throws -> Base.State { try base.decodeState(from: decoder) }

  func writeArguments(to dictionary: inout StateDictionary, groupCount: Int) {}

  func argument(_ name: String, in dictionary: StateDictionary) -> ParameterValue? { nil }

  func write(
    _ state: Base.State, to dictionary: inout StateDictionary, groupCount: Int
  ) throws(SchedulerError) {
    guard let state = state as? any PersistentState else { throw unnamedState }
    state.write(to: &dictionary)
  }

  func state(reading dictionary: StateDictionary) throws(SchedulerError) -> Base.State {
    guard let type = Base.State.self as? any PersistentState.Type,
      let state = try type.init(reading: dictionary) as? Base.State
    else { throw unnamedState }
    return state
  }

  private var unnamedState: SchedulerError {
    SchedulerError(
      .notImplemented, "the state of \(Self.name) has no names in PyTorch; save the state of a Stepper")
  }

  func value(of name: String) -> ParameterValue? { nil }

  func setting(_ name: String, to value: ParameterValue) throws(SchedulerError) -> Self {
    throw SchedulerError(
      .attribute, "\(Self.name) declares no parameter '\(name)'; assign a new scheduler",
      parameter: name)
  }
}

/// A scheduler that does what another one does, under a name or with members of its own.
private protocol ForwardingScheduler: Scheduler {
  associatedtype Base: Scheduler where Base.State == State

  var base: Base { get }
}

extension ForwardingScheduler {
  var needsMetric: Bool { base.needsMetric }

  func validate() throws(SchedulerError) { try base.validate() }

  func validate(groups: [ParameterGroup]) throws(SchedulerError) { try base.validate(groups: groups) }

  func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
    try base.begin(&groups)
  }

  func advance(
    _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    try base.advance(&state, &groups, metric: metric)
  }

  func changeKind(in state: State) -> LRChange.Kind? { base.changeKind(in: state) }

  func closedFormLRs(
    at epoch: Int, in state: State, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double] {
    try base.closedFormLRs(at: epoch, in: state, groups)
  }
}

private protocol SchedulerWrapper {
  static var wrappedName: String { get }
}

/// A scheduler that knows nothing of stages: in ``SequentialLR`` each operation on it is a step.
struct PlainScheduler<Base: Scheduler>: StageableScheduler, ForwardingScheduler, SchedulerWrapper {
  var base: Base

  static var wrappedName: String { String(describing: Base.self) }

  var schedule: Schedule { OwnScheduler(base: self).schedule }

  func decodeState(from decoder: any Decoder) throws -> Base.State {
    guard let type = Base.State.self as? any Decodable.Type,
      let state = try type.init(from: decoder) as? Base.State
    else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "the state of \(Self.wrappedName) is not Decodable"))
    }
    return state
  }
}

extension Scheduler {
  /// The scheduler as a value whose type is not in the code. One of your own has its type's name and no parameters: it can be
  /// run and composed, but not parsed, edited or saved as text.
  public var schedule: Schedule { PlainScheduler(base: self).schedule }
}

extension StageableScheduler {
  /// The scheduler as a value whose type is not in the code; see ``ScheduleConvertible/schedule``.
  public var schedule: Schedule { OwnScheduler(base: self).schedule }
}
