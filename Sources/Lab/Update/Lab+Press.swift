import Canvas

extension Lab {
  /// Where keys act now.
  var context: KeyContext {
    switch mode {
    case .normal: cursor == nil ? .panes : .cursor
    case .spec, .value: .text
    case .list: .list
    case .units(let panel): panel.entry == nil ? .units : .text
    case .reader: .reader
    }
  }

  mutating func press(_ key: KeyEvent) -> [LabEffect] {
    let before = time
    defer { cursor = cursor.map { before.moved($0, to: time) } }
    return answer(key)
  }

  private mutating func answer(_ key: KeyEvent) -> [LabEffect] {
    notice = nil
    switch key {
    case .click(let point): return click(point)
    case .wheel(let point, let direction): return wheel(point, direction)
    case .paste(let text): return type(text, isPaste: true)
    default: break
    }
    if let action = KeyTable.action(for: key, in: context) { return perform(action) }
    if case .character(let character) = key { return type(String(character), isPaste: false) }
    refuseUnbound(key)
    return []
  }

  /// Text goes where text is written; a paste into the panes is taken for a spec.
  private mutating func type(_ text: String, isPaste: Bool) -> [LabEffect] {
    switch mode {
    case .spec, .value: insert(text)
    case .list(var chooser):
      chooser.type(text)
      mode = .list(chooser)
    case .units(let panel): typeIntoUnits(text, panel, isPaste: isPaste)
    case .normal where isPaste: mode = .spec(TextEntry(text))
    case .normal, .reader: refuseUnbound(isPaste ? .paste(text) : .character(text.first ?? " "))
    }
    return []
  }

  /// A digit begins a number.
  private mutating func typeIntoUnits(_ text: String, _ panel: UnitsPanel, isPaste: Bool) {
    if panel.entry != nil { return insert(text) }
    guard let first = text.first, first.isASCII, first.isNumber else {
      return refuseUnbound(isPaste ? .paste(text) : .character(text.first ?? " "))
    }
    typeUnit(panel, text)
  }

  private mutating func refuseUnbound(_ key: KeyEvent) {
    let elsewhere = KeyTable.keys.contains(key)
    let way = context == .panes ? "? shows the keys" : "Esc leaves \(context.place)"
    refuse(
      "\(KeyName.of(key)) does nothing in \(context.place)\(elsewhere ? ", elsewhere it does" : ""); \(way)")
  }
}
