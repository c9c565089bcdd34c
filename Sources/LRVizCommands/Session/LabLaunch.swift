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
  var look: ScreenLook
  /// What the panel of units begins with.
  var units: TrainingUnits?
  /// A session that is opened again, instead of all that.
  var session: SessionState?
  /// With how many seeds each pane is trained.
  var seeds = 1

  /// Takes the terminal over until the user leaves.
  func run() throws(CommandError) -> Never {
    let screen: Screen
    do { screen = try look.open() } catch { throw CommandError(error.description, .noTerminal) }
    let session = LabSession(lab(look.display(on: screen), notice: look.notice(on: screen)), on: screen)
    // At once: nothing is left to be written, and unwinding histories and runs would only keep the user waiting.
    _exit(session.run().rawValue)
  }

  func lab(_ display: DisplaySettings, notice: String? = nil) -> Lab {
    if let session { return Lab(session, display: display, notice: notice) }
    return Lab(
      configurations, origins: origins, pace: speed, seeds: seeds, display: display, notice: notice,
      units: units)
  }
}
