import LRSchedulers
import Recipes
import RunLogs

/// Plans that are laid over logs in the lab.
extension Lab {
  /// Takes the text for the plan of the focused log.
  mutating func acceptPlan(_ entry: TextEntry) -> [LabEffect] {
    guard entry.line.text.contains(where: { !$0.isWhitespace }) else {
      let had = focusedLog?.plan != nil
      panes[focus].updateLog { $0.lay(nil) }
      mode = .normal
      say(had ? "the plan is taken away" : "no plan")
      return []
    }
    do {
      let plan = try LogPlan(parsing: entry.line.text, lr: focusedLog?.plan?.givenLRs)
      panes[focus].updateLog { $0.lay(plan) }
      mode = .normal
      say("plan of pane \(focus + 1): \(plan.schedule.spec)")
    } catch {
      var entry = entry
      entry.error = EntryError(error, in: entry.line.text)
      mode = .plan(entry)
      refuse("not valid: fix it, or Esc keeps the plan as it was")
    }
    return []
  }
}

extension LogPlan {
  /// Reads a scheduler, or the last one of a script, with the rates of its optimizer.
  ///
  /// - Parameter lr: what was asked for, where the text says nothing.
  package init(parsing text: String, lr: [Double]?) throws(SpecError) {
    let found = try Recipes.schedules(in: text, options: ScriptOptions())
    guard let last = found.last else {
      throw SpecError("expected a scheduler, such as StepLR(10)", column: 1)
    }
    let own = last.startingLRs(asked: lr, standard: [.nan])
    self.init(schedule: last.schedule, text: text, lrs: own.contains(where: \.isNaN) ? nil : own)
  }

  /// The plan that a log begins with; nil where it says none that can be read.
  init?(_ own: LoggedPlan) {
    guard let read = try? Self(parsing: own.spec, lr: own.lrs) else { return nil }
    self.init(
      schedule: read.schedule, text: own.spec, lrs: own.lrs ?? read.givenLRs,
      interval: own.interval.flatMap(Interval.init(rawValue:)))
  }
}
