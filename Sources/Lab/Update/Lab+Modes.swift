import LRSchedulers
import Training

extension Lab {
  mutating func open(_ action: KeyAction) {
    switch action {
    case .chooseScheduler: openSchedulers()
    case .chooseWorkload: openWorkloads()
    case .editSpec: mode = .spec(TextEntry(focusedPane.schedule.spec))
    case .typeValue: openValue()
    case .compose: openCompositions()
    default: break
    }
  }

  private mutating func openSchedulers() {
    let items = Catalog.entries.map { Chooser.Item(name: $0.name, summary: $0.summary) }
    mode = .list(Chooser(.scheduler, items: items, selected: focusedPane.schedule.name))
  }

  private mutating func openWorkloads() {
    let items = WorkloadCatalog.all.map { Chooser.Item(name: $0.name, summary: $0.oneLine) }
    mode = .list(Chooser(.workload, items: items, selected: focusedPane.configuration.workload))
  }

  private mutating func openValue() {
    let slot = focusedPane.selectedSlot
    mode = .value(TextEntry(focusedPane.text(of: slot, tweaking), isSelected: true), slot: slot)
  }

  mutating func toggleHelp() {
    if case .reader(let reader) = mode, reader.subject == .help {
      mode = .normal
    } else {
      mode = .reader(Reader(.help))
    }
  }

  mutating func leaveMode() {
    if case .reader = mode {} else { say("nothing changed") }
    mode = .normal
  }

  mutating func accept() -> [LabEffect] {
    switch mode {
    case .spec(let entry): return acceptSpec(entry)
    case .value(let entry, let slot): return acceptValue(entry, slot)
    case .list(let chooser): return acceptChoice(chooser)
    case .reader(let reader): return acceptPage(reader)
    case .normal, .units: return []
    }
  }

  private mutating func acceptChoice(_ chooser: Chooser) -> [LabEffect] {
    guard let item = chooser.selected else {
      refuse("nothing matches '\(chooser.filter)'; Backspace shortens the filter")
      return []
    }
    mode = .normal
    switch chooser.subject {
    case .workload: return changeWorkload(to: item.name)
    case .composition: return Composition(rawValue: item.name).map { compose($0) } ?? []
    case .member(let composition): return compose(composition, with: item.name)
    case .scheduler: return Catalog.entry(named: item.name).map { show($0) } ?? []
    }
  }

  /// Enter leaves a page, except that code is copied once more.
  private mutating func acceptPage(_ reader: Reader) -> [LabEffect] {
    guard case .code(let page) = reader.subject else {
      mode = .normal
      return []
    }
    say("copied: \(page.format.rawValue)")
    return [.terminal(.copy(page.text))]
  }
}
