import Canvas
import Terminal

/// `--theme`
enum ThemeChoice: String, CaseIterable {
  case auto, dark, light, contrast

  /// nil where the place decides that is drawn for.
  var theme: Theme? {
    switch self {
    case .auto: nil
    case .dark: .dark
    case .light: .light
    case .contrast: .contrast
    }
  }

  /// What suits charts that are written once and stay on the terminal.
  ///
  /// The terminal is not asked: not every one answers, and nobody waits for a chart.
  var themeOfOutput: Theme {
    if let theme { return theme }
    return TerminalBackground.isLightByEnvironment.map { $0 ? .light : .dark } ?? .neutral
  }
}
