import FoundationEssentials
import LRSchedulers

/// `print --save-state` and `--load-state`: a run between two steps, as JSON with the names of PyTorch's `state_dict`.
enum SavedState {
  /// Walks to the epoch, counted from 0, and writes what is there before that epoch's step.
  static func save(_ plan: PrintPlan, at epoch: Int, to path: String) throws(CommandError) {
    guard plan.schedules.count == 1 else { throw .usage("--save-state takes one SPEC") }
    guard (plan.firstEpoch..<plan.epochs).contains(epoch) else {
      throw .usage("--at \(epoch): expected an EPOCH from \(plan.firstEpoch) to \(plan.epochs - 1)")
    }
    var walks = try plan.walks()
    for _ in plan.firstEpoch...epoch { _ = try walks[0].next() }
    let text = try text(of: walks[0].run)
    try OutputFile.write(to: path) { (sink) throws(CommandError) in try sink.write(text) }
  }

  static func load(_ path: String) throws(CommandError) -> ScheduleRun {
    let text = try InputFile.text(path)
    do { return try JSONDecoder().decode(ScheduleRun.self, from: Data(text.utf8)) } catch {
      throw CommandError("'\(path)': expected a state written by --save-state", .unreadableData)
    }
  }

  private static func text(of run: ScheduleRun) throws(CommandError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do { return String(decoding: try encoder.encode(run), as: UTF8.self) + "\n" } catch {
      throw CommandError("the state cannot be written as JSON", .inputOutput)
    }
  }
}

extension PrintPlan {
  /// Goes on from a state. PyTorch's rule, which is silent there: what is loaded wins over new arguments.
  mutating func resume(_ run: ScheduleRun, from path: String) throws(CommandError) {
    guard schedules.count == 1, schedules[0].name == run.schedule.name else {
      throw .usage(
        "--load-state '\(path)' is of \(run.schedule.name), but SPEC is \(schedules.map(\.name).joined(separator: ", "))"
      )
    }
    guard run.steps < epochs else {
      throw .usage("--load-state '\(path)' is at epoch \(run.steps + 1), after the end; give more --epochs")
    }
    for name in run.schedule.parameterPaths {
      let (loaded, given) = (run.schedule.parameterText(name), schedules[0].parameterText(name))
      if loaded != given { overruled.append("\(name)=\(loaded) of '\(path)' wins over \(name)=\(given)") }
    }
    overruled.append("the learning rates are those of '\(path)', whatever --lr says")
    schedules = [run.schedule]
    lrs = run.groups.map(\.lr)
    resumed = run
  }

  /// The first epoch that is printed, counted from 0.
  var firstEpoch: Int { resumed?.steps ?? 0 }
}
