import LRSchedulers

/// `print --save-state` and `--load-state`: a run between two steps, as PyTorch's `state_dict` in JSON.
enum SavedState {
  /// Walks to the epoch, counted from 0, and writes what is there before that epoch's step.
  static func save(_ plan: PrintPlan, at epoch: Int, to path: String) throws(CommandError) {
    guard plan.schedules.count == 1 else { throw .usage("--save-state takes one SPEC") }
    guard (plan.firstEpoch..<plan.epochs).contains(epoch) else {
      throw .usage(
        "--at \(epoch): expected \(plan.units.placeholder) from \(plan.firstEpoch) to \(plan.epochs - 1)")
    }
    var walks = try plan.walks()
    var row = ScheduleRow()
    for _ in plan.firstEpoch...epoch { _ = try walks[0].next(into: &row) }
    let text: String
    do { text = try StateDictionary(of: walks[0].run).text } catch {
      throw CommandError("the state cannot be written as JSON", .inputOutput)
    }
    try OutputFile.write(to: path) { (sink) throws(CommandError) in try sink.write(text) }
  }

  /// What `json.dump(scheduler.state_dict(), f)` has written, or lrviz.
  static func load(_ path: String) throws(CommandError) -> StateDictionary {
    let text = try InputFile.text(path)
    // A zip archive or a pickle.
    if text.hasPrefix("PK\u{3}\u{4}") || text.unicodeScalars.first == "\u{FFFD}" {
      throw CommandError(
        "'\(path)' is a pickle of torch.save, which only Python can read; write the state with "
          + "json.dump(scheduler.state_dict(), f)", .unreadableData)
    }
    guard let members = (try? JSONValue(python: text))?.object, !members.isEmpty else {
      throw CommandError(
        "'\(path)': expected a state written by --save-state, or by json.dump(scheduler.state_dict(), f)",
        .unreadableData)
    }
    return StateDictionary(members)
  }
}

extension PrintPlan {
  /// Goes on from a state. PyTorch's rule, which is silent there: what is loaded wins over new arguments.
  mutating func resume(_ state: StateDictionary, from path: String) throws(CommandError) {
    guard items.count == 1, let given = schedules.first else {
      throw .usage("--load-state takes one SPEC")
    }
    let run = try resumed(given, state, path)
    guard run.steps < epochs else {
      throw .usage(
        "--load-state '\(path)' is at \(units.word) \(run.steps + 1), after the end; give more --epochs")
    }
    for name in run.schedule.parameterPaths {
      let (loaded, text) = (run.schedule.parameterText(name), given.parameterText(name))
      if loaded != text { overruled.append("\(name)=\(loaded) of '\(path)' wins over \(name)=\(text)") }
    }
    if given.parameterPaths.contains(where: { $0.hasSuffix("lr_lambda") }) {
      overruled.append("functions are in no state: the lambdas are those of SPEC")
    }
    overruled.append("the learning rates are those of '\(path)', whatever --lr says")
    items[0].schedule = run.schedule
    items[0].lrs = run.groups.map(\.lr)
    resumed = run
  }

  private func resumed(
    _ given: Schedule, _ state: StateDictionary, _ path: String
  ) throws(CommandError) -> ScheduleRun {
    if let spec = state.members["lrviz"]?.string, let saved = try? Schedule(parsing: spec),
      saved.name != given.name
    {
      throw .usage("--load-state '\(path)' is of \(saved.name), but SPEC is \(given.name)")
    }
    do { return try state.resumed(given, groups: items[0].groups) } catch {
      let reason =
        switch error {
        case let mismatch as StateDictionary.Mismatch: mismatch.message
        case let refusal as SchedulerError: refusal.message
        case DecodingError.keyNotFound(let key, _): "it has no \(key.stringValue)"
        default: "its values do not fit"
        }
      throw CommandError("'\(path)' is no state of \(given.name): \(reason)", .unreadableData)
    }
  }

  /// The first epoch that is printed, counted from 0.
  var firstEpoch: Int { resumed?.steps ?? 0 }
}
