import JSON
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
    let run = walks[0].run
    let state: StateDictionary
    do { state = try run.stateDictionary() } catch { throw .schedule(run.schedule, error) }
    // The spec is for people, and gives away a state of another scheduler.
    let text = state.json(with: "lrviz", run.schedule.spec).text(.indented, nonFinite: .python) + "\n"
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
    guard let state = StateDictionary(json: try json(text, path)), !state.members.isEmpty else {
      throw CommandError("'\(path)': \(expectation)", .unreadableData)
    }
    return state
  }

  private static let expectation =
    "expected a state written by --save-state, or by json.dump(scheduler.state_dict(), f)"

  private static func json(_ text: String, _ path: String) throws(CommandError) -> JSONValue {
    do { return try JSONValue(parsing: text) } catch {
      throw CommandError("'\(path)', \(error); \(expectation)", .unreadableData)
    }
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
      if loaded != text {
        overriddenArguments.append("\(name)=\(loaded) of '\(path)' wins over \(name)=\(text)")
      }
    }
    if given.parameterPaths.contains(where: { $0.hasSuffix("lr_lambda") }) {
      overriddenArguments.append("functions are in no state: the lambdas are those of SPEC")
    }
    overriddenArguments.append("the learning rates are those of '\(path)', whatever --lr says")
    items[0].schedule = run.schedule
    items[0].lrs = run.groups.map(\.lr)
    resumed = run
  }

  private func resumed(
    _ given: Schedule, _ state: StateDictionary, _ path: String
  ) throws(CommandError) -> ScheduleRun {
    if case .string(let spec)? = state["lrviz"], let saved = try? Schedule(parsing: spec),
      saved.name != given.name
    {
      throw .usage("--load-state '\(path)' is of \(saved.name), but SPEC is \(given.name)")
    }
    do { return try ScheduleRun(given, groups: items[0].groups, loading: state) } catch {
      throw CommandError("'\(path)' is no state of \(given.name): \(error.message)", .unreadableData)
    }
  }

  /// The first epoch that is printed, counted from 0.
  var firstEpoch: Int { resumed?.steps ?? 0 }
}
