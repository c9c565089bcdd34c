import Foundation
import LRSchedulers
import Testing
import Training

@testable import Engine

@Suite("A live run", .timeLimit(.minutes(5)))
struct LiveRunTests {
  @Test("Nothing is lost, and the queue changes no number", arguments: ["regression", "mock", "quadratic"])
  func sameNumbers(workload: String) async throws {
    let configuration = try configuration(workload: workload, epochs: 40)
    let watched = try Watched(configuration)
    watched.live.resume()
    let (records, last) = await watched.records()
    #expect(last.state == .done)
    #expect(records == (try synchronous(configuration)))
  }

  @Test("A run starts paused and an epoch at a time is trained on demand")
  func singleEpochs() async throws {
    let configuration = try configuration()
    let watched = try Watched(configuration)
    #expect(watched.live.drain().state == .paused)
    for epoch in 1...3 {
      watched.live.stepOneEpoch()
      let (records, last) = await watched.records(atLeast: 1)
      #expect(records.map(\.epoch) == [epoch])
      #expect(last.state == .paused)
    }
    watched.live.stepOneEpoch()
    watched.live.stepOneEpoch()
    let (records, _) = await watched.records(atLeast: 2)
    #expect(records == Array(try synchronous(configuration)[3..<5]))
  }

  @Test("More runs than cores take turns")
  func turns() async throws {
    var endless = try configuration(workload: "digits", epochs: 1_000_000)
    endless.batchSize = 1
    let all = try (0..<2 * ProcessInfo.processInfo.activeProcessorCount + 1).map { _ in try Watched(endless) }
    for watched in all { watched.live.resume() }
    for watched in all.reversed() {
      #expect(await watched.records(atLeast: 2).records.count >= 2)
      watched.live.cancel()
    }
  }

  @Test("Pausing and resuming changes no number")
  func pausing() async throws {
    let configuration = try configuration(workload: "digits", epochs: 6)
    let watched = try Watched(configuration)
    var records: [EpochRecord] = []
    while records.count < 6 {
      watched.live.resume()
      records += await watched.records(atLeast: 1).records
      watched.live.pause()
      let report = watched.live.drain()
      records += report.records
      #expect(report.state == (records.count < 6 ? .paused : .done))
    }
    #expect(records == (try synchronous(configuration)))
  }

  @Test("Of tweaks the latest wins, from the next epoch on")
  func latestWins() async throws {
    let configuration = try configuration(epochs: 8)
    let watched = try Watched(configuration)
    let (early, late) = (
      try Schedule(parsing: "StepLR(2, gamma=0.9)"), try Schedule(parsing: "StepLR(2, gamma=0.25)")
    )
    watched.live.assign(early)
    watched.live.assign(late)
    watched.live.setLR([0.2])
    watched.live.setLR([0.05])
    watched.live.resume()
    let (records, _) = await watched.records()
    #expect(watched.assignments == [RunAssignment(epoch: 1, schedule: late)])
    let expected = try synchronous(configuration) { epoch, run in
      guard epoch == 0 else { return }
      try run.assign(late)
      try run.setLR([0.05])
    }
    #expect(records == expected)
    #expect(records[0].changes.map(\.kind) == [.set])
  }

  @Test("It says with which epoch it took what it was told")
  func assignments() async throws {
    let watched = try Watched(try configuration(epochs: 100))
    var expected: [RunAssignment] = []
    for (step, epoch) in [(2, 1), (3, 4), (5, 6)] {
      let schedule = try Schedule(parsing: "StepLR(\(step))")
      watched.live.assign(schedule)
      expected.append(RunAssignment(epoch: epoch, schedule: schedule))
      for _ in 0..<(epoch == 1 ? 3 : 2) {
        watched.live.stepOneEpoch()
        _ = await watched.records(atLeast: 1)
      }
    }
    #expect(watched.assignments == expected)
  }

  @Test("A tweak that is refused is reported, and the run goes on")
  func refusal() async throws {
    let configuration = try configuration(epochs: 4)
    let watched = try Watched(configuration)
    watched.live.setLR([0.1, 0.2])
    watched.live.stepOneEpoch()
    let (_, report) = await watched.records(atLeast: 1)
    #expect(report.refusals == ["expected 1 learning rates, got 2"])
    watched.live.resume()
    #expect(await watched.records().last.state == .done)
  }

  @Test("The reader is woken once until it comes")
  func coalescedWakes() async throws {
    let watched = try Watched(try configuration(epochs: 300))
    let other = try Watched(try configuration(epochs: 300))
    watched.live.resume()
    other.live.resume()
    _ = await other.records()
    // Not drained even once: whatever has happened meanwhile, one wake said so.
    #expect(watched.wakes.value <= 1)
    _ = await watched.records()
    #expect(watched.wakes.value >= 1)
  }

  @Test("A run far ahead of its reader waits, and nothing is lost")
  func backpressure() async throws {
    let watched = try Watched(try configuration(workload: "mock", epochs: 20_000))
    watched.live.resume()
    let (records, last) = await watched.records()
    #expect(last.state == .done)
    #expect(records.map(\.epoch) == Array(1...20_000))
  }

  @Test("A cancelled run stays silent, whatever it is told")
  func cancelled() async throws {
    let watched = try Watched(try configuration())
    watched.live.cancel()
    watched.live.resume()
    watched.live.stepOneEpoch()
    let other = try Watched(try configuration(epochs: 200))
    other.live.resume()
    _ = await other.records()
    #expect(watched.live.drain().records.isEmpty)
    #expect(watched.wakes.value == 0)
  }

  @Test("A paced run trains the same epochs")
  func paced() async throws {
    let configuration = try configuration(epochs: 5)
    let watched = try Watched(configuration, pace: .epochsPerSecond(0.001))
    watched.live.resume()
    watched.live.setPace(.epochsPerSecond(500))
    let (records, last) = await watched.records()
    #expect(last.state == .done)
    #expect(records == (try synchronous(configuration)))
  }
}
