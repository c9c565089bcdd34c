import LRSchedulers
import Training

extension Lab {
  /// Sets the focused pane to something else, remembers how to take it back, and says what became of the run.
  mutating func tweak(_ change: (inout Tweak.Setting) -> Void) -> [LabEffect] {
    let before = panes[focus].setting
    var after = before
    change(&after)
    if let reason = reasonAgainst(after) {
      refuse(reason)
      return []
    }
    panes[focus].tweaks.add(Tweak(before: before, after: after))
    return apply(after, from: before)
  }

  mutating func undo() -> [LabEffect] {
    guard let tweak = panes[focus].tweaks.undo() else {
      refuse("nothing to undo in pane \(focus + 1)")
      return []
    }
    return apply(tweak.before, from: tweak.after)
  }

  mutating func redo() -> [LabEffect] {
    guard let tweak = panes[focus].tweaks.redo() else {
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

  /// What PyTorch would say to these values, or nil.
  private func reasonAgainst(_ setting: Tweak.Setting) -> String? {
    do { try focusedPane.configuration.with(setting).validate() } catch { return error.message }
    return nil
  }

  private mutating func apply(_ wanted: Tweak.Setting, from present: Tweak.Setting) -> [LabEffect] {
    let words = wanted.difference(from: present)
    let notes = panes[focus].notes
    defer { tellNews(since: notes) }
    panes[focus].configuration = panes[focus].configuration.with(wanted)
    panes[focus].visited[wanted.schedule.name] = wanted.schedule
    if !wanted.schedule.hasClasses(of: present.schedule) {
      say("\(words): starts anew, as PyTorch builds a new scheduler")
      return restart(focus)
    }
    if wanted.interval != present.interval {
      say(panes[focus].intervalText)
      return restart(focus)
    }
    if panes[focus].state.isOver, wanted.startsLike(present) {
      say("\(words): was set by hand in a run that is over")
      return []
    }
    if panes[focus].state.isOver, tweaking == .live { return preview(words) }
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
    panes[focus].forecast = Forecast(panes[focus].configuration)
    say("\(words): planned, as this run is over; r starts it")
    return []
  }

  private mutating func assign(
    _ wanted: Tweak.Setting, from present: Tweak.Setting, _ words: String
  ) -> [LabEffect] {
    var effects: [LabEffect] = []
    let (id, epoch) = (panes[focus].id, panes[focus].epoch)
    let before = panes[focus].rates.compactMap(\.last)
    if wanted.schedule != present.schedule {
      panes[focus].forecast.assign(wanted.schedule, after: epoch, before: before)
      panes[focus].events.append(.assigned(epoch: epoch + 1, what: words))
      effects.append(.run(id, .assign(wanted.schedule)))
    }
    if let lrs = wanted.currentLRs, lrs != present.currentLRs {
      panes[focus].forecast.setLR(lrs, after: epoch, before: before)
      effects.append(.run(id, .setLR(lrs)))
    }
    panes[focus].noteChanges(from: present, to: wanted)
    say("\(words) from epoch \(epoch + 1) on")
    return effects
  }

  /// Adds what has become odd to what is said about the change; the same with another number is no news.
  private mutating func tellNews(since notes: [ScheduleNote]) {
    let known = notes.map(\.wording)
    guard let notice, !notice.isRefusal,
      let news = focusedPane.notes.first(where: { !known.contains($0.wording) })
    else { return }
    say("\(notice.text); \(news)")
  }
}

extension RunConfiguration {
  fileprivate func with(_ setting: Tweak.Setting) -> RunConfiguration {
    var configuration = self
    (configuration.schedule, configuration.lrs) = (setting.schedule, setting.initialLRs)
    configuration.interval = setting.interval
    return configuration
  }
}

extension Pane {
  /// What the interval means for this pane.
  fileprivate var intervalText: String {
    let number = "pane starts anew: its scheduler steps "
    guard let stepsPerEpoch else { return number + "once an epoch" }
    return number + "with every batch, \(stepsPerEpoch) an epoch"
  }

  /// What a tweak would start from.
  var setting: Tweak.Setting {
    Tweak.Setting(
      schedule: schedule, interval: configuration.interval, initialLRs: configuration.lrs,
      currentLRs: state.isOver ? nil : forecast.lrs)
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
      return "\(other.schedule.title(besides: schedule)) → \(schedule.title(besides: other.schedule))"
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
  /// What tells it from a schedule of other classes: its name, or those of its members if the name is the same.
  fileprivate func title(besides other: Schedule) -> String {
    name == other.name ? members.map(\.name).joined(separator: ", ") : name
  }
}

extension ScheduleNote {
  fileprivate var wording: String { text.filter { !$0.isNumber && $0 != "." } }
}
