import Testing

@testable import TrainingEngine

@Suite("The control box")
struct RunControlTests {
  @Test("Runs of a pace begin their epochs on the same ticks")
  func commonTicks() throws {
    var (early, late) = (RunControl(pace: .epochsPerSecond(20)), RunControl(pace: .epochsPerSecond(20)))
    early.resume()
    late.resume()
    let ticks = (early.nextTick(after: 1_000_000_001), late.nextTick(after: 1_049_999_999))
    #expect(ticks == (1_050_000_000, 1_050_000_000))
  }

  @Test("A tick is given out once, and late ones are not made up for")
  func ticksAreUnique() {
    var control = RunControl(pace: .epochsPerSecond(10))
    control.resume()
    let ticks = [50_000_000, 99_999_999, 750_000_000].map { control.nextTick(after: $0) }
    #expect(ticks == [100_000_000, 200_000_000, 800_000_000])
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
    let tick = control.nextTick(after: 1)
    #expect(tick == nil)
    #expect(!control.stopsAfterEpoch)
  }

  @Test("Extreme paces trap nowhere", arguments: [1e-300, 1e300, .leastNonzeroMagnitude])
  func extremes(rate: Double) throws {
    var control = RunControl(pace: .epochsPerSecond(rate))
    control.resume()
    let tick = control.nextTick(after: .max / 4)
    #expect(try #require(tick) > UInt64.max / 4)
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
    #expect(control.wantsWork && control.epochsOwed == 1)
    control.pause()
    #expect(!control.wantsWork)
    control.resume()
    control.completed(epochs: 5)
    control.stepOneEpoch()
    #expect(control.epochsOwed == 1)
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
