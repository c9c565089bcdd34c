import Canvas
import LRSchedulers
import Training

extension Lab {
  mutating func open(_ action: KeyAction) {
    switch action {
    case .chooseScheduler: openSchedulers()
    case .chooseWorkload: openWorkloads()
    case .editSpec: openSpec(focusedPane.heading)
    case .typeValue: openValue()
    case .compose: openCompositions()
    default: break
    }
  }

  private mutating func openSchedulers() {
    let items = Catalog.entries.map { Chooser.Item(name: $0.name, summary: $0.summary) }
    mode = .list(Chooser(.scheduler, items: items, selected: focusedTraining?.schedule.name ?? ""))
  }

  private mutating func openWorkloads() {
    let items = WorkloadCatalog.all.map { Chooser.Item(name: $0.name, summary: $0.oneLine) }
    mode = .list(Chooser(.workload, items: items, selected: focusedTraining?.configuration.workload ?? ""))
  }

  private mutating func openValue() {
    guard let pane = focusedTraining else { return }
    let slot = pane.selectedSlot
    let hint =
      slot.isRate
      ? "\(pane.help(of: slot)): a number, or a list of one for each group" : pane.help(of: slot)
    mode = .value(TextEntry(pane.text(of: slot), hint: hint, isSelected: true), slot: slot)
  }

  mutating func openSpec(_ text: String) {
    var entry = TextEntry(
      text, hint: "a scheduler as Python: StepLR(10), lr_scheduler.MultiStepLR(opt, [15, 25])")
    entry.reading = reading(of: text)
    mode = .spec(entry)
  }

  mutating func toggleHelp() {
    if case .pager(let pager) = mode, case .help = pager.subject { return closePage() }
    let context = context
    modesBehind.append(mode)
    mode = .pager(Pager(.help(context)))
  }

  /// Closes a page by the key that opens it.
  ///
  /// - Returns: whether the key was such.
  mutating func closesPage(_ key: KeyEvent) -> Bool {
    guard case .pager(let pager) = mode,
      KeyTable.action(for: key, in: isWatching ? .logs : .panes, overLogs: isWatching) == pager.subject.opener
    else { return false }
    closePage()
    return true
  }

  mutating func leaveMode() {
    if case .pager = mode { return closePage() }
    say("nothing changed")
    mode = .normal
  }

  /// Back to where the page was asked for.
  private mutating func closePage() { mode = modesBehind.popLast() ?? .normal }

  mutating func accept() -> [LabEffect] {
    switch mode {
    case .spec(let entry): return acceptSpec(entry)
    case .plan(let entry): return acceptPlan(entry)
    case .value(let entry, let slot): return acceptValue(entry, slot)
    case .list(let chooser): return acceptChoice(chooser)
    case .pager(let pager): return acceptPage(pager)
    case .normal, .units, .form, .range: return []
    }
  }

  private mutating func acceptChoice(_ chooser: Chooser) -> [LabEffect] {
    guard let item = chooser.selected else {
      refuse("nothing matches '\(chooser.filter)'; Backspace shortens the filter")
      return []
    }
    mode = .normal
    switch chooser.subject {
    case .series:
      toggleSeries(item.name, in: chooser)
      return []
    case .workload: return changeWorkload(to: item.name)
    case .composition: return CompositionEdit(rawValue: item.name).map { compose($0) } ?? []
    case .member(let composition): return compose(composition, with: item.name)
    case .scheduler: return Catalog.entry(named: item.name).map { show($0) } ?? []
    }
  }

  /// Enter closes a page, except that code is copied.
  private mutating func acceptPage(_ pager: Pager) -> [LabEffect] {
    guard case .code = pager.subject else {
      closePage()
      return []
    }
    return copyPage()
  }
}
