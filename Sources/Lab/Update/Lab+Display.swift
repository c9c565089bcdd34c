import Canvas

extension Lab {
  mutating func changeDisplay(_ action: KeyAction) {
    switch action {
    case .toggleLogLR:
      display.logLR.toggle()
      say("LR axis \(display.logLR ? "logarithmic" : "linear")")
    case .toggleLogLoss:
      display.logLoss.toggle()
      say("loss axis \(display.logLoss ? "logarithmic" : "linear")")
    case .nextCharts:
      display.charts = display.charts.next
      say("panes show \(display.charts.rawValue)")
    case .toggleOverlay: display.layout = display.layout == .overlay ? .grid : .overlay
    case .nextGlyphs: changeGlyphs()
    default: break
    }
  }

  private mutating func changeGlyphs() {
    guard display.isUTF8 else { return refuse("the locale is not UTF-8: only ASCII can be shown") }
    display.glyphs = display.glyphs.next
    say("charts in \(display.glyphs.rawValue)")
  }

  mutating func changeCursor(_ action: KeyAction) {
    guard let epoch = cursor else {
      cursor = min(max(1, focusedPane.epoch), epochs)
      return say("cursor at epoch \(cursor ?? 1); arrows move it, Esc ends it")
    }
    switch action {
    case .toggleCursor:
      cursor = nil
      say("cursor off")
    case .moveCursor(let steps): moveCursor(to: epoch + steps)
    case .cursorToStart: moveCursor(to: 1)
    case .cursorToEnd: moveCursor(to: epochs)
    default: break
    }
  }

  private mutating func moveCursor(to epoch: Int) {
    let wanted = min(max(1, epoch), epochs)
    if wanted == cursor { refuse("epoch \(wanted) is the \(wanted == 1 ? "first" : "last")") }
    cursor = wanted
  }
}

extension GlyphSet {
  fileprivate var next: GlyphSet {
    let all = GlyphSet.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
