import ArgumentParser
import LRSchedulers

/// One `--set EPOCH:NAME=VALUE`: what assigning an attribute of the scheduler, or the rate, does in PyTorch.
struct Assignment {
  /// The option's value as typed.
  var text: String
  /// Holds from this index on, counted from 0.
  var epoch: Int
  var target: Target

  enum Target {
    /// `optimizer.param_groups[i]["lr"]`
    case rates([Double])
    case attribute(String, ParameterValue)
  }

  static func parse(_ text: String) throws -> Assignment {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let epoch = Int(parts[0]), epoch >= 0 else {
      throw ValidationError("expected EPOCH:NAME=VALUE with EPOCH from 0, such as '12:gamma=0.5'")
    }
    return Assignment(text: text, epoch: epoch, target: try target(String(parts[1])))
  }

  /// Assigns to a run, which must stand at the epoch.
  func apply(to run: inout ForkedRun) throws(SchedulerError) -> [LRChange] {
    switch target {
    case .rates(let rates):
      return try run.setLR(rates)
    case .attribute(let name, let value):
      try run.assign(try run.run.schedule.setting(name, to: value))
      return []
    }
  }

  /// What there is to say about doing this in PyTorch, to a schedule that is then as it was made here.
  func notes(on schedule: inout Schedule) -> [ScheduleNote] {
    guard case .attribute(let name, let value) = target else {
      return schedule.notesOnSettingLR(before: epoch)
    }
    schedule = (try? schedule.setting(name, to: value)) ?? schedule
    return schedule.notes(onAssigning: name, before: epoch)
  }

  /// Whether a schedule has what is assigned to.
  func fits(_ schedule: Schedule) -> Bool {
    guard case .attribute(let name, _) = target else { return true }
    return schedule.value(of: name) != nil
  }

  /// That none of the schedules has what is assigned to, and what may have been meant.
  func misfit(of schedules: [Schedule]) -> CommandError {
    let message = "--set \(text): no such attribute of \(schedules.map(\.name).joined(separator: ", "))"
    guard case .attribute(let name, _) = target else { return .usage(message) }
    let hint = Spelling.nearest(to: name, in: schedules.flatMap(\.parameterPaths))
    return .usage(message + (hint.map { "; did you mean '\($0)'?" } ?? ""))
  }

  private static func target(_ text: String) throws -> Target {
    if text.hasPrefix("lr=") { return .rates(try LearningRates.parse(String(text.dropFirst(3))).values) }
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw ValidationError("expected NAME=VALUE after the colon, got '\(text)'")
    }
    let parameter = ParameterPath.parameter(ofAttribute: parts[0])
    do { return .attribute(parameter, try ParameterValue(parsing: parts[1])) } catch {
      throw ValidationError("\(error)")
    }
  }
}
