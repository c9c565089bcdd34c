/// A range test of the focused pane, being made or made.
struct RangePanel: Sendable {
  /// The pane whose rate it is about.
  let pane: PaneID
  /// What it trains, and with what: `digits, SGD()`.
  let name: String
  var report: RangeReport?
  /// Among ``choices``.
  private(set) var selection = 0

  init(pane: PaneID, name: String) {
    (self.pane, self.name) = (pane, name)
  }

  /// The rates that can be taken, the suggested one first; none where nothing is suggested.
  var choices: [RangeFinding.Suggestion] {
    guard case .found(let finding, _)? = report, finding.suggested != nil else { return [] }
    let all = finding.suggestions.filter { $0.rate.map { $0 > 0 && $0.isFinite } ?? false }
    return all.filter { $0.rate == finding.suggested } + all.filter { $0.rate != finding.suggested }
  }

  var chosen: RangeFinding.Suggestion? { choices.indices.contains(selection) ? choices[selection] : nil }

  /// - Returns: whether there is one of that name.
  mutating func select(_ name: String) -> Bool {
    guard let place = choices.firstIndex(where: { $0.name == name }) else { return false }
    selection = place
    return true
  }

  /// - Returns: whether there is another one.
  mutating func select(by steps: Int) -> Bool {
    let count = choices.count
    guard count > 1 else { return false }
    selection = (selection + steps % count + count) % count
    return true
  }
}
