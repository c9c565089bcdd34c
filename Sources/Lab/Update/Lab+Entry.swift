import LRSchedulers
import Training

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
    let page = max(1, EntryView.textRows(in: body) - 1)
    changeEntry { entry in
      let wasSelected = entry.line.deselect()
      return entry.line.apply(action, page: page) || wasSelected
    }
  }

  private mutating func editFilter(_ chooser: inout Chooser, _ action: KeyAction) {
    guard chooser.filter.isEmpty else {
      if action == .deleteToStart { chooser.clear() } else { _ = chooser.deleteBackward() }
      return
    }
    refuse("the filter is empty (Esc cancels)")
  }

  /// An edit takes the error away: it may be what fixes it.
  private mutating func changeEntry(_ change: (inout TextEntry) -> Bool) {
    switch mode {
    case .spec(var entry):
      let before = entry.line.characters.count
      note(change(&entry))
      entry.error = nil
      // Moving about changes nothing of what the text says; what replaces a character is rare and typed.
      if entry.line.characters.count != before { entry.reading = reading(of: entry.line.text) }
      mode = .spec(entry)
    case .plan(var entry):
      note(change(&entry))
      entry.error = nil
      mode = .plan(entry)
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
    case .normal, .list, .pager, .form, .range: break
    }
  }

  private mutating func note(_ changed: Bool) {
    if !changed { refuse("the text ends here (Enter applies it, Esc cancels)") }
  }
}

/// Taking what was written.
extension Lab {
  mutating func acceptValue(_ entry: TextEntry, _ slot: ParameterSlot) -> [LabEffect] {
    var entry = entry
    do {
      let effects = try take(typed: entry.line.text, for: slot)
      guard let notice, notice.isRefusal else {
        mode = .normal
        return effects
      }
      entry.error = EntryError(message: notice.text)
    } catch {
      entry.error =
        (error as? SpecError).map { EntryError($0, in: entry.line.text) } ?? EntryError(message: "\(error)")
      refuse("not valid: fix it, or Esc keeps the old value")
    }
    mode = .value(entry, slot: slot)
    return []
  }

  private mutating func take(typed text: String, for slot: ParameterSlot) throws -> [LabEffect] {
    if case .knob(let knob) = slot { return try take(typed: text, for: knob) }
    let value = try ParameterValue(typed: text)
    switch slot {
    case .knob: return []
    case .argument(let parameter): return set(parameter, to: value)
    case .baseLR, .currentLR:
      guard let lrs = value.rates(groups: focusedTraining?.configuration.lrs.count ?? 1) else {
        refuse("lr must be a number, or a list with one for each group, but got \(value.python)")
        return []
      }
      guard lrs.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
        refuse("Invalid learning rate: \(value.python)")
        return []
      }
      return slot == .baseLR ? setBaseRates(to: lrs) : setRatesNow(to: lrs)
    }
  }
}

extension EntryError {
  /// A place is shown where the document is what stands in the editor.
  init(_ error: SpecError, in document: ScriptDocument) {
    if document.file == nil {
      self.init(error, in: document.text)
    } else {
      self.init(message: "\(document.title(at: error.line)): \(error.description)")
    }
  }

  init(_ error: SpecError, in text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let before = lines.prefix(max(0, error.line - 1)).reduce(0) { $0 + $1.count + 1 }
    self.init(message: error.description, offset: before + error.column - 1)
  }
}

extension ParameterValue {
  /// Reads a value as it would stand in a spec: `1e-3`, `[10, 20]`, `'max'`, `10 * 391`.
  init(typed text: String) throws(SpecError) {
    let prefix = "value("
    let source = prefix + text + "\n)"
    do {
      self = try Self.argument(of: source)
    } catch {
      guard error.line == 1 else { throw error }
      throw SpecError(error.message, column: max(1, error.column - prefix.count), hint: error.hint)
    }
  }

  private static func argument(of source: String) throws(SpecError) -> ParameterValue {
    let call = try PythonCall(parsing: source)
    guard call.arguments.count == 1, let argument = call.arguments.first, argument.keyword == nil else {
      throw SpecError("expected one value, such as 1e-3 or [10, 20]", column: 1)
    }
    return try argument.value.value(in: Array(source.utf8))
  }

  /// One rate for every group, from one number or as many as there are groups.
  fileprivate func rates(groups: Int) -> [Double]? {
    if let number { return Array(repeating: number.doubleValue, count: groups) }
    guard case .list(let values) = self, values.count == groups else { return nil }
    let numbers = values.compactMap { $0.number?.doubleValue }
    return numbers.count == groups ? numbers : nil
  }
}
