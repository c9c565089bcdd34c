extension Lab {
  /// Moves in what scrolls, and says so where it ends.
  mutating func scroll(_ action: KeyAction) {
    switch mode {
    case .list(var chooser):
      if !chooser.move(by: distance(action)) { refuse("the list ends here") }
      mode = .list(chooser)
    case .pager(var pager):
      let last = max(0, lines(of: pager).count - pageRows)
      let wanted = min(max(0, pager.top + distance(action)), last)
      if wanted == pager.top { refuse("the page ends here; Esc leaves it") }
      pager.top = wanted
      mode = .pager(pager)
    case .normal, .spec, .value, .plan, .units, .form, .range: break
    }
  }

  /// Rows of a page between top and bottom line.
  var pageRows: Int { max(1, size.height - 4) }

  /// Far enough for any end, and safe to add to any place.
  private static let far = 1_000_000_000

  private func distance(_ action: KeyAction) -> Int {
    switch action {
    case .move(let steps): steps
    case .movePage(let pages): pages * max(1, pageRows - 1)
    case .moveToStart: -Self.far
    case .moveToEnd: Self.far
    default: 0
    }
  }
}
