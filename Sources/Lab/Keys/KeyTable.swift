import Canvas

/// All keys of the lab. Dispatch, help screen, bottom line and the README's table are made of it.
package enum KeyTable {
  package static let entries = panes + schedule + run + view + logs + session + text

  private static let index: [KeyContext: [KeyEvent: KeyAction]] = {
    var index: [KeyContext: [KeyEvent: KeyAction]] = [:]
    for entry in entries {
      for context in entry.contexts {
        for (key, action) in entry.bindings where index[context]?[key] == nil {
          index[context, default: [:]][key] = action
        }
      }
    }
    return index
  }()

  /// What a key does in a context. With the cursor shown, keys it has no use for act on the panes; those that mean nothing
  /// to logs do what they do elsewhere, or say why they cannot.
  static func action(for key: KeyEvent, in context: KeyContext, overLogs: Bool = false) -> KeyAction? {
    if let action = index[context]?[key] { return action }
    guard context == .cursor || context == .logs else { return nil }
    if overLogs, let action = index[.logs]?[key] { return action }
    return index[.panes]?[key]
  }

  /// Every key bound anywhere.
  package static var keys: Set<KeyEvent> { Set(entries.flatMap { $0.bindings.map(\.key) }) }

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
    case .nextScheduler, .previousScheduler, .chooseScheduler, .editSpec, .askAgain, .showScript, .addWarmup,
      .compose, .select,
      .nudge,
      .typeValue, .defaultValue, .undo, .redo, .toggleInterval, .showCode, .fit, .addPane, .chooseWorkload:
      .schedule
    case .fork, .testRange, .togglePause, .stepEpoch, .slower, .faster, .restart, .restartAll,
      .toggleTweaking,
      .toggleFutures, .toggleGhosts:
      .run
    case .toggleOutlook, .log(.microscope), .toggleLogLoss, .toggleStart, .sortPanes: .loss
    case .toggleAxes: .sharedAxes
    default: nil
    }
  }
}
