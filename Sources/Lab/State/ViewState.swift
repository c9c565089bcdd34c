import Canvas

/// How logs are looked at: what is kept from one session to the next.
package struct ViewState: Sendable, Equatable {
  /// By words, so that what a later version has to say of them can be read by this one.
  package var settings: [String: String] = [:]
  /// By path.
  package var logs: [String: LogView] = [:]

  package init() {}
}

/// How one log is looked at.
package struct LogView: Sendable, Equatable {
  /// The text of the plan that was laid over it; nil for none.
  package var plan: String?
  /// Series that were chosen, or put away.
  package var choices: [String: Bool] = [:]

  package init(plan: String? = nil, choices: [String: Bool] = [:]) {
    self.plan = plan
    self.choices = choices
  }

  var isUsual: Bool { plan == nil && choices.isEmpty }
}

extension Lab {
  /// The view as it is now.
  package var viewState: ViewState {
    var state =
      watch.map { watch in
        var state = ViewState()
        state.logs = watch.views
        return state
      } ?? ViewState()
    state.settings = settings
    for index in panes.indices {
      guard let log = panes[index].log, log.followed.id != Watch.nobody else { continue }
      let view = LogView(plan: log.plan?.text, choices: log.choices)
      state.logs[log.run.path] = view.isUsual ? nil : view
    }
    return state
  }

  private var settings: [String: String] {
    var settings = [
      "charts": display.charts.rawValue, "smoothing": "\(display.smoothing.rawValue)",
      "outliers": display.clipsOutliers ? "cut" : "shown",
      "microscope": display.showsMicroscope ? "on" : "off",
      "layout": display.layout.name, "log_loss": "\(display.logLoss)",
    ]
    settings["log_lr"] = display.logLR.map { "\($0)" }
    settings["x"] = display.logUnit?.rawValue
    settings["jobs"] = watch.map { $0.gathers ? "gathered" : "apart" }
    settings["zoom"] = zoom.map { "\($0.width)" }
    settings["zoom_end"] = zoom?.end.map { "\($0)" }
    return settings
  }

  /// Looks at logs as they were looked at.
  ///
  /// - Parameter keepsPlans: whether plans were given that are to stay.
  package mutating func restore(_ state: ViewState, keepsPlans: Bool) {
    let settings = state.settings
    if let name = settings["charts"], let charts = DisplaySettings.Charts(rawValue: name) {
      display.charts = charts
    }
    if let weight = settings["smoothing"].flatMap(Double.init), let smoothing = Smoothing(rawValue: weight) {
      display.smoothing = smoothing
    }
    display.clipsOutliers = settings["outliers"] == "cut"
    display.showsMicroscope = settings["microscope"] == "on"
    if let layout = settings["layout"].flatMap(DisplaySettings.Layout.init(name:)) { display.layout = layout }
    if let isLog = settings["log_lr"].flatMap(Bool.init), display.logLR == nil { display.logLR = isLog }
    display.logLoss = display.logLoss || settings["log_loss"] == "true"
    if settings["jobs"] == "gathered" { watch?.gathers = true }
    if let unit = settings["x"].flatMap(TimeScale.Unit.init) {
      display.logUnit = unit
      if unit == .time || unit == .seconds { watch?.asked = .time }
    }
    if zoom == nil, let width = settings["zoom"].flatMap(Double.init), width.isFinite, width > 0 {
      zoom = Zoom(
        width: width, end: settings["zoom_end"].flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil })
    }
    watch?.views = state.logs
    if keepsPlans { for path in state.logs.keys { watch?.views[path]?.plan = nil } }
  }
}

extension DisplaySettings.Layout {
  fileprivate var name: String {
    switch self {
    case .grid: "grid"
    case .zoom: "zoom"
    case .overlay: "overlay"
    }
  }

  fileprivate init?(name: String) {
    switch name {
    case "grid": self = .grid
    case "zoom": self = .zoom
    case "overlay": self = .overlay
    default: return nil
    }
  }
}

extension LogPane {
  /// Looks at it as it was looked at.
  mutating func restore(_ view: LogView, givesPlan: Bool) {
    choices = view.choices
    smoothAll()
    if givesPlan, let text = view.plan, let plan = try? LogPlan(parsing: text, lr: nil) { lay(plan) }
  }
}
