/// A schedule that a text builds, with what stands around it there.
public struct PastedSchedule: Sendable, Equatable {
  /// An attribute that is set after the scheduler is built.
  public struct Change: Sendable, Equatable {
    /// The parameter, as ``Schedule/setting(_:to:)`` takes it.
    public var name: String
    /// What it is set to.
    public var value: ParameterValue

    /// A parameter and its new value.
    public init(name: String, value: ParameterValue) {
      self.name = name
      self.value = value
    }
  }

  /// The schedule.
  public var schedule: Schedule
  /// The optimizer that the text gives to the scheduler; nil where it names one that is built elsewhere.
  public var optimizer: PastedOptimizer?
  /// The line of the text where the scheduler is built, counted from 1.
  public var line: Int
  /// Where the call that builds it begins, in bytes; nil for rates that a script sets itself.
  public var offset: Int?
  /// The variable that it is assigned to; nil where it is none.
  public var name: String?
  /// The rates that the schedule begins with where they are not the optimizer's, as of rates that a script sets itself.
  public var lrs: [Double]?
  /// Whether the text says that the scheduler steps with every batch, as Lightning's `interval` does; nil where it says
  /// nothing.
  public var stepsPerBatch: Bool?
  /// How long the text says that the schedule runs, in epochs, or in steps where ``stepsPerBatch`` is true: what a configuration
  /// says, or how often the loop goes around that steps the scheduler or sets the rates; nil where it says nothing.
  public var length: Int?
  /// Whether the epochs that were asked for went into ``length``, instead of saying how much of the schedule is wanted.
  public var takesEpochs = false
  /// Whether the steps of an epoch that were given say something that the text leaves open.
  public var takesStepsPerEpoch = false
  /// Optimizer steps of an epoch, where the text says them.
  public var stepsPerEpoch: Int?
  /// The momentum or beta1 that each group begins with, where a configuration says it.
  public var momenta: [Double?]?
  /// How a configuration becomes the schedule, with its numbers: `warm-up: ceil(0.03 x 1,005) = 31 steps`.
  public var rules: [String] = []
  /// The framework whose configuration the text is; nil for calls.
  public var framework: String?
  /// What is set after it is built and before its first step.
  public var changes: [Change] = []
  /// What was taken from outside the text: `epochs=90 from --epochs`.
  public var assumed: [String] = []
  /// Values, branches and loops of the text that the schedule depends on.
  public var sources: [Source] = []
  /// What a reader should know.
  public var notes: [String] = []

  /// A schedule of a text.
  public init(schedule: Schedule, optimizer: PastedOptimizer? = nil, line: Int = 1) {
    self.schedule = schedule
    self.optimizer = optimizer
    self.line = line
  }
}

extension PastedSchedule {
  /// All schedules that the text builds, in its order: one call, or the lines of a script.
  ///
  /// - Throws: what cannot be read, with its place; names that are open are in ``SpecError/missing``.
  public static func all(
    in text: String, options: ScriptOptions = ScriptOptions()
  ) throws(SpecError) -> [PastedSchedule] {
    try ScriptReader(text, options: options).schedules()
  }

  /// The rates the run starts with: those of the text, else those given.
  ///
  /// - Parameters:
  ///   - asked: the rates that were asked for, which win over the text's; nil where nobody did.
  ///   - standard: the rates for what the text leaves open.
  public func startingLRs(asked: [Double]?, standard: [Double]) -> [Double] {
    if let lrs { return lrs }
    if let asked { return asked }
    guard let optimizer else { return standard }
    return optimizer.lrs.enumerated().map { $1 ?? standard[min($0, standard.count - 1)] }
  }
}
