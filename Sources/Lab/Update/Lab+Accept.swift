import LRSchedulers

extension Lab {
  mutating func acceptSpec(_ entry: TextEntry) -> [LabEffect] {
    do {
      let schedule = try Schedule(
        parsing: entry.line.text, stepsPerEpoch: focusedPane.configuration.stepsPerEpoch)
      return close(entry, taking: schedule)
    } catch {
      var entry = entry
      entry.error = EntryError(error, in: entry.line.text)
      mode = .spec(entry)
      refuse("not taken; Esc leaves the old spec")
      return []
    }
  }

  private mutating func close(_ entry: TextEntry, taking schedule: Schedule) -> [LabEffect] {
    guard schedule != focusedPane.schedule else {
      mode = .normal
      say("pane \(focus + 1) has this spec already")
      return []
    }
    let effects = tweak { $0.schedule = schedule }
    guard let notice, notice.isRefusal else {
      mode = .normal
      return effects
    }
    var entry = entry
    entry.error = EntryError(message: notice.text)
    mode = .spec(entry)
    return []
  }

  mutating func acceptValue(_ entry: TextEntry, _ slot: ParameterSlot) -> [LabEffect] {
    var entry = entry
    do {
      let value = try ParameterValue(typed: entry.line.text)
      let effects = take(value, for: slot)
      guard let notice, notice.isRefusal else {
        mode = .normal
        return effects
      }
      entry.error = EntryError(message: notice.text)
    } catch {
      entry.error = EntryError(error, in: entry.line.text)
      refuse("not taken; Esc leaves the old value")
    }
    mode = .value(entry, slot: slot)
    return []
  }

  private mutating func take(_ value: ParameterValue, for slot: ParameterSlot) -> [LabEffect] {
    switch slot {
    case .argument(let parameter): return set(parameter, to: value)
    case .lr:
      guard let lrs = value.rates(groups: focusedPane.configuration.lrs.count) else {
        refuse("lr must be a number, or a list with one for each group, but got \(value.python)")
        return []
      }
      guard lrs.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
        refuse("Invalid learning rate: \(value.python)")
        return []
      }
      return setRates(to: lrs)
    }
  }
}

extension EntryError {
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
