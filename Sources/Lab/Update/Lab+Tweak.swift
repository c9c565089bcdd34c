import LRSchedulers
import Training

extension Lab {
  /// Sets the focused pane to something else, remembers how to take it back, and says what became of the run.
  mutating func tweak(_ change: (inout Tweak.Setting) -> Void) -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    let before = pane.setting
    var after = before
    change(&after)
    if let reason = pane.reasonAgainst(after) {
      refuse(reason)
      return []
    }
    let tweak = Tweak(before: before, after: after)
    isClosingLatest = false
    panes[focus].updateTraining { $0.tweaks.add(tweak) }
    return apply(after, from: before)
  }

  /// Takes back the focused pane's last change; where that has none, or a pane has been closed since, the closing.
  mutating func undo() -> [LabEffect] {
    if isClosingLatest, let effects = reopenPane() { return effects }
    guard let tweak = panes[focus].updateTraining({ $0.tweaks.undo() }) ?? nil else {
      if let effects = reopenPane() { return effects }
      refuse("nothing to undo in pane \(focus + 1)")
      return []
    }
    return apply(tweak.before, from: tweak.after)
  }

  mutating func redo() -> [LabEffect] {
    guard let tweak = panes[focus].updateTraining({ $0.tweaks.redo() }) ?? nil else {
      refuse("nothing to redo in pane \(focus + 1)")
      return []
    }
    return apply(tweak.after, from: tweak.before)
  }

  mutating func toggleTweaking() -> [LabEffect] {
    tweaking = tweaking == .live ? .restart : .live
    say(
      tweaking == .live
        ? "live: changes apply to the running scheduler"
        : "restart: each change retrains from epoch 1")
    return []
  }

  mutating func toggleInterval() -> [LabEffect] {
    tweak { $0.interval = $0.interval == .epoch ? .step : .epoch }
  }

  private mutating func apply(_ wanted: Tweak.Setting, from present: Tweak.Setting) -> [LabEffect] {
    let words = wanted.difference(from: present)
    let notes = focusedPane.notes
    defer { announceNewNotes(since: notes) }
    panes[focus].updateTraining { $0.set(wanted) }
    if focusedTraining?.trains == false { return replan(words) }
    if !wanted.schedule.hasClasses(of: present.schedule) {
      say(
        "\(wanted.schedule.distinguishingTitle(from: present.schedule)) (was \(present.schedule.distinguishingTitle(from: wanted.schedule))): restarted"
      )
      return restart(focus)
    }
    if wanted.interval != present.interval {
      say(focusedTraining?.intervalText ?? "")
      return restart(focus)
    }
    if focusedPane.isOver, wanted.startsLike(present) {
      refuse("cannot undo: that run has finished")
      return []
    }
    if focusedPane.isOver, tweaking == .live { return preview(wanted.newValues(since: present)) }
    if tweaking == .restart && wanted.currentLRs == present.currentLRs
      || wanted.initialLRs != present.initialLRs || wanted.optimizer != present.optimizer
    {
      say("\(words): restarted")
      return restart(focus)
    }
    return assign(wanted, from: present, words)
  }

  /// A plan has no past that a change could come after: it is made again from its first step.
  private mutating func replan(_ words: String) -> [LabEffect] {
    panes[focus].updateTraining { $0.reset() }
    say(words)
    return []
  }

  /// A finished run cannot be changed any more: the chart shows what the next one would do.
  private mutating func preview(_ values: String) -> [LabEffect] {
    panes[focus].updateTraining { $0.forecast = Forecast($0.configuration) }
    say("\(values) for the next run: press r")
    return []
  }

  private mutating func assign(
    _ wanted: Tweak.Setting, from present: Tweak.Setting, _ words: String
  ) -> [LabEffect] {
    let epoch = focusedTraining?.epoch ?? 0
    let commands = panes[focus].updateTraining { $0.assign(wanted, from: present) } ?? []
    say("\(words) from epoch \(epoch + 1) on")
    return commands.flatMap { tell(panes[focus], $0) }
  }

  /// Adds a note that is new to what is said about the change; the same with another number is no news.
  private mutating func announceNewNotes(since notes: [ScheduleNote]) {
    let known = notes.map(\.textIgnoringNumbers)
    guard let notice, !notice.isRefusal,
      let news = focusedPane.notes.first(where: { !known.contains($0.textIgnoringNumbers) })
    else { return }
    say("\(notice.text); \(news)")
  }
}

extension Tweak.Setting {
  /// Whether a new run would be the same.
  func startsLike(_ other: Tweak.Setting) -> Bool {
    schedule == other.schedule && initialLRs == other.initialLRs && optimizer == other.optimizer
  }

  /// What is different, in words: `gamma 0.1 → 0.15`.
  func difference(from other: Tweak.Setting) -> String {
    if !schedule.hasClasses(of: other.schedule) {
      return
        "\(other.schedule.distinguishingTitle(from: schedule)) → \(schedule.distinguishingTitle(from: other.schedule))"
    }
    let words = changes(from: other).map { "\($0.name) \($0.old) → \($0.new)" }
    return words.isEmpty ? "unchanged" : words.joined(separator: ", ")
  }

  /// The new values alone: `gamma=0.15`.
  func newValues(since other: Tweak.Setting) -> String {
    let words = changes(from: other).map { "\($0.name)=\($0.new)" }
    return words.isEmpty ? schedule.spec : words.joined(separator: ", ")
  }

  private func changes(from other: Tweak.Setting) -> [(name: String, old: String, new: String)] {
    var changes = schedule.parameterPaths.compactMap { path -> (name: String, old: String, new: String)? in
      guard schedule.parameterText(path) != other.schedule.parameterText(path) else { return nil }
      return (path, LRText.plain(path, of: other.schedule), LRText.plain(path, of: schedule))
    }
    if optimizer != other.optimizer { changes.append(("optimizer", other.optimizer.spec, optimizer.spec)) }
    if initialLRs != other.initialLRs {
      changes.append(("base lr", LRText.plain(other.initialLRs), LRText.plain(initialLRs)))
    } else if let new = currentLRs, let old = other.currentLRs, new != old {
      changes.append(("lr", LRText.plain(old), LRText.plain(new)))
    }
    return changes
  }
}

extension Schedule {
  /// What distinguishes it from a schedule of other classes: its name, or those of its members if the name is the same.
  fileprivate func distinguishingTitle(from other: Schedule) -> String {
    name == other.name ? members.map(\.name).joined(separator: ", ") : name
  }
}

extension ScheduleNote {
  fileprivate var textIgnoringNumbers: String { text.filter { !$0.isNumber && $0 != "." } }
}
