/// A scheduler with its state, whatever their types.
///
/// Scheduler and state are one value, so that a step changes the state where it lies. The groups are the caller's, for the members
/// of a composed scheduler share them.
protocol ErasedStepper: Sendable {
  var lastEpoch: Int { get }
  var plateau: PlateauStatus? { get }

  /// Makes a step, and returns how a change that it made is called; nil if the rate moves continuously.
  mutating func advance(
    _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) -> LRChange.Kind?

  mutating func repeatInitialStep(_ groups: inout [ParameterGroup]) throws(SchedulerError)
  mutating func startAsStage(_ groups: inout [ParameterGroup]) throws(SchedulerError)
  mutating func undoInitialStep()
  /// Adds steps to PyTorch's `_step_count` that are counted and not made.
  mutating func countIdleSteps(_ count: Int)

  /// Puts another description of the same class in the place of the present one; nothing is changed if that throws.
  mutating func assign(_ scheduler: any RunnableScheduler) throws(SchedulerError)

  func closedFormLRs(at epoch: Int, _ groups: [ParameterGroup]) throws(SchedulerError) -> [Double]
  func assignedLRs(at epoch: Int, _ groups: [ParameterGroup]) throws(SchedulerError) -> [Double]?

  func isValid(forGroupCount count: Int) -> Bool
  func hasState(of other: any ErasedStepper) -> Bool
  func encodeState(to encoder: any Encoder) throws
  func write(to dictionary: inout StateDictionary, groupCount: Int) throws(SchedulerError)
}

extension ErasedStepper {
  mutating func countIdleSteps(_ count: Int) {}
}

/// A scheduler with its state, of types that the compiler knows where the stepper is made.
struct TypedStepper<S: RunnableScheduler>: ErasedStepper {
  var scheduler: S
  var state: S.State

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

  mutating func assign(_ scheduler: any RunnableScheduler) throws(SchedulerError) {
    guard let scheduler = scheduler as? S else {
      throw .anotherClass
    }
    var migrated = state
    try scheduler.migrateState(&migrated, from: self.scheduler)
    (self.scheduler, state) = (scheduler, migrated)
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
