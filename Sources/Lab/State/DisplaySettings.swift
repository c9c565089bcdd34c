import Canvas

/// How the lab is drawn: what the toggles switch.
package struct DisplaySettings: Sendable, Equatable {
  /// What fills the space between top and bottom line.
  enum Layout: Sendable, Equatable {
    case grid, zoom, overlay
  }

  /// Which charts a pane shows.
  enum Charts: String, Sendable, CaseIterable {
    case both = "LR and loss"
    case lr = "LR"
    case loss = "loss"
    case momentum

    var roles: [ChartContent.Role] {
      switch self {
      case .both: [.rate, .loss]
      case .lr: [.rate]
      case .loss: [.loss]
      case .momentum: [.momentum]
      }
    }

    var next: Charts {
      let all = Charts.allCases
      return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
  }

  package var glyphs: GlyphSet
  /// Whether the locale says that the terminal shows more than ASCII.
  package let isUTF8: Bool
  /// Whether the terminal is tmux, which passes a clipboard on only if it is set up to.
  package let isInTmux: Bool
  /// What colors look like.
  package var themes: ThemeCycle
  /// Whether the terminal shows any.
  package let hasColors: Bool
  /// Whether the axis of rates is logarithmic; nil: where they span much.
  package var logLR: Bool?
  package var logLoss: Bool
  /// Whether the futures beside the one in force are drawn.
  var showsFutures = false
  var charts = Charts.both
  /// What curves that are measured are averaged with.
  var smoothing = Smoothing.off
  /// Whether axes leave out what lies far from most values.
  var clipsOutliers = false
  /// Whether a steep start of the losses is cut, where it would take the axis from all that follows.
  var clipsStart = true
  /// Whether all panes have the same axes.
  var sharesAxes = true
  /// Whether the runs that came before are drawn, faint.
  var showsGhosts = true
  /// Whether panes show their metric as a plateau's scheduler sees it.
  var showsMicroscope = false
  /// What the x of logs counts; nil: what the logs have.
  var logUnit: TimeScale.Unit?
  var layout = Layout.grid

  package init(
    glyphs: GlyphSet = .braille, logLR: Bool? = nil, logLoss: Bool = false, isUTF8: Bool = true,
    isInTmux: Bool = false, themes: ThemeCycle = ThemeCycle(), hasColors: Bool = true
  ) {
    self.glyphs = glyphs
    self.isUTF8 = isUTF8
    self.isInTmux = isInTmux
    self.themes = themes
    self.hasColors = hasColors
    self.logLR = logLR
    self.logLoss = logLoss
  }
}
