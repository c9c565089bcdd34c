/// What ``Schedule`` and ``ScheduleRun`` need of a scheduler whose type is only known at run time.
///
/// Those of the catalog are ``CatalogScheduler``s; a caller's own are wrapped in an ``OwnScheduler``.
protocol RunnableScheduler: StageableScheduler {
  /// The value of a declared argument; nil if there is none of that name.
  func value(of name: String) -> ParameterValue?

  /// A copy with another value of a declared argument.
  func setting(_ name: String, to value: ParameterValue) throws(SchedulerError) -> Self

  /// What the gauge of a metric-driven scheduler shows; nil for the others.
  func plateau(in state: State) -> PlateauStatus?

  /// The parts of a schedule that follow each other; none for most.
  var phases: [SchedulePhase] { get }

  /// What may surprise about it where it is in force; nothing for most.
  func notes(_ context: NoteContext) -> [ScheduleNote]

  /// How long it takes, for notes on runs that are much shorter or longer.
  var extent: ScheduleExtent { get }

  /// What says how long the schedule is meant to run; nil where nothing does.
  var lengthMark: ScheduleExtent.Mark? { get }

  /// The arguments from outside of the library that its rates depend on; none for most.
  var outsideNeeds: [String] { get }

  /// Whether every step computes the rate from the base rate, whatever is in force.
  var assignsLR: Bool { get }

  /// What may surprise when an argument has been given its present value in mid-run, as the rest of a sentence that begins
  /// with the scheduler's name; nil for most.
  ///
  /// - Parameter epoch: the first epoch after the change, counted from 0.
  func note(onAssigning parameter: String, before epoch: Int) -> String?

  /// ``Scheduler/advance(_:_:metric:)``, then ``Scheduler/changeKind(in:)``: one call where the type is only known at run time.
  func step(
    _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) -> LRChange.Kind?

  /// The scheduler with a state of its own, to be stepped.
  func stepper(with state: State) -> AnyStepper

  /// Brings the state of a run up to date when this description replaces `previous` in it.
  func migrateState(_ state: inout State, from previous: Self) throws(SchedulerError)

  /// Writes the arguments as attributes of PyTorch's object.
  func writeArguments(to dictionary: inout StateDictionary, groupCount: Int)

  /// The value that a state has for an argument; nil if it has none.
  func argument(_ name: String, in dictionary: StateDictionary) -> ParameterValue?

  /// Writes the state with PyTorch's names.
  func write(_ state: State, to dictionary: inout StateDictionary, groupCount: Int) throws(SchedulerError)

  /// Reads what ``write(_:to:groupCount:)`` or PyTorch has written.
  func state(reading dictionary: StateDictionary) throws(SchedulerError) -> State

  /// The rates that the step to an epoch ahead will assign, without the steps before it; nil where each rate follows from the
  /// one before.
  func assignedLRs(
    at epoch: Int, in state: State, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double]?
}

extension RunnableScheduler {
  func step(
    _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) -> LRChange.Kind? {
    try advance(&state, &groups, metric: metric)
    return changeKind(in: state)
  }

  func stepper(with state: State) -> AnyStepper { AnyStepper(TypedStepper(scheduler: self, state: state)) }

  func plateau(in state: State) -> PlateauStatus? { nil }

  var phases: [SchedulePhase] { [] }

  func notes(_ context: NoteContext) -> [ScheduleNote] { [] }

  var extent: ScheduleExtent { ScheduleExtent() }

  var lengthMark: ScheduleExtent.Mark? { extent.length }

  var outsideNeeds: [String] { [] }

  var assignsLR: Bool { self is any AssigningScheduler }

  func note(onAssigning parameter: String, before epoch: Int) -> String? { nil }

  func migrateState(_ state: inout State, from previous: Self) throws(SchedulerError) {
    migrateLastEpoch(&state, from: previous)
  }

  /// `last_epoch` is the one argument whose attribute is state.
  func migrateLastEpoch(_ state: inout State, from previous: Self) {
    guard let epoch = value(of: "last_epoch"), epoch != previous.value(of: "last_epoch"),
      case .int(let epoch) = epoch
    else { return }
    state.lastEpoch = epoch
  }

  func assignedLRs(
    at epoch: Int, in state: State, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double]? { nil }
}

extension RunnableScheduler where Self: EpochScheduler {
  func stepper(with state: EpochState) -> AnyStepper {
    AnyStepper(EpochStepper(scheduler: self, state: state))
  }
}

extension RunnableScheduler where Self: AssigningScheduler {
  func assignedLRs(
    at epoch: Int, in state: EpochState, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double]? {
    try closedFormLRs(at: epoch, in: state, groups)
  }
}
