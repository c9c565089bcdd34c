/// The epoch that a scheduler of the text's own is told with every batch: `scheduler.step(epoch)` in a loop over batches. Where its class
/// counts the batches itself, its rates go by both.
struct ScriptToldEpoch {
  /// What it is told, of the counter of the epochs.
  var argument: PythonExpression
  var counter: ScriptCounter
  /// The batches of an epoch; nil where they are not known.
  var batches: Int?
  /// The name that their number can be given under.
  var name: OpenName
  var offset: Int

  /// What it has been told last at an index that counts its steps. The constructor's step, at index 0, is at epoch 0.
  func epoch(at index: String) -> PythonExpression {
    let counted = PythonExpression.index(index, op: .floorDivide, batches ?? 1, counter)
    return .afterFirst(
      argument.replacing(counter.name, with: counted.inTurnBefore(index)), of: index, first: .int(0))
  }
}

extension ScriptInterpreter {
  /// A class of the text's own that is told the epoch with every batch may count the batches itself.
  func noteToldEpoch(_ id: Int, _ arguments: [ScriptArgument], at offset: Int) {
    guard loops.count > 1, case .symbolic(let tree, _)? = arguments.first?.value,
      let counter = counters.last(where: { tree.mentions($0.name) }), let loop = counter.loop,
      loop == loops.count - 2
    else { return }
    let name = loops[loops.count - 1].loader ?? OpenName("steps_per_epoch")
    let length = OpenName("len(\(name.key))")
    let asked = loops[loops.count - 1].loader == nil ? name : length
    let batches = loops[loops.count - 1].length ?? given[asked.key].flatMap(concrete)?.smallInteger
    toldEpochs[id] = ScriptToldEpoch(
      argument: tree, counter: counter, batches: batches, name: asked, offset: offset)
  }

  /// Reads the classes that were told the epoch again, now that it is known how many batches an epoch has.
  func completeToldEpochs() {
    for (id, told) in toldEpochs.sorted(by: { $0.key < $1.key }) {
      guard let index = ownSchedulers[id], case .schedule = schedulers[index].outcome,
        case .instance(let instance) = objects[id], case .type(let type) = objects[instance.type]
      else { continue }
      var reading = OwnSchedulerReading(
        self, id, optimizer: instance.attributes["optimizer"], at: schedulers[index].offset, told: told)
      guard let (outcome, lrs) = try? reading.read(type), reading.carriesState else {
        schedulers[index].notes.append(
          "line \(line(of: told.offset)): it is told '\(told.counter.name)' with every batch: here each of its steps is the next epoch"
        )
        continue
      }
      guard let batches = told.batches, batches > 0 else {
        let open = OpenValue(told.name, at: told.offset)
        schedulers[index].outcome = .missing([ScriptMissing(open: open, usedFor: "step")])
        continue
      }
      schedulers[index].outcome = outcome
      schedulers[index].lrs = lrs
      schedulers[index].stepIntervals = ["step"]
      let (count, overflow) = (told.counter.length ?? 0).multipliedReportingOverflow(by: batches)
      schedulers[index].length =
        count == 0 || overflow
        ? nil : ScriptLength(count: count, stepsPerEpoch: batches, offset: told.counter.offset)
    }
  }
}
