import LRSchedulers

extension Lab {
  mutating func insert(_ text: String) {
    changeEntry { entry in
      entry.line.insert(text)
      return true
    }
  }

  mutating func edit(_ action: KeyAction) {
    if case .list(var chooser) = mode {
      editFilter(&chooser, action)
      mode = .list(chooser)
      return
    }
    changeEntry { entry in
      let wasSelected = entry.line.deselect()
      return Self.apply(action, to: &entry.line) || wasSelected
    }
  }

  private mutating func editFilter(_ chooser: inout Chooser, _ action: KeyAction) {
    guard chooser.filter.isEmpty else {
      if action == .deleteToStart { chooser.clear() } else { _ = chooser.deleteBackward() }
      return
    }
    refuse("the filter is empty; Esc leaves the list")
  }

  /// An edit takes the error away: it may be what mends it.
  private mutating func changeEntry(_ change: (inout TextEntry) -> Bool) {
    switch mode {
    case .spec(var entry):
      note(change(&entry))
      entry.error = nil
      mode = .spec(entry)
    case .value(var entry, let slot):
      note(change(&entry))
      entry.error = nil
      mode = .value(entry, slot: slot)
    case .units(var panel):
      guard var entry = panel.entry else { return }
      note(change(&entry))
      entry.error = nil
      panel.entry = entry
      mode = .units(panel)
    case .normal, .list, .reader: break
    }
  }

  private mutating func note(_ changed: Bool) {
    if !changed { refuse("the text ends here; Enter takes it, Esc leaves it") }
  }

  private static func apply(_ action: KeyAction, to line: inout LineEditor) -> Bool {
    switch action {
    case .caretLeft: line.move(to: line.caret - 1)
    case .caretRight: line.move(to: line.caret + 1)
    case .caretToStart: line.move(to: 0)
    case .caretToEnd: line.move(to: .max)
    case .deleteBackward: line.deleteBackward()
    case .deleteForward: line.deleteForward()
    case .deleteWord: line.deleteWord()
    case .deleteToStart: line.deleteToStart()
    case .deleteToEnd: line.deleteToEnd()
    default: false
    }
  }
}
