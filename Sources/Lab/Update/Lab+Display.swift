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
    case .nextTheme: changeTheme()
    default: break
    }
  }

  private mutating func changeTheme() {
    display.themes.next()
    let name = "theme: \(display.theme.name)"
    say(display.hasColors ? name : "\(name), for pictures: this terminal shows no colors")
  }

  private mutating func changeGlyphs() {
    guard display.isUTF8 else { return refuse("the locale is not UTF-8: only ASCII can be shown") }
    display.glyphs = display.glyphs.next
    say("charts in \(display.glyphs.rawValue)")
  }
}

extension Lab {
  /// What there is to see of momenta, where that is little.
  private var momentumText: String {
    let runs = panes.compactMap(\.training)
    if runs.contains(where: \.schedule.movesMomentum) { return "" }
    guard let pane = focusedTraining else { return "" }
    return pane.hasMomentum
      ? ": no scheduler here moves it"
      : ": \(pane.configuration.optimizer.spec) has none, no scheduler moves it"
  }
}

extension GlyphSet {
  fileprivate var next: GlyphSet {
    let all = GlyphSet.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
