import ArgumentParser
import LRSchedulers

/// What `code` writes: the schedule in a language, or a patch of the script that it was read from.
enum CodeOutput: Equatable {
  case source(CodeFormat)
  case patch

  static let names = CodeFormat.allCases.map(\.rawValue) + ["patch"]

  /// What an argument says.
  static func parse(_ text: String) throws -> CodeOutput {
    if text == "patch" { return .patch }
    if let format = CodeFormat(rawValue: text) { return .source(format) }
    throw ValidationError("expected one of \(names.joined(separator: ", "))")
  }
}

/// `code --format patch --to SPEC`: the scheduler of a script is exchanged for another one.
struct CodePatch {
  var arguments: ScheduleArguments
  /// The schedule to put in the place of the script's.
  var target: String
  var stepsPerEpoch: Int?
  var interval: Interval

  /// The diff, and what is to be said about it.
  func source() throws(CommandError) -> SourceCode {
    guard arguments.specs.count == 1, let spec = arguments.specs.first else {
      throw .usage("--format patch takes one SPEC, the script, but got \(arguments.specs.count)")
    }
    let text = try SpecText(spec)
    guard text.cells.isEmpty else {
      throw .usage(
        "'\(spec)' is a notebook, whose cells no patch is made of: --format pytorch writes the code")
    }
    let found = try arguments.pasted(in: text, stepsPerEpoch: stepsPerEpoch, interval: interval)
    guard let pasted = found.first, found.count == 1 else {
      let places = found.map { ($0.name ?? $0.schedule.name) + " in " + text.place($0.line) }
      throw .usage("'\(spec)' builds \(places.joined(separator: ", ")): choose one with --pick")
    }
    let schedule: Schedule
    do { schedule = try Schedule(parsing: target) } catch {
      throw .usage("--to: " + error.rendered(source: target))
    }
    do {
      let patch = try ScriptPatch(text.text, replacing: pasted)
      return try Self.diff(patch, schedule, context(of: pasted), name: text.file ?? "script.py")
    } catch let error as SpecError {
      throw .usage("\(spec): " + error.rendered(source: text.text))
    } catch let error as CommandError {
      throw error
    } catch {
      throw .usage("\(spec): \(error)")
    }
  }

  private static func diff(
    _ patch: ScriptPatch, _ schedule: Schedule, _ context: CodeContext, name: String
  ) throws(CommandError) -> SourceCode {
    do { return try patch.diff(to: schedule, in: context, name: name == "-" ? "script.py" : name) } catch {
      throw .schedule(schedule, error)
    }
  }

  private func context(of pasted: PastedSchedule) -> CodeContext {
    let lrs = pasted.startingLRs(asked: arguments.givenLR?.values, standard: LearningRates.standard.values)
    var context = CodeContext(lrs: lrs, epochs: arguments.epochs, interval: interval)
    context.stepsPerEpoch = stepsPerEpoch ?? context.stepsPerEpoch
    return context
  }
}
