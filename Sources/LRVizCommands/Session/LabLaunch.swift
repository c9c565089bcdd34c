import Lab
import Terminal
import Training

#if canImport(Glibc)
  import Glibc
#endif

/// What the lab opens with. The defaults are those of the options: `lrviz` alone opens it without parsing anything, which
/// halves the time to the first frame.
struct LabLaunch: Equatable {
  var configurations = Tutorial.schedules.map { RunConfiguration(schedule: $0) }
  var speed = SpeedChoice.epochsPerSecond(20)
  var glyphs = GlyphChoice.auto
  var color = ColorChoice.auto
  var logLR = false
  var logLoss = false

  /// Takes the terminal over until the user leaves.
  func run() throws(CommandError) -> Never {
    let screen: Screen
    do { screen = try Screen.open(colors: color.mode) } catch {
      throw CommandError(error.description, .noTerminal)
    }
    let session = LabSession(lab(isUTF8: screen.isUTF8), on: screen)
    // At once: nothing is left to be written, and unwinding histories and runs would only keep the user waiting.
    _exit(session.run().rawValue)
  }

  func lab(isUTF8: Bool) -> Lab {
    let display = DisplaySettings(
      glyphs: glyphs.glyphSet(isUTF8: isUTF8), logLR: logLR, logLoss: logLoss, isUTF8: isUTF8)
    return Lab(configurations, speed: speed.labSpeed, display: display)
  }
}
