/// A scheduler that a script builds.
struct ScriptScheduler {
  /// What reading the call came to.
  enum Outcome {
    case schedule(Schedule)
    case missing([ScriptMissing])
    case refused(SpecError)
  }

  /// The class or function, as it is called in the text.
  var name: String
  var outcome: Outcome
  /// The optimizer on the heap.
  var optimizer: Int?
  var offset: Int
  /// The variable that it is assigned to.
  var target: String?
  /// Open conditions in whose branches it is built.
  var guards: [OpenValue]
  /// What it counts and keeps, on the heap; nil where that is not known.
  var state: Int?
  /// What that begins with, where nobody has asked for it yet: the schedule, and the rates that it was built on.
  var beginning: (schedule: Schedule, lrs: [Double])?
  /// The rates after it was built, once they were asked for.
  var firstRates: [Double] = []
  /// Whether it is a part of another one.
  var isMember = false
  /// Whether it is a rate that a graph of TensorFlow computes, and may compute with.
  var isTensor = false
  /// Whether an optimizer of a graph was given it, whatever else is computed of it.
  var isTrainedWith = false
  /// Whether it was computed of others, and its function gives the rate itself.
  var isComputed = false
  /// Whether it is no rate, going by its name, but the momentum of a layer and the like.
  var isOther = false
  /// Rates that the schedule begins with instead of the optimizer's.
  var lrs: [Double]?
  /// When the scheduler steps, where the text says so: Lightning's `interval`.
  var interval: String?
  var frequency = 1
  /// In what kinds of loops it steps: Lightning's words.
  var stepIntervals: Set<String> = []
  /// How often the loops go around that step it; nil where that is not known.
  var length: ScriptLength?
  /// Within how many training loops it is built.
  var loopDepth = 0
  /// In which function it is built; -1 for the module.
  var function = -1
  /// Where it steps outside of all loops.
  var stepsBefore: [Int] = []
  /// What is set after it is built: at index 0, before the first step.
  var changes: [PastedSchedule.Change] = []
  var notes: [String] = []
  /// Where its values come from, and which branches led to it: `args.epochs=90` of line 5.
  var taken: [PastedSchedule.Source] = []
}

/// An open value that a scheduler depends on.
struct ScriptMissing {
  var open: OpenValue
  /// The parameter that it decides, or ``scheduler``.
  var usedFor: String
  var guess: ParameterValue?
  /// Whether no name of the text is meant, but what the training around the schedule decides.
  var isOutside = false
}

extension ScriptMissing {
  /// For what names of schedulers are used that stand elsewhere.
  static let scheduler = "scheduler"
}

/// A call that may build a scheduler but is not known.
struct ScriptUnknown {
  var name: String
  /// The name under which it can be given; nil where it has none.
  var callee: OpenName?
  var offset: Int
  /// Whether its value is given to a variable that holds a scheduler.
  var isAssigned: Bool
  /// Whether no condition that is open stands around it.
  var isSure = true
  /// Whether it is given a scheduler that is known.
  var wraps: Bool
  var takesOptimizer = true
  /// The class whose parameters its arguments have; nil where they tell nothing.
  var guess: String?
  /// Names that would have to be known to know what is called.
  var open: [OpenValue]
  var order: Int
  /// Whether it is one of several functions of the text, by a name that is open.
  var isChoice = false

  /// Whether it gives what is called a scheduler for an optimizer.
  var isScheduler: Bool { takesOptimizer && isAssigned }
}

/// Rates that a script sets itself.
struct ScriptRates {
  var name: String
  var offset: Int
  var schedule: Schedule
  var lrs: [Double]
  var guards: [OpenValue]
  var missing: [ScriptMissing] = []
  var refusal: SpecError?
  var notes: [String] = []
  /// Whether they are those of one of several classes that a method is read for, or of one of several optimizers.
  var isOneOfMany = false
  /// The optimizer on the heap.
  var optimizer = -1
  /// The callback on the heap whose function Keras asks for them, whatever they are before; -1 where there is none.
  var callback = -1
  /// Whether a loop of the text sets them, and not only a function.
  var isInLoop = false
  /// Whether they go on from the optimizer's rate.
  var takesBase = false
  /// Whether a turn sets them after its training, so that they hold from the next one on.
  var isLate = false
  /// Schedulers that are stepped as well, and are parts of it.
  var steps: Set<Int> = []
  /// How often the loop goes around that sets them; nil where that is not known.
  var length: ScriptLength?
  /// Whether a turn is a batch and no epoch; nil where nothing tells.
  var stepsPerBatch: Bool?
  /// Which branches and loops it is of.
  var taken: [PastedSchedule.Source] = []
}

extension ScriptRates {
  /// Whether two optimizers of a turn get the same rates, or cannot be told from each other.
  func isLike(_ other: ScriptRates) -> Bool {
    if refusal != nil || other.refusal != nil { return refusal == other.refusal }
    let names = Set(missing.flatMap { $0.open.uses.map(\.name) })
    return names == Set(other.missing.flatMap { $0.open.uses.map(\.name) })
      && (!names.isEmpty || schedule == other.schedule && lrs == other.lrs)
  }
}
