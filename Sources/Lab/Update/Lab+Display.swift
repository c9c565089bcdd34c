import Canvas

extension Lab {
  mutating func changeDisplay(_ action: KeyAction) {
    switch action {
    case .toggleLogLR:
      toggleLogLR()
    case .toggleLogLoss:
      display.logLoss.toggle()
      say("loss axis \(display.logLoss ? "logarithmic" : "linear")")
    case .nextCharts:
      nextCharts()
    case .toggleStart:
      display.clipsStart.toggle()
      say(
        display.clipsStart
          ? "a steep start of the loss is cut (↑ says how high it was)" : "all of the loss is shown")
    case .toggleAxes: toggleAxes()
    case .toggleGhosts:
      display.showsGhosts.toggle()
      say(display.showsGhosts ? "earlier runs are shown, faint" : "earlier runs are hidden")
    case .toggleOverlay: display.layout = display.layout == .overlay ? .grid : .overlay
    case .nextGlyphs: changeGlyphs()
    case .nextTheme: changeTheme()
    default: break
    }
  }

  /// Plans have no losses: of them there are rates and momenta.
  private mutating func nextCharts() {
    let hasLosses = panes.contains { $0.abilities.contains(.loss) }
    let next = hasLosses ? display.charts.next : display.charts == .momentum ? .both : .momentum
    display.charts = next
    let name = hasLosses || next == .momentum ? next.rawValue : DisplaySettings.Charts.lr.rawValue
    say("panes show \(name)" + (next == .momentum ? momentumText : ""))
  }

  /// The other scale than the one in sight; what was chosen holds until it is chosen otherwise.
  private mutating func toggleLogLR() {
    let isLog = rateAxisIsLog
    display.logLR = !isLog
    say("LR axis \(isLog ? "linear" : "logarithmic"), as chosen (y: \(isLog ? "logarithmic" : "linear"))")
  }

  private mutating func toggleAxes() {
    display.sharesAxes.toggle()
    say(display.sharesAxes ? "all panes have the same axes" : "each pane has its own axes")
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
  /// Whether the focused pane's rates are on a logarithmic axis now.
  var rateAxisIsLog: Bool {
    if let chosen = display.logLR { return chosen }
    let context = frameContext
    let page = gridLayout.panes(on: gridLayout.page(of: focus))
    let shown = display.layout == .zoom || !sharesAxes && display.layout == .grid ? focus..<focus + 1 : page
    let factory = ChartFactory(context: context)
    return shown.contains { index in
      let content = panes[index].content(in: context, isFocused: false)
      return content.chart(.rate).map { factory.ownAxis($0).scale == .log } ?? false
    }
  }

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
