/// A training loop that is being read, and what has happened in its turn.
struct ScriptLoop {
  /// Whether its turns are batches.
  var isBatch: Bool
  /// Whether its variable says that it counts epochs.
  var countsEpochs: Bool
  /// How many turns it takes; nil where that is not known.
  var length: Int?
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
  /// The conditions in whose branches something is trained.
  var trainingConditions: Set<Int> = []

  /// What a turn is for a scheduler that steps in it: Lightning's word, or nil where nothing tells.
  var interval: String? {
    if isBatch { return "step" }
    if countsEpochs || (hasTrained && !stepsOptimizer) { return "epoch" }
    return stepsOptimizer ? "step" : nil
  }
}

/// When schedulers step: with every batch or every epoch, before or behind the training of a turn, and how often.
extension ScriptInterpreter {
  /// - Parameters:
  ///   - target: what the loop gives values to; nil for `while`.
  ///   - counter: what counts its turns.
  func beginLoop(_ target: PythonExpression?, over iterable: ScriptValue, _ counter: ScriptCounter?) {
    let names = target?.names ?? []
    loops.append(
      ScriptLoop(
        isBatch: isLoader(iterable) || counter?.isBatch == true,
        countsEpochs: names.first.map { $0.lowercased().contains("epoch") || $0 == "ep" } ?? false,
        length: counter?.length))
  }

  func endLoop() {
    guard let loop = loops.popLast() else { return }
    noteConditions(of: loop)
    guard let interval = loop.interval else { return }
    for index in loop.stepped {
      schedulers[index].stepIntervals.insert(interval)
      schedulers[index].length =
        schedulers[index].stepIntervals.count == 1 && !loop.isBatch ? loop.length : nil
    }
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
    guard let last = loops.indices.last else { return }
    loops[last].stepped.insert(scheduler)
    if let condition = conditions.last, condition.loop == last {
      loops[last].conditional.append((scheduler, offset, condition.offset))
    }
    // One that is told the epoch is where it is told to be, and a metric is not there before the training.
    if !loops[last].hasTrained, arguments.isEmpty, guards.isEmpty {
      loops[last].early.append((scheduler, offset))
    }
  }

  /// `optimizer.step()`, `loss.backward()`, `train(…)`
  ///
  /// - Parameter stepsOptimizer: whether that is one step, and not as many as a function takes.
  func noteTraining(stepsOptimizer: Bool) {
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

  /// Whether a call of something unknown trains, going by its name, and takes one step then; nil where it does not.
  func training(calledAs name: String, _ arguments: [ScriptArgument]) -> Bool? {
    switch name {
    case "backward": return true
    case "step": return arguments.contains(where: isOptimizer) ? true : nil
    case "fit", "fit_one_epoch": return false
    default:
      return name.hasPrefix("train") && name != "train" || name == "train" && !arguments.isEmpty ? false : nil
    }
  }
}
