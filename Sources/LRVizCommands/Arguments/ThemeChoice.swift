import Canvas

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

  /// What suits the terminal that is written to, which is asked if need be.
  func theme(on terminal: OutputTerminal) -> Theme {
    if let theme { return theme }
    return terminal.hasLightBackground ? .light : .dark
  }
}
