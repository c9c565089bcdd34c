import Canvas
import Lab
import Terminal
import Training

#if canImport(Glibc)
  import Glibc
#endif

/// What the lab opens with.
struct LabLaunch {
  var configurations: [RunConfiguration]
  /// Where the schedules were read from, one for each configuration.
  var origins: [ScriptOrigin?] = []
  var speed: Pace
  var glyphs: GlyphChoice
  var color: ColorMode
  var theme: ThemeChoice
  var logLR: Bool
  var logLoss: Bool
  /// What the panel of units begins with.
  var units: TrainingUnits?

  /// Takes the terminal over until the user leaves.
  func run() throws(CommandError) -> Never {
    let screen: Screen
    do {
      screen = try Screen.open(colors: color, theme: themes.theme, forcesUTF8: glyphs.needsUTF8)
    } catch {
      throw CommandError(error.description, .noTerminal)
    }
    let session = LabSession(
      lab(isUTF8: screen.isUTF8, hasColors: screen.hasColors, reasonForASCII: screen.text.reasonForASCII),
      on: screen)
    // At once: nothing is left to be written, and unwinding histories and runs would only keep the user waiting.
    _exit(session.run().rawValue)
  }

  /// - Parameter reasonForASCII: why the terminal shows ASCII only, to be said at once where it was not asked for.
  func lab(isUTF8: Bool, hasColors: Bool = true, reasonForASCII: String? = nil) -> Lab {
    let display = DisplaySettings(
      glyphs: glyphs.glyphSet(isUTF8: isUTF8), logLR: logLR, logLoss: logLoss, isUTF8: isUTF8,
      isInTmux: getenv("TMUX") != nil, themes: themes, hasColors: hasColors)
    return Lab(
      configurations, origins: origins, pace: speed, display: display,
      notice: glyphs == .auto ? reasonForASCII : nil, units: units)
  }

  private var themes: ThemeCycle {
    let isLight = TerminalBackground.isLightByEnvironment
    return ThemeCycle(chosen: theme.theme, terminals: isLight.map { $0 ? .light : .dark })
  }
}
