/// What the training around a schedule decides and no argument says: the steps of an epoch, the length of the run.
extension ScriptInterpreter {
  /// Puts in what the options say, and notes what is missing. Members get theirs from what they are a part of.
  func completeSchedules() {
    for index in schedulers.indices where !schedulers[index].isMember {
      guard case .schedule(let schedule) = schedulers[index].outcome else { continue }
      schedulers[index].outcome = completed(schedule, at: schedulers[index].offset)
    }
  }

  private func completed(_ schedule: Schedule, at offset: Int) -> ScriptScheduler.Outcome {
    var (schedule, missing) = (schedule, [ScriptMissing]())
    for parameter in schedule.entry.parameters where parameter.isOutside && given[parameter.name] != nil {
      guard schedule.value(of: parameter.name) == parameter.default, let value = outside(parameter.name, at: offset)
      else { continue }
      do { schedule = try schedule.setting(parameter.name, to: value) } catch {
        return .refused(self.error(error.message, at: offset))
      }
    }
    // What one value says may make another one needed.
    while let name = schedule.missingFromOutside.first(where: { name in
      !missing.contains { $0.usedFor == name }
    }) {
      guard let value = outside(name, at: offset) else {
        missing.append(ScriptMissing(open: OpenValue(OpenName(name), at: offset), usedFor: name))
        continue
      }
      do { schedule = try schedule.setting(name, to: value) } catch {
        return .refused(self.error(error.message, at: offset))
      }
    }
    return missing.isEmpty ? .schedule(schedule) : .missing(missing)
  }

  private func outside(_ name: String, at offset: Int) -> ParameterValue? {
    let written = variable(name, in: 0).flatMap { $0.openValue == nil ? $0 : nil }
    guard let value = written ?? definition(of: OpenName(name), at: offset),
      case .value(let converted) = converted(value, at: offset), converted != .null
    else { return nil }
    return converted
  }
}

extension Schedule {
  /// The arguments from outside that it cannot do without and does not have, in the order in which they are asked for.
  package var missingFromOutside: [String] {
    scheduler.outsideNeeds.filter { value(of: $0) == .null }
  }
}
