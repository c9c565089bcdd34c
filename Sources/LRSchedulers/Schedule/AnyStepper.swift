/// What ``ScheduleRun`` and the composed schedulers step: a scheduler with its state, whatever their types.
///
/// A value in a box must be found to have a single owner in every step, and generic code that is given its types at run time looks up
/// where their parts lie; both take longer than most schedulers do. So those that are stepped by the million lie here
/// without a box. `kind` says which of the four is in use; the others are empty ones of their type, since looking into an optional
/// would copy it.
struct AnyStepper: Sendable {
  private enum Kind { case epochs, sequence, chain, boxed }

  private var kind = Kind.boxed
  private var epochs = Self.noEpochs
  private var sequence = Self.noSequence
  private var chain = Self.noChain
  private var boxed: any ErasedStepper = Self.noChain

  private static let noEpochs = EpochStepper(
    scheduler: ConstantLR(), state: EpochState(lastEpoch: 0, baseLRs: []))
  private static let noSequence = TypedStepper(
    scheduler: SequentialLR(schedulers: [], milestones: [PythonNumber]()), state: noMembers)
  private static let noChain = TypedStepper(scheduler: ChainedScheduler(schedulers: []), state: noMembers)
  private static let noMembers = CompositeState(lastEpoch: 0, members: [], of: [])

  init(_ stepper: some ErasedStepper) { self.stepper = stepper }

  /// For all that is done seldom.
  var stepper: any ErasedStepper {
    get {
      switch kind {
      case .epochs: epochs
      case .sequence: sequence
      case .chain: chain
      case .boxed: boxed
      }
    }
    set {
      switch newValue {
      case let stepper as EpochStepper: (kind, epochs) = (.epochs, stepper)
      case let stepper as TypedStepper<SequentialLR>: (kind, sequence) = (.sequence, stepper)
      case let stepper as TypedStepper<ChainedScheduler>: (kind, chain) = (.chain, stepper)
      default: (kind, boxed) = (.boxed, newValue)
      }
    }
  }

  /// ``ErasedStepper/advance(_:metric:)``, in place.
  mutating func advance(
    _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) -> LRChange.Kind? {
    switch kind {
    case .epochs: try epochs.advance(&groups, metric: metric)
    case .sequence: try sequence.advance(&groups, metric: metric)
    case .chain: try chain.advance(&groups, metric: metric)
    case .boxed: try boxed.advance(&groups, metric: metric)
    }
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
