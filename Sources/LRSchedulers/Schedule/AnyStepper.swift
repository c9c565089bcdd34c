/// What ``ScheduleRun`` and the composed schedulers step: a scheduler with its state, whatever their types.
///
/// A value in a box must be found to have a single owner in every step, and generic code that is given its types at run time looks up
/// where their parts lie; both take longer than most schedulers do. So those that are stepped by the million lie here
/// without a box. One of the four is in use.
struct AnyStepper: Sendable {
  private var epochs: EpochStepper?
  private var sequence: TypedStepper<SequentialLR>?
  private var boxed: (any ErasedStepper)?
  /// A chain of nothing where one of the others is in use.
  private var chain = TypedStepper(
    scheduler: ChainedScheduler(schedulers: []), state: CompositeState(lastEpoch: 0, members: [], of: []))

  init(_ stepper: some ErasedStepper) { self.stepper = stepper }

  /// For all that is done seldom.
  var stepper: any ErasedStepper {
    get {
      if let epochs { return epochs }
      if let sequence { return sequence }
      return boxed ?? chain
    }
    set {
      (epochs, sequence, boxed) = (nil, nil, nil)
      switch newValue {
      case let stepper as EpochStepper: epochs = stepper
      case let stepper as TypedStepper<SequentialLR>: sequence = stepper
      case let stepper as TypedStepper<ChainedScheduler>: chain = stepper
      default: boxed = newValue
      }
    }
  }

  /// ``ErasedStepper/advance(_:metric:)``, in place.
  mutating func advance(
    _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) -> LRChange.Kind? {
    if epochs != nil { return try epochs?.advance(&groups, metric: metric) ?? nil }
    if sequence != nil { return try sequence?.advance(&groups, metric: metric) ?? nil }
    if boxed != nil { return try boxed?.advance(&groups, metric: metric) ?? nil }
    return try chain.advance(&groups, metric: metric)
  }
}

extension RunnableScheduler {
  /// Builds the scheduler on the groups.
  func stepper(on groups: inout [ParameterGroup]) throws(SchedulerError) -> AnyStepper {
    stepper(with: try begin(&groups))
  }

  func stepper(decoding decoder: any Decoder) throws -> AnyStepper {
    stepper(with: try decodeState(from: decoder))
  }

  func stepper(reading dictionary: StateDictionary) throws(SchedulerError) -> AnyStepper {
    stepper(with: try state(reading: dictionary))
  }
}
