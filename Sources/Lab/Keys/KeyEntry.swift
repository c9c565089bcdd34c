import Canvas

/// One row of the key table: keys that belong together, and what there is to say about them.
package struct KeyEntry: Sendable {
  /// A heading of the help screen.
  package enum Group: String, Sendable, CaseIterable {
    case panes = "Panes"
    case schedule = "Schedule"
    case run = "Run"
    case view = "View"
    case logs = "Logs"
    case session = "Session"
    case text = "Text, lists and pages"
  }

  /// The keys as people write them, such as `Tab, Shift-Tab, 1-9`.
  package let caps: String
  /// What they do, as the help screen and the README say it.
  package let help: String
  package let group: Group
  /// One or two words for the bottom line; empty if they are never shown there.
  let label: String
  /// The keys as the bottom line shows them.
  let shortCaps: String
  /// Where the bottom line shows it: 0 always and at the right end, else lowest first.
  let rank: Int
  let contexts: Set<KeyContext>
  /// In no dictionary: the bottom line of the first frame needs the texts only.
  let bindings: [(key: KeyEvent, action: KeyAction)]

  init(
    _ caps: String, _ help: String, group: Group, label: String = "", rank: Int = 50, short: String? = nil,
    in contexts: Set<KeyContext> = [.panes], _ bindings: KeyValuePairs<KeyEvent, KeyAction>,
    and others: [(key: KeyEvent, action: KeyAction)] = []
  ) {
    self.caps = caps
    self.help = help
    self.group = group
    self.label = label
    self.rank = rank
    self.contexts = contexts
    self.bindings = bindings.map { (key: $0.key, action: $0.value) } + others
    shortCaps = short ?? caps
  }
}
