import Canvas

/// All keys of the lab. Dispatch, help screen, bottom line and the README's table are made of it.
package enum KeyTable {
  package static let entries = panes + schedule + run + view + session + text

  private static let index: [KeyContext: [KeyEvent: KeyAction]] = {
    var index: [KeyContext: [KeyEvent: KeyAction]] = [:]
    for entry in entries {
      for context in entry.contexts {
        index[context, default: [:]].merge(entry.bindings) { first, _ in first }
      }
    }
    return index
  }()

  /// What a key does in a context. With the cursor shown, keys it has no use for act on the panes.
  static func action(for key: KeyEvent, in context: KeyContext) -> KeyAction? {
    if let action = index[context]?[key] { return action }
    return context == .cursor ? index[.panes]?[key] : nil
  }

  /// Every key bound anywhere.
  package static var keys: Set<KeyEvent> { Set(entries.flatMap(\.bindings.keys)) }

  /// What the bottom line shows in a context, most useful first.
  static func footer(_ context: KeyContext) -> [KeyEntry] {
    entries.filter { !$0.label.isEmpty && $0.contexts.contains(context) }
  }

  /// The README's table.
  package static var markdown: String {
    let rows = entries.map { "| \($0.caps) | \($0.help) |" }
    return (["| key | does |", "|---|---|"] + rows).joined(separator: "\n")
  }
}

extension KeyAction {
  /// What the focused pane must be able to do for it; nil where any pane will do.
  var needs: PaneAbility? {
    switch self {
    case .nextScheduler, .previousScheduler, .chooseScheduler, .editSpec, .askAgain, .showScript, .addWarmup, .compose, .select,
      .nudge,
      .typeValue, .defaultValue, .undo, .redo, .toggleInterval, .showCode, .fit, .addPane, .chooseWorkload:
      .schedule
    case .togglePause, .stepEpoch, .slower, .faster, .restart, .restartAll, .toggleTweaking, .toggleFutures: .run
    default: nil
    }
  }
}
