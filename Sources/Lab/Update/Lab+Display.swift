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
      say("panes show \(display.charts.rawValue)" + (display.charts == .momentum ? momentumText : ""))
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
    let time = time
    guard let x = cursor else {
      let place = min(max(1, focusedPane.epoch * time.countsPerEpoch), time.end)
      cursor = place
      return say("cursor at \(time.unit) \(place); arrows move it, Esc ends it")
    }
    switch action {
    case .toggleCursor:
      cursor = nil
      say("cursor off")
    case .moveCursor(let counts): moveCursor(to: x + counts)
    case .leapCursor(let leaps): moveCursor(to: x + leaps * (time.stepsPerEpoch ?? 10))
    case .cursorToStart: moveCursor(to: 1)
    case .cursorToEnd: moveCursor(to: time.end)
    default: break
    }
  }

  private mutating func moveCursor(to x: Int) {
    let wanted = min(max(1, x), time.end)
    if wanted == cursor { refuse("\(time.unit) \(wanted) is the \(wanted == 1 ? "first" : "last")") }
    cursor = wanted
  }
}

extension GlyphSet {
  fileprivate var next: GlyphSet {
    let all = GlyphSet.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
