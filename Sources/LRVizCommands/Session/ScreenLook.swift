import Canvas
import Lab
import Terminal

#if canImport(Glibc)
  import Glibc
#endif

/// How a screen is drawn: what the lab, `watch` and forms are told alike.
struct ScreenLook {
  var glyphs: GlyphChoice
  var color: ColorMode
  var theme: ThemeChoice
  var logLR: Bool?
  var logLoss: Bool

  init(_ drawing: DrawingArguments = DrawingArguments(), logLoss: Bool = false) {
    glyphs = drawing.glyphs
    color = drawing.color
    theme = drawing.theme
    logLR = drawing.logLR
    self.logLoss = logLoss
  }

  /// Takes the terminal over.
  func open() throws(TerminalError) -> Screen {
    try Screen.open(colors: color, theme: themes.theme, forcesUTF8: glyphs.needsUTF8)
  }

  func display(on screen: Screen) -> DisplaySettings {
    display(isUTF8: screen.isUTF8, hasColors: screen.hasColors)
  }

  func display(isUTF8: Bool = true, hasColors: Bool = true) -> DisplaySettings {
    DisplaySettings(
      glyphs: glyphs.glyphSet(isUTF8: isUTF8), logLR: logLR, logLoss: logLoss, isUTF8: isUTF8,
      isInTmux: getenv("TMUX") != nil, themes: themes, hasColors: hasColors)
  }

  /// Why a terminal shows ASCII only, to be said at once where that was not asked for.
  func notice(on screen: Screen) -> String? { glyphs == .auto ? screen.text.reasonForASCII : nil }

  private var themes: ThemeCycle {
    let isLight = TerminalBackground.isLightByEnvironment
    return ThemeCycle(chosen: theme.theme, terminals: isLight.map { $0 ? .light : .dark })
  }
}
