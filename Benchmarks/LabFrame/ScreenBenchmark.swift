import Canvas
import LRSchedulers
import Lab
import Pictures
import Training

/// What it costs to go back in a run of a thousand epochs, and to make a picture of the screen.
struct ScreenBenchmark {
  private let lab: Lab
  private let clock = ContinuousClock()

  init() throws {
    let configuration = RunConfiguration(schedule: try Schedule(parsing: "StepLR(200)"), epochs: 1_000)
    var lab = Lab([configuration], size: Size(width: 120, height: 40))
    let report = RunReport(records: try records(of: configuration), state: .done)
    _ = lab.update(.run(lab.panes[0].id, report))
    self.lab = lab
  }

  /// Milliseconds from `B` to a frame of the fork, for epochs all over the run; the slowest.
  func rewind() -> Double {
    let times = stride(from: 0, to: 100, by: 11).map { tens -> Duration in
      var lab = lab
      for key in [KeyEvent.character("c"), .home] + Array(repeating: .shiftRight, count: tens) {
        _ = lab.update(.key(key))
      }
      return clock.measure {
        _ = lab.update(.key(.character("B")))
        if lab.panes.count != 2 || lab.frame.cells.isEmpty { print("nothing was forked") }
      }
    }
    return (times.max() ?? .zero) / .milliseconds(1)
  }

  /// Milliseconds of a PNG of the screen; the median of eleven.
  func picture() -> Double {
    let times = (0..<11).map { _ in
      clock.measure {
        if PNGWriter(theme: .dark).png(Scene(lab.picture)) == nil { print("nothing was painted") }
      }
    }
    return times.sorted()[5] / .milliseconds(1)
  }
}
