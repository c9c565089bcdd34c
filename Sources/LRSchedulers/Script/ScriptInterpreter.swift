/// A bounded interpreter of a small, pure part of Python, which finds out what a script would build.
///
/// Nothing is executed: no file is opened, nothing imported, and what the text does not define is a value with a name
/// and nothing else. Conditions that are known are decided; of the others both branches are read, and what differs
/// afterwards depends on the condition. Every step counts, so that reading ends for any text.
final class ScriptInterpreter {
  /// Calls, branches and expressions within each other.
  static let maximumDepth = 900
  static let maximumObjects = 200_000

  let text: PythonTokens
  let options: ScriptOptions
  var parser: PythonParser

  var scopes: [ScriptScope] = []
  var objects: [ScriptObject] = []
  var schedulers: [ScriptScheduler] = []
  /// How many of them were given from outside; they come first.
  var givenSchedulers = 0
  /// How many more there are than can be kept.
  var schedulersLeftOut = 0
  /// The rates that a script sets itself, as they are found.
  var handSets: [ScriptRates] = []
  /// Calls that may build a scheduler but are not known, by their offsets.
  var unknownCalls: [ScriptUnknown] = []
  /// Calls of what the text does not define, for readers of settings.
  var settingCalls: [ScriptSettingCall] = []
  var notes: [String] = []
  /// What open names may well be.
  var guesses = ScriptGuesses()
  /// Where schedulers of the text's own classes call their base's constructor.
  var baseCalls: [Int: Int] = [:]
  var baseArguments: [Int: [ScriptArgument]] = [:]
  /// What the lengths of ranges depend on that are not known, by their places on the heap.
  var openRanges: [Int: OpenValue] = [:]
  /// The same of whatever is gone through, in functions that are read with a symbol too.
  var openLengths: [Int: OpenValue] = [:]
  /// Parsers of `optparse`.
  var optionParsers: Set<Int> = []
  /// Lengths of loaders that nobody said.
  var openLoaders: Set<String> = []
  /// What names were imported from modules that are not libraries known here.
  var imports: [String: String] = [:]
  /// The groups whose rates are symbols, by the loops and functions that are read, innermost last.
  var rateGroups: [[Int]] = []
  /// Whether anything besides the text gives names a value.
  var hasOutside = false
  var calleeKinds: [String: CalleeKind] = [:]
  /// The optimizers on the heap, in the order in which they were made.
  var optimizers: [Int] = []
  /// Optimizers that are built elsewhere, by their names.
  var assumedOptimizers: [String: Int] = [:]
  /// The last object of each class, and the classes in the text's order.
  var lastInstances: [Int: Int] = [:]
  var typeDefinitions: [Int] = []
  /// Where the condition stands whose branches meet.
  var branchOffset = 0
  /// Constructors that build schedulers, and whose objects nobody makes.
  var initializersToo: [Int] = []
  /// Branches that were not taken, by their conditions.
  var passedBranches: [PythonStatement.Branch] = []
  /// Calls of what is not known that may set the rates of an optimizer.
  var rateCalls: [ScriptUnknown] = []
  /// Names of what is stepped and concerns other quantities than rates.
  var idleSteppers: Set<String> = []
  /// The last call of something that is not known, whatever it is called.
  var lastCall: (name: String, offset: Int)?
  /// Whether dotted names are variables of their own: `self.lr = …` where nothing is known of `self`.
  var hasDottedVariables = false
  /// Whether the text names the step that a graph of TensorFlow counts.
  var hasGraphStep = false
  /// Whether names are those of optimizers.
  var optimizerNames: [String: Bool] = [:]
  /// What was given for names, by their canonical texts.
  var given: [String: ScriptValue] = [:]
  /// Where values of options were taken.
  var assumedUses: [OpenUse] = []
  /// How often the length of a loader was asked for.
  var loaderReads = 0
  /// Whether the text's own `steps_per_epoch` is made of a loader's length.
  var stepsPerEpochCountsBatches = false
  /// Where a rate was set last, and in which function.
  var lastRate: (name: String, offset: Int, function: Int, scope: Int)?
  /// The parameter groups on the heap.
  var groupIDs: Set<Int> = []
  /// The defaults of absl's flags, and what wandb was given.
  var flags = ScriptDictionary()
  var wandbConfig: ScriptValue?
  /// The frame of the journal that the innermost loop has opened.
  var loopFrame = 0
  /// The frame of the journal that the innermost function has opened.
  var functionFrame = 0
  /// The numbers that the turn being read carries on.
  var states: [ScriptState] = []
  /// Those of the turns around it.
  var enclosingStates: [ScriptState] = []
  /// Within how many `try` blocks the present statement stands, whose handlers take what is raised.
  var attempts = 0
  /// Where a check failed that was passed over.
  var passedChecks: [Int] = []
  /// Whether options of the script's command line that have no value are asked for. They are None in what is read first, since
  /// many a script has a branch for that.
  var opensUnsetOptions = false
  /// Whether such an option was looked at.
  var metUnsetOption = false
  /// Whether anything was found before what nobody calls was read.
  var builtWhenRun = false
  /// Whether parameters and options are open whose defaults are None, False, 0 or empty: what they leave out.
  var opensIdleDefaults = false
  /// Defaults that were taken for names that are open, each once.
  var takenDefaults: [ScriptDefault] = []
  /// Whether such names stay open instead.
  var leavesDefaultsOpen = false
  /// Conditions that depend on what counts a loop, in whose branches the present statement stands, with the loop's place.
  var conditions: [(offset: Int, loop: Int)] = []
  /// The training loops that are being read, innermost last.
  var loops: [ScriptLoop] = []
  /// The groups whose rates the script itself has set in the turns that are being read, innermost last.
  var assignedGroups: [Set<Int>] = []
  /// What rates are when something is trained, by the turns that are being read, innermost last; nil where nothing was trained yet.
  var trainedRates: [[Int: ScriptValue]?] = []
  /// The schedulers that the script's own code has stepped in the present turn.
  var steppedInTurn: Set<Int> = []
  /// Within how many steps of schedulers of the text's own the present statement stands.
  var ownTurns = 0
  /// Names of what is stepped and stands elsewhere, by their canonical texts.
  var openSteppers: Set<String> = []
  /// The schedulers of the text's own classes, by their objects on the heap.
  var ownSchedulers: [Int: Int] = [:]
  /// Those that are told the epoch with every batch.
  var toldEpochs: [Int: ScriptToldEpoch] = [:]
  /// What groups of optimizers that are built elsewhere begin with, where a variable of a graph says it.
  var variableRates: [Int: Double] = [:]
  /// The schedules that were called as functions of a step.
  var calledSchedules: Set<Int> = []
  /// Callbacks of Keras whose functions are not read yet, by their places on the heap, with those in the text.
  var openRules: [Int: Int] = [:]
  /// The group of the model's optimizer, while the function of a callback is read.
  var kerasGroup: Int?
  /// The optimizer of the Keras model that was compiled last.
  var compiledOptimizer: Int?
  /// All of them.
  var compiledOptimizers: [Int] = []
  /// The callbacks that models are fitted with, as far as they are known, each list by itself.
  var fittedCallbacks: [Set<Int>] = []
  /// What is to be said of optimizers of Keras that have its default rate.
  var kerasDefaultNotes: [Int: String] = [:]
  /// Whether something sets or reads the rate of an optimizer of Keras.
  private(set) lazy var namesKerasRates = text.namesKerasRates
  /// Whether callbacks of Keras are made.
  private(set) lazy var makesKerasCallbacks = text.makesKerasCallbacks
  /// The schedulers that were built last on groups whose rates the script has not set since, with the groups' places.
  var constructors: [Int: (scheduler: Int, index: Int)] = [:]
  /// The training loop that was read last.
  var lastLoop: ScriptLoop?
  /// What counts the loops that are read once, innermost last.
  var counters: [ScriptCounter] = []
  /// What stands for names outside that count epochs or steps, by their canonical texts.
  var outsideCounters: [String: PythonExpression] = [:]
  /// The function that is being read with a symbol.
  var symbolFunction = -2
  /// What the value of the present assignment is to be called.
  var targetName: String?
  /// The functions that the text defines, in its order.
  var definitions: [Int] = []
  /// Why lines could not be read that mention a scheduler.
  var unreadableSchedulers: [SpecError] = []
  var suiteWords: [Int: Words] = [:]
  /// What was decided for the blocks below headers, by the headers' lines.
  var decisions: [Int: Decision] = [:]
  /// The same for conditional expressions, by their places.
  var choices: [Int: Decision] = [:]
  /// Whether functions, by their places on the heap, yield what is of no interest here.
  var idleGenerators: [Int: Bool] = [:]
  /// Functions of the text that set rates, by their names.
  private(set) lazy var rateSetters = text.rateSetters
  /// The classes whose bodies are scopes, and the names with types in them.
  var typeScopes: [Int: Int] = [:]
  var typeFields: [Int: [String]] = [:]
  /// Parameters of constructors that nobody calls.
  var assumedParameters: Set<OpenName> = []
  /// The scopes of the functions that are being called, innermost last.
  var callScopes: [Int] = []
  /// The names that objects were first given.
  var objectNames: [Int: OpenName] = [:]
  var unreadable: [SpecError] = []

  /// What was there before the present branches, innermost last.
  var journal: [[ScriptLocation: ScriptValueBefore]] = []
  /// Conditions that are not decided, within whose branches the present statement stands.
  var guards: [OpenValue] = []
  /// Within how many functions of a symbol the present statement stands.
  var symbolDepth = 0
  /// The functions that are being called, innermost last.
  var callStack: [ScriptCall] = []
  /// Statements of lines that were read before.
  var suites: [Int: [PythonStatement]] = [:]
  var calledFunctions: Set<Int> = []
  /// Values of options and definitions that were taken, said once each.
  var assumed: [String] = []
  /// Whether the steps of an epoch were asked for, by themselves or in a product.
  var takesStepsPerEpoch = false
  var assumedNames: [OpenName] = []

  private var depth = 0
  private var lookDepth = 0
  let budget: ScriptBudget
  /// Whether the budget is spent: then nothing more is read.
  private(set) var isStopped = false

  init(_ text: PythonTokens, options: ScriptOptions, budget: ScriptBudget) {
    self.text = text
    self.options = options
    self.budget = budget
    parser = PythonParser(text)
    scopes = [ScriptScope()]
  }

  /// Whether there is room for another step; `body` runs one level deeper.
  func stepping<T>(_ otherwise: T, _ body: () -> T) -> T {
    budget.spend(1)
    if budget.isSpent || depth > Self.maximumDepth || objects.count > Self.maximumObjects { isStopped = true }
    if isStopped { return otherwise }
    depth += 1
    defer { depth -= 1 }
    return body()
  }

  func spend(_ count: Int) {
    budget.spend(count)
    if budget.isSpent { isStopped = true }
  }

  /// Ends the reading: what follows cannot be followed.
  func stop() { isStopped = true }

  /// Looks into a list, which may hold itself, and so may those within: only so deep, and as long as there is room.
  func looking<T>(_ otherwise: T, _ body: () -> T) -> T {
    guard lookDepth < PythonParser.maximumDepth, canLook() else { return otherwise }
    lookDepth += 1
    defer { lookDepth -= 1 }
    return body()
  }

  /// Whether there is room for another look into a value.
  func canLook() -> Bool {
    spend(1)
    return !isStopped
  }

  func make(_ object: ScriptObject) -> ScriptValue {
    if case .optimizer = object { optimizers.append(objects.count) }
    objects.append(object)
    return .object(objects.count - 1)
  }

  func line(of offset: Int) -> Int { text.line(of: offset) }

  /// The statements of a suite, which are read the first time only.
  func statements(of suite: PythonSuite) -> [PythonStatement] {
    switch suite {
    case .inline(let statements): return statements
    case .lines(let range):
      if let read = suites[range.lowerBound] { return read }
      let statements = parser.statements(in: range)
      suites[range.lowerBound] = statements
      return statements
    }
  }
}

/// Names and their values.
struct ScriptScope {
  enum Kind { case module, function, type }

  var variables: [String: ScriptVariable] = [:]
  var parent: Int?
  var kind = Kind.module
  /// Names that belong to the module although they are assigned here.
  var globals: Set<String> = []

  /// The value of a name. Where one is set so, nobody can say where it stands in the text.
  subscript(_ name: String) -> ScriptValue? {
    get { variables[name]?.value }
    set { variables[name] = newValue.map { ScriptVariable(value: $0) } }
  }
}

/// A value, and where it stands in the text.
struct ScriptVariable {
  var value: ScriptValue
  /// A byte offset; -1 where nobody can say.
  var origin = -1
}

/// A function that is being called.
struct ScriptCall {
  var name: String
  var offset: Int
  /// The object that holds the function; -1 for a lambda.
  var function: Int
  /// How many steps may have been taken when it calls itself again.
  var end: Int
}

/// Something that a branch may change.
enum ScriptLocation: Hashable {
  case variable(scope: Int, name: String)
  case object(Int)
}

extension ScriptLocation {
  /// Whether it is a variable of that scope.
  func belongs(to own: Int) -> Bool { if case .variable(own, _) = self { true } else { false } }

  fileprivate var variable: String? { if case .variable(_, let name) = self { name } else { nil } }

  /// The name of a variable.
  var name: String? { variable }
}

/// What was there before.
enum ScriptValueBefore {
  case value(ScriptValue?)
  case object(ScriptObject)
}
