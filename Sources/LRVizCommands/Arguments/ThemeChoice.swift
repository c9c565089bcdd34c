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

  func theme(of terminal: OutputTerminal) -> Theme { theme ?? .dark }
}
