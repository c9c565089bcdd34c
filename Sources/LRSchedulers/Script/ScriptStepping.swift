/// A training loop that is being read, and what has happened in its turn.
struct ScriptLoop {
  /// Whether its turns are batches.
  var isBatch: Bool
  /// Whether its variable says that it counts epochs.
  var countsEpochs: Bool
  /// How many turns it takes; nil where that is not known.
  var length: Int?
  /// Where it stands.
  var offset: Int
  /// What its batches come from, where that has a name.
  var loader: OpenName?
  /// Whether something was trained in this turn.
  var hasTrained = false
  /// Whether an optimizer steps in it, and not in a loop within it.
  var stepsOptimizer = false
  /// Schedulers that step in it, and not in a loop within it.
  var stepped: Set<Int> = []
  /// Schedulers that stepped before anything was trained.
  var early: [(scheduler: Int, offset: Int)] = []
  /// Schedulers that step in a branch of the loop, and where its condition stands.
  var conditional: [(scheduler: Int, offset: Int, condition: Int)] = []
  /// Where it makes a new optimizer in a branch.
  var rebuilt: Int?
  /// The same, where its rates go on in the old one's place.
  var renewed: Int?
  /// Open conditions around it.
  var guards = 0
  /// The conditions in whose branches something is trained.
  var trainingConditions: Set<Int> = []

  /// What a turn is for a scheduler that steps in it: Lightning's word, or nil where nothing tells.
  var interval: String? {
    if isBatch { return "step" }
    if countsEpochs || (hasTrained && !stepsOptimizer) { return "epoch" }
    return stepsOptimizer ? "step" : nil
  }
}

/// How long loops go around that step a scheduler or set rates.
struct ScriptLength {
  /// The turns of all loops together.
  var count: Int
  /// The turns of the innermost for each one of the loops around it; nil where there are none.
  var stepsPerEpoch: Int?
  /// Where the outermost loop stands.
  var offset: Int

  /// In the words of notes.
  func source(countsSteps: Bool, line: Int) -> PastedSchedule.Source {
    let unit = countsSteps ? "step" : "epoch"
    return PastedSchedule.Source(
      kind: .length, text: "\(count) \(unit)\(count == 1 ? "" : "s")", line: line)
  }
}

/// When schedulers step: with every batch or every epoch, before or after the training of a turn, and how often.
extension ScriptInterpreter {
  /// - Parameters:
  ///   - target: what the loop gives values to; nil for `while`.
  ///   - length: how many turns it takes; nil where that is not known.
  func beginLoop(
    _ target: PythonExpression?, over iterable: ScriptValue, isBatch: Bool, length: Int?, at offset: Int
  ) {
    let isBatch = isLoader(iterable) || isBatch
    loops.append(
      ScriptLoop(
        isBatch: isBatch,
        countsEpochs: target?.names.first.map { $0.lowercased().holds("epoch") || $0 == "ep" } ?? false,
        length: length ?? (isBatch ? batches(of: iterable) : nil), offset: offset,
        loader: isLoader(iterable) ? nameOfLoader(iterable) : nil, guards: guards.count))
  }

  /// The condition in whose branch the present statement of a loop stands: what is built there is built anew as the run goes on.
  var branchOfLoop: Bool {
    guard let last = loops.indices.last else { return false }
    return conditions.last?.loop == last || guards.count > loops[last].guards
  }

  /// An optimizer is built.
  func noteRebuilt(at offset: Int) { if branchOfLoop { loops[loops.count - 1].rebuilt = offset } }

  /// What is to be said of a scheduler that is built now.
  var noteOfRebuilding: String? {
    guard branchOfLoop, let loop = loops.last else { return nil }
    return
      "it is built within the loop of line \(line(of: loop.offset)), in a branch: the run goes on with it from there"
  }

  /// How many batches there are: what was given for this loader by its name, else what the options say of all.
  private func batches(of loader: ScriptValue) -> Int? { givenBatches(of: loader) ?? options.stepsPerEpoch }

  /// How many batches were given for a loader by its name.
  func givenBatches(of loader: ScriptValue) -> Int? {
    nameOfLoader(loader).flatMap { givenLength(of: $0.key) }.flatMap(concrete)?.smallInteger
  }

  private func nameOfLoader(_ loader: ScriptValue) -> OpenName? {
    loader.openValue?.name ?? loader.objectID.flatMap(heldName)
  }

  func endLoop() {
    guard let loop = loops.popLast() else { return }
    lastLoop = loop
    noteConditions(of: loop)
    guard let interval = loop.interval else { return }
    for index in loop.stepped {
      schedulers[index].stepIntervals.insert(interval)
      let isAlone = schedulers[index].stepIntervals.count == 1
      schedulers[index].length = isAlone ? length(of: loop, steppingWith: interval, index) : nil
      if isAlone, loop.isBatch, loop.length == nil { noteOpenBatches(of: index) }
    }
  }

  /// How often a scheduler steps in a loop and the loops around it, as far as they do not build it again.
  private func length(
    of loop: ScriptLoop, steppingWith interval: String, _ scheduler: Int
  ) -> ScriptLength? {
    let depth = schedulers[scheduler].loopDepth
    let isSometimes = interval == "step" && loop.conditional.contains { $0.scheduler == scheduler }
    guard depth <= loops.count, !isSometimes, let own = loop.length else { return nil }
    let around = loops[depth...]
    guard let count = product(of: around.map(\.length) + [own]) else { return nil }
    return ScriptLength(
      count: count, stepsPerEpoch: interval == "step" && !around.isEmpty ? own : nil,
      offset: around.first?.offset ?? loop.offset)
  }

  private func product(of lengths: [Int?]) -> Int? {
    lengths.reduce(1) { product, length in
      guard let product, let length else { return nil }
      let (count, overflow) = product.multipliedReportingOverflow(by: length)
      return overflow ? nil : count
    }
  }

  /// The epochs are known, and their batches are not.
  private func noteOpenBatches(of scheduler: Int) {
    let around = loops[min(schedulers[scheduler].loopDepth, loops.count)...]
    guard options.epochs == nil, let first = around.first, let count = product(of: around.map(\.length))
    else { return }
    let note =
      "the loop of line \(line(of: first.offset)) goes around \(count) times, each over batches whose number is not known: --steps-per-epoch K shows all steps"
    if !schedulers[scheduler].notes.contains(note) { schedulers[scheduler].notes.append(note) }
  }

  /// What a turn is of the loop that a counter counts; nil where nothing tells.
  func interval(of counter: ScriptCounter) -> String? {
    guard let index = counter.loop else { return nil }
    if loops.indices.contains(index) { return loops[index].interval }
    return index == loops.count ? lastLoop?.interval : nil
  }

  /// A scheduler that steps in some turns only: where the training is in the same branch, each of its steps has its own.
  private func noteConditions(of loop: ScriptLoop) {
    for (scheduler, offset, condition) in loop.conditional where !loop.trainingConditions.contains(condition)
    {
      let note =
        "line \(line(of: offset)): the scheduler steps only where the condition of line \(line(of: condition)) holds: a row here is one of its steps"
      if !schedulers[scheduler].notes.contains(note) { schedulers[scheduler].notes.append(note) }
    }
  }

  /// `scheduler.step()`
  func noteStep(of scheduler: Int, _ arguments: [ScriptArgument], at offset: Int) {
    guard let last = loops.indices.last else {
      let isOfBuilder = schedulers[scheduler].function == callStack.last?.function ?? -1
      if isOfBuilder, ownTurns == 0, !schedulers[scheduler].stepsBefore.contains(offset) {
        schedulers[scheduler].stepsBefore.append(offset)
      }
      return
    }
    loops[last].stepped.insert(scheduler)
    noteToldLate(scheduler, arguments, at: offset)
    if let condition = conditions.last, condition.loop == last {
      loops[last].conditional.append((scheduler, offset, condition.offset))
    }
    // One that is told the epoch is where it is told to be, and a metric is not there before the training.
    if !loops[last].hasTrained, arguments.isEmpty, guards.isEmpty {
      loops[last].early.append((scheduler, offset))
    }
  }

  /// Whether a step stands in the function that builds the scheduler, and in no loop: it comes once, and is no turn.
  func isFirstStep(of scheduler: Int) -> Bool {
    loops.isEmpty && ownTurns == 0 && schedulers[scheduler].function == callStack.last?.function
  }

  /// Says which schedulers step once before all training, where that is told by a loop that steps them, or by the function that builds them.
  func completeFirstSteps() {
    for index in schedulers.indices where schedulers[index].stepsBefore.count == 1 {
      guard schedulers[index].function >= 0 || !schedulers[index].stepIntervals.isEmpty else { continue }
      let place = schedulers[index].stepsBefore[0]
      schedulers[index].notes.append(
        "line \(line(of: place)): the scheduler steps once before the training: what is trained with first is the rate of the second row here"
      )
    }
  }

  /// `train(epoch)`, then `scheduler.step(epoch)`: a scheduler is where it is told to be, so the second epoch goes on with the first row.
  private func noteToldLate(_ scheduler: Int, _ arguments: [ScriptArgument], at offset: Int) {
    guard let last = loops.indices.last, loops[last].hasTrained, guards.isEmpty,
      case .symbolic(let tree, _)? = arguments.first?.value,
      let counter = counters.last(where: { $0.loop == last }), tree.node == counter.tree.node,
      counter.start == 0
    else { return }
    let note =
      "line \(line(of: offset)): it is told '\(counter.name)' after the training of that turn: the second turn trains with the first row too, and the others with that of the turn before"
    if !schedulers[scheduler].notes.contains(note) { schedulers[scheduler].notes.append(note) }
  }

  /// `optimizer.step()`, `loss.backward()`, `train(…)`
  ///
  /// - Parameter stepsOptimizer: whether that is one step, and not as many as a function takes.
  func noteTraining(stepsOptimizer: Bool) {
    keepTrainedRates()
    guard let last = loops.indices.last else { return }
    if stepsOptimizer { loops[last].stepsOptimizer = true }
    for index in loops.indices {
      loops[index].trainingConditions.formUnion(conditions.map(\.offset))
      for (scheduler, offset) in loops[index].early {
        let note =
          "line \(line(of: offset)): the scheduler steps before the training of its loop: what is trained with first is the rate of the second row here"
        if !schedulers[scheduler].notes.contains(note) { schedulers[scheduler].notes.append(note) }
      }
      loops[index].early = []
      loops[index].hasTrained = true
    }
  }

  /// Whether a function takes a turn of training, going by its name: `_train_one_epoch`, `run_epoch`.
  private static func trains(_ name: String) -> Bool {
    if name.hasPrefix("train") { return !["trainable", "split"].contains(where: name.holds) }
    if ["eval", "valid", "test", "log", "save", "is_", "get_", "load", "set_", "pretrain"].contains(
      where: name.holds)
    {
      return false
    }
    return name.hasPrefix("_train") || name.holds("_train_")
      || ["run_epoch", "one_epoch", "do_epoch", "fit_one", "fit_epoch", "epoch_step"].contains(
        where: name.holds)
  }

  /// Whether a call of something unknown trains, going by its name, and takes one step then; nil where it does not.
  func training(calledAs name: String, _ arguments: [ScriptArgument]) -> Bool? {
    switch name {
    case "backward": return true
    case "step": return arguments.contains(where: isOptimizer) ? true : nil
    case "fit", "fit_one_epoch": return false
    case "train": return arguments.isEmpty ? nil : false
    default: return Self.trains(name.lowercased()) ? false : nil
    }
  }
}
