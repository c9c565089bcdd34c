/// An ``EpochScheduler`` with its state, which most schedulers have: the state's type is known, so only the scheduler is in a box.
struct EpochStepper: ErasedStepper {
  private(set) var scheduler: any EpochScheduler & RunnableScheduler
  private(set) var state: EpochState

  init(scheduler: any EpochScheduler & RunnableScheduler, state: EpochState) {
    self.scheduler = scheduler
    self.state = state
  }

  var lastEpoch: Int { state.lastEpoch }
  var plateau: PlateauStatus? { scheduler.plateau(in: state) }

  mutating func advance(
    _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) -> LRChange.Kind? {
    try scheduler.step(&state, &groups, metric: metric)
  }

  mutating func repeatInitialStep(_ groups: inout [ParameterGroup]) throws(SchedulerError) {
    try scheduler.repeatInitialStep(&state, &groups)
  }

  mutating func startAsStage(_ groups: inout [ParameterGroup]) throws(SchedulerError) {
    try scheduler.startAsStage(&state, &groups)
  }

  mutating func undoInitialStep() { scheduler.undoInitialStep(&state) }
  mutating func countIdleSteps(_ count: Int) { state.stepCount += count }

  mutating func assign(_ scheduler: any RunnableScheduler) throws(SchedulerError) {
    guard let scheduler = scheduler as? any EpochScheduler & RunnableScheduler else { throw .anotherClass }
    state = try scheduler.migrated(state, from: self.scheduler)
    self.scheduler = scheduler
  }

  func closedFormLRs(at epoch: Int, _ groups: [ParameterGroup]) throws(SchedulerError) -> [Double] {
    try scheduler.closedFormLRs(at: epoch, in: state, groups)
  }

  func assignedLRs(at epoch: Int, _ groups: [ParameterGroup]) throws(SchedulerError) -> [Double]? {
    try scheduler.assignedLRs(at: epoch, in: state, groups)
  }

  func isValid(forGroupCount count: Int) -> Bool { state.isValid(forGroupCount: count) }
  func hasState(of other: any ErasedStepper) -> Bool { (other as? Self)?.state == state }
  func encodeState(to encoder: any Encoder) throws { try state.encode(to: encoder) }

  func write(to dictionary: inout StateDictionary, groupCount: Int) throws(SchedulerError) {
    scheduler.writeArguments(to: &dictionary, groupCount: groupCount)
    try scheduler.write(state, to: &dictionary, groupCount: groupCount)
  }
}

extension RunnableScheduler where Self: EpochScheduler {
  fileprivate func migrated(
    _ state: EpochState, from previous: any EpochScheduler & RunnableScheduler
  ) throws(SchedulerError) -> EpochState {
    guard let previous = previous as? Self else { throw .anotherClass }
    var state = state
    try migrateState(&state, from: previous)
    return state
  }
}

extension SchedulerError {
  static var anotherClass: SchedulerError {
    SchedulerError(.type, "cannot assign the arguments of another scheduler")
  }
}
