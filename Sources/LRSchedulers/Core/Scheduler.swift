/// The hyper-parameters of a learning-rate scheduler: a value that does nothing until it is stepped.
///
/// What changes while training runs is the ``State``, PyTorch's `state_dict` without the hyper-parameters. The two are
/// apart so that assigning a new description to a run under way is exactly PyTorch's `scheduler.gamma = 0.5`:
/// nothing is recomputed backwards, the next step uses the new value.
///
///     var groups = [ParameterGroup(lr: 0.1)]
///     let scheduler = StepLR(stepSize: 10)
///     var state = try scheduler.begin(&groups)
///     try scheduler.advance(&state, &groups, metric: nil)
///
/// Most callers want ``Stepper``, or ``ScheduleRun`` when the scheduler is only known at run time; a scheduler of your own goes
/// into both, and into ``SequentialLR`` and ``ChainedScheduler``.
public protocol Scheduler: ScheduleConvertible, Sendable, Equatable {
  /// What is remembered between two steps.
  associatedtype State: SchedulerState

  /// Checks the hyper-parameters alone, as the constructor does, and also what PyTorch only trips over later.
  func validate() throws(SchedulerError)

  /// Checks the hyper-parameters against the parameter groups (lengths of lists, `initial_lr` when resuming).
  func validate(groups: [ParameterGroup]) throws(SchedulerError)

  /// The constructor: may change the groups at once (a milestone at 0, a warm-up), as PyTorch's does.
  func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State

  /// `scheduler.step(metric)`. Schedulers that need no metric ignore it.
  func advance(_ state: inout State, _ groups: inout [ParameterGroup], metric: Double?) throws(SchedulerError)

  /// Whether ``Scheduler/advance(_:_:metric:)`` fails without a metric.
  var needsMetric: Bool { get }

  /// How the change made by the last ``Scheduler/advance(_:_:metric:)`` is called, or nil if the rate moves continuously.
  func changeKind(in state: State) -> LRChange.Kind?

  /// The closed form: the rates that the formula gives for an epoch, whatever the steps and hands did before it.
  ///
  /// It throws for a scheduler without one. State and groups are those that ``begin(_:)`` left; only what the
  /// constructor fixes is taken from them.
  func closedFormLRs(
    at epoch: Int, in state: State, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double]
}

extension Scheduler {
  @inlinable public var needsMetric: Bool { false }

  @inlinable public func changeKind(in state: State) -> LRChange.Kind? { nil }

  @inlinable public func validate(groups: [ParameterGroup]) throws(SchedulerError) { try validate() }

  public func closedFormLRs(
    at epoch: Int, in state: State, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double] {
    throw SchedulerError(
      .notImplemented,
      needsMetric
        ? "there is no closed form: the rates follow the metric"
        : "there is no closed form: each rate follows from the one before")
  }
}

/// What a scheduler remembers between two steps.
public protocol SchedulerState: Sendable, Equatable, Encodable {
  /// PyTorch's `last_epoch`: how often `step` was called, counted from the constructor's `last_epoch + 1`.
  var lastEpoch: Int { get set }

  /// Whether a state that was read can be stepped on so many groups without overflow or a missing base rate.
  func isValid(forGroupCount groups: Int) -> Bool
}

extension SchedulerState {
  public func isValid(forGroupCount groups: Int) -> Bool { lastEpoch.isSafeCount }
}

extension Int {
  /// Whether counting up from it cannot overflow.
  var isSafeCount: Bool { magnitude < 1 << 53 }
}
