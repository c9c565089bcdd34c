import Canvas
import Synchronization

/// What the bottom line can say in a context. The key table does not change, so the texts are made when a context is first
/// entered, and not for every frame.
struct FooterHints: Sendable {
  struct Hint: Sendable {
    let text: StyledText
    /// What it is when nothing is left to train, or everything is paused: the next thing to do.
    let isNextWhenDone: Bool
    let isNextWhenPaused: Bool
    /// What the focused pane must be able to do.
    let need: PaneAbility?
    /// What a click stands for: the first key, or the second one on the right half.
    let keys: [KeyEvent]
  }

  /// Between two hints.
  static let gap = 2

  /// Help and quit, or how to leave: always at the right end.
  let always: [Hint]
  /// What ``always`` takes of a line.
  let end: StyledText
  /// The others, most useful first.
  private let hints: [Hint]

  private struct Place: Hashable {
    let context: KeyContext
    let isUnicode: Bool
  }

  private static let made = Mutex<[Place: FooterHints]>([:])

  static func of(_ context: KeyContext, isUnicode: Bool) -> FooterHints {
    made.withLock { made in
      let place = Place(context: context, isUnicode: isUnicode)
      if let hints = made[place] { return hints }
      let hints = FooterHints(context, isUnicode: isUnicode)
      made[place] = hints
      return hints
    }
  }

  private init(_ context: KeyContext, isUnicode: Bool) {
    let entries = KeyTable.footer(context)
    let text = { (entry: KeyEntry) in Self.text(entry, isUnicode: isUnicode) }
    let hint = { (entry: KeyEntry) in
      let actions = entry.bindings.map(\.action)
      return Hint(
        text: text(entry), isNextWhenDone: actions.contains(.restart),
        isNextWhenPaused: actions.contains(.stepEpoch), need: actions.lazy.compactMap(\.needs).first,
        keys: entry.bindings.prefix(2).map(\.key))
    }
    always = entries.filter { $0.rank == 0 }.map(hint)
    let blanks = Span(String(repeating: " ", count: Self.gap))
    end = StyledText(Array(always.map(\.text.spans).joined(separator: [blanks])))
    hints = entries.filter { $0.rank > 0 }.sorted { $0.rank < $1.rank }.map(hint)
  }

  private static func text(_ entry: KeyEntry, isUnicode: Bool) -> StyledText {
    let caps = isUnicode ? entry.shortCaps : ASCIIFallback.keys(entry.shortCaps)
    return StyledText([Span(caps, Style(.accent)), Span(" " + entry.label, Style(.muted))])
  }

  /// The others in the order in which they matter now.
  func ordered(isDone: Bool, isPaused: Bool, abilities: Set<PaneAbility>) -> [Hint] {
    let hints = hints.filter { $0.need.map(abilities.contains) ?? true }
    func isNext(_ hint: Hint) -> Bool {
      (isDone && hint.isNextWhenDone) || (isPaused && hint.isNextWhenPaused)
    }
    return hints.filter(isNext) + hints.filter { !isNext($0) }
  }
}
