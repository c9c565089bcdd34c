import Testing
import Training

@testable import Engine

@Suite("The control box")
struct RunControlTests {
  @Test("Only epochs of a run under way wait for ticks")
  func ticks() {
    var control = RunControl(pace: .epochsPerSecond(20))
    #expect(control.tick == nil)
    control.resume()
    #expect(control.tick == 50_000_000)
    control.stepOneEpoch()
    #expect(control.tick == nil)
  }

  @Test(
    "Without a sensible pace there is no waiting",
    arguments: [
      Pace.max, .epochsPerSecond(0), .epochsPerSecond(-1), .epochsPerSecond(.nan),
      .epochsPerSecond(.infinity),
    ])
  func noWaiting(pace: Pace) {
    var control = RunControl(pace: pace)
    control.resume()
    #expect(control.tick == nil)
    #expect(!control.stopsAfterEpoch)
  }

  @Test("Extreme paces trap nowhere", arguments: [1e-300, 1e300, .leastNonzeroMagnitude])
  func extremes(rate: Double) throws {
    var control = RunControl(pace: .epochsPerSecond(rate))
    control.resume()
    #expect((1...3_600_000_000_000).contains(try #require(control.tick)))
  }

  @Test("Every command makes waiting chunks obsolete")
  func generations() {
    var control = RunControl(pace: .max)
    var seen: Set<Int> = [control.generation]
    let commands: [(inout RunControl) -> Void] = [
      { $0.resume() }, { $0.stepOneEpoch() }, { $0.pause() }, { $0.setPace(.max) }, { $0.end() },
    ]
    for command in commands {
      command(&control)
      #expect(seen.insert(control.generation).inserted)
    }
    #expect(!control.wantsWork)
  }

  @Test("Epochs owed are paid by epochs trained, and forgotten by pause and resume")
  func owed() {
    var control = RunControl(pace: .max)
    control.stepOneEpoch()
    control.stepOneEpoch()
    control.completed(epochs: 1)
    #expect(control.wantsWork && control.pendingEpochs == 1)
    control.pause()
    #expect(!control.wantsWork)
    control.resume()
    control.completed(epochs: 5)
    control.stepOneEpoch()
    #expect(control.pendingEpochs == 1)
  }
}

@Suite("The rate meter")
struct RateMeterTests {
  @Test("Counts over a window, and a pause is no slowness")
  func rates() {
    var meter = RateMeter()
    meter.add(1000, at: 0)
    meter.add(250, at: 250_000_000)
    #expect(meter.perSecond == 0)
    meter.add(250, at: 500_000_000)
    #expect(meter.perSecond == 1000)
    meter.interrupt()
    meter.add(7, at: 60_000_000_000)
    #expect(meter.perSecond == 1000)
  }
}
