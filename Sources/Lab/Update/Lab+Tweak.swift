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
    return apply(after, from: before, original: pane)
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

  /// - Parameter original: the pane as it was before.
  private mutating func apply(
    _ wanted: Tweak.Setting, from present: Tweak.Setting, original: TrainingPane
  ) -> [LabEffect] {
    let words = wanted.difference(from: present)
    let notes = focusedPane.notes
    defer { announceNewNotes(since: notes) }
    panes[focus].updateTraining { $0.set(wanted) }
    if let words = restartWords(wanted, from: present, words) {
      let deed = "pane \(focus + 1), \(wanted.interval == present.interval ? words : "its steps; restarted")"
      let effects = restart([focus], deed, bringingBack: [focus: original])
      say(words)
      return effects
    }
    deeds.add(.tweak(focusedPane.id, Tweak(before: present, after: wanted)))
    if !original.trains { return replan(words) }
    if original.state.isOver {
      preview()
      say("\(wanted.newValues(since: present)): restarts in a moment (another key: not yet, r does)")
      return restartSoon(original, after: earlierRestart)
    }
    let effects = assign(wanted, from: present, words)
    return original.isWaiting ? effects + release(focus) : effects
  }

  /// The same of a change that is taken back, or made again: nothing starts over for it.
  mutating func reapply(_ wanted: Tweak.Setting, from present: Tweak.Setting) -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    let words = wanted.difference(from: present)
    if pane.trains, pane.state.isOver, wanted.startsLike(present) {
      refuse("cannot undo: that run has finished")
      return []
    }
    panes[focus].updateTraining { $0.set(wanted) }
    if !pane.trains { return replan(words) }
    guard pane.state.isOver else { return assign(wanted, from: present, words) }
    preview()
    say("\(wanted.newValues(since: present)) for the next run: r starts it")
    return []
  }

  /// What is said where a change starts the focused pane's run over; nil where it does not.
  private func restartWords(_ wanted: Tweak.Setting, from present: Tweak.Setting, _ words: String) -> String?
  {
    guard let pane = focusedTraining, pane.trains else { return nil }
    if !wanted.schedule.hasClasses(of: present.schedule) {
      let (new, old) = (wanted.schedule, present.schedule)
      return "\(new.distinguishingTitle(from: old)) (was \(old.distinguishingTitle(from: new))): restarted"
    }
    if wanted.interval != present.interval { return pane.intervalText }
    if pane.state.isOver, tweaking == .live { return nil }
    let isLive = tweaking == .live || pane.isWaiting || wanted.currentLRs != present.currentLRs
    guard !isLive || wanted.initialLRs != present.initialLRs || wanted.optimizer != present.optimizer else {
      return nil
    }
    return "\(words): restarted"
  }

  /// A plan has no past that a change could come after: it is made again from its first step.
  private mutating func replan(_ words: String) -> [LabEffect] {
    panes[focus].updateTraining { $0.reset() }
    say(words)
    return []
  }

  /// A finished run cannot be changed any more: the chart shows what the next one would do, if that is anything else.
  private mutating func preview() {
    panes[focus].updateTraining { pane in
      let isSame = pane.configuration == pane.startedWithChanges
      pane.forecast = isSame ? pane.remadeForecast : Forecast(pane.configuration)
    }
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
  func distinguishingTitle(from other: Schedule) -> String {
    name == other.name ? members.map(\.name).joined(separator: ", ") : name
  }
}

extension ScheduleNote {
  fileprivate var textIgnoringNumbers: String { text.filter { !$0.isNumber && $0 != "." } }
}
