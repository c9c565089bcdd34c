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
    panes[focus].updateTraining { $0.tweaks.add(tweak) }
    return apply(after, from: before)
  }

  mutating func undo() -> [LabEffect] {
    guard let tweak = panes[focus].updateTraining({ $0.tweaks.undo() }) ?? nil else {
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
        ? "tweaks are live: assigned in mid-run, as scheduler.gamma = x in PyTorch"
        : "tweaks restart the pane from epoch 1")
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
    if !wanted.schedule.hasClasses(of: present.schedule) {
      say("\(words): starts anew, as PyTorch builds a new scheduler")
      return restart(focus)
    }
    if wanted.interval != present.interval {
      say(focusedTraining?.intervalText ?? "")
      return restart(focus)
    }
    if focusedPane.isOver, wanted.startsLike(present) {
      say("\(words): was set by hand in a run that is over")
      return []
    }
    if focusedPane.isOver, tweaking == .live { return preview(words) }
    if tweaking == .restart && wanted.currentLRs == present.currentLRs
      || wanted.initialLRs != present.initialLRs
    {
      say("\(words): starts anew")
      return restart(focus)
    }
    return assign(wanted, from: present, words)
  }

  /// A finished run cannot be changed any more: the chart shows what the next one would do.
  private mutating func preview(_ words: String) -> [LabEffect] {
    panes[focus].updateTraining { $0.forecast = Forecast($0.configuration) }
    say("\(words): planned, as this run is over; r starts it")
    return []
  }

  private mutating func assign(
    _ wanted: Tweak.Setting, from present: Tweak.Setting, _ words: String
  ) -> [LabEffect] {
    let (id, epoch) = (panes[focus].id, focusedTraining?.epoch ?? 0)
    let commands = panes[focus].updateTraining { $0.assign(wanted, from: present, words) } ?? []
    say("\(words) from epoch \(epoch + 1) on")
    return commands.map { .run(id, $0) }
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
    schedule == other.schedule && initialLRs == other.initialLRs
  }

  /// What is different, in words: `gamma 0.1 → 0.15`.
  func difference(from other: Tweak.Setting) -> String {
    if !schedule.hasClasses(of: other.schedule) {
      return
        "\(other.schedule.distinguishingTitle(from: schedule)) → \(schedule.distinguishingTitle(from: other.schedule))"
    }
    var words = schedule.parameterPaths.compactMap { path -> String? in
      let (old, new) = (other.schedule.parameterText(path), schedule.parameterText(path))
      return old == new ? nil : "\(path) \(old) → \(new)"
    }
    if initialLRs != other.initialLRs {
      words.append("lr \(LRText.list(other.initialLRs)) → \(LRText.list(initialLRs))")
    } else if let new = currentLRs, let old = other.currentLRs, new != old {
      words.append("lr \(LRText.list(old)) → \(LRText.list(new))")
    }
    return words.isEmpty ? "unchanged" : words.joined(separator: ", ")
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
