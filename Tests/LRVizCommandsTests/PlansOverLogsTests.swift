import LRSchedulers
import RunLogs
import TestSupport
import Testing
import Tracks

@testable import LRVizCommands

/// `plot LOG SPEC` where one counts steps and the other epochs.
@Suite("Plans over logs that count otherwise")
struct PlansOverLogsTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// Ten epochs of 40 steps, logged every `every` steps; the rate is halved every three epochs.
  private func log(epochs: Bool, every: Int = 10) -> String {
    let head = epochs ? "step,epoch,lr,loss\n" : "step,lr,loss\n"
    let rows = stride(from: 0, to: 400, by: every).map { step -> String in
      let rate = [0.1, 0.05, 0.025, 0.0125][step / 120]
      return epochs ? "\(step),\(step / 40),\(rate),0.5\n" : "\(step),\(rate),0.5\n"
    }
    let name = epochs ? "both.csv" : "steps.csv"
    scratch.write(head + rows.joined(), to: name)
    return scratch.file(name)
  }

  private func plot(_ path: String, _ more: [String]) throws -> Program.Outcome {
    let outcome = try Program.run(
      ["plot", "--size", "100x16", "--glyphs", "ascii", path, "StepLR(3, gamma=0.5)"] + more)
    #expect(outcome.status == 0 && outcome.output.contains("plan: StepLR"), "\(outcome.errors)")
    return outcome
  }

  @Test("A log that has both says it, and the plan stands where it is nearer")
  func bothCounts() throws {
    let outcome = try plot(log(epochs: true), [])
    #expect(outcome.errors.contains("epochs of 40 steps, which is nearer to the log"), "\(outcome.errors)")
    #expect(!(try plot(log(epochs: true), ["--interval", "epoch"]).errors.contains("nearer")))
    #expect(!(try plot(log(epochs: true), ["--interval", "step"]).errors.contains("nearer")))
  }

  @Test("Steps may be of any size")
  func farSteps() throws {
    scratch.write(
      (0..<40).map { "{\"step\": \($0)e18, \"lr\": 0.1, \"loss\": 1}\n" }.joined(), to: "far.jsonl")
    _ = try plot(scratch.file("far.jsonl"), [])
  }

  @Test("A log that has steps alone asks for the rest")
  func stepsAlone() throws {
    let path = log(epochs: false)
    #expect(try plot(path, []).errors.contains("give --interval epoch --steps-per-epoch K"))
    #expect(try plot(path, ["--interval", "epoch"]).errors.contains("nothing says how many make one"))
    let said = try plot(path, ["--interval", "epoch", "--steps-per-epoch", "40"])
    #expect(!said.errors.contains("steps-per-epoch") && !said.errors.contains("nearer"))
  }

  private func places(_ path: String, stepsPerEpoch: Int?) throws -> PlansOverLogs {
    var found: [LogPaths.Log] = []
    _ = try LogPaths.read([path], LogArguments()) { (log) throws(CommandError) in found.append(log) }
    return try #require(PlansOverLogs(found.first, stepsPerEpoch: stepsPerEpoch))
  }

  @Test("Rates of epochs hold for all of their steps, and cover the log")
  func places() throws {
    for (path, given) in [(log(epochs: true), nil), (log(epochs: false), 40)] as [(String, Int?)] {
      let places = try places(path, stepsPerEpoch: given)
      #expect(places.stepsPerEpoch == 40 && places.intervals(nil) == [.step, .epoch])
      #expect(places.length(.epoch) == 10 && places.length(.step) == 391)
      let rates = (0..<10).map { 0.1 / Double(1 << ($0 / 3)) }
      let track = places.placed(rates, .epoch)
      #expect((0..<10).allSatisfy { track.x(at: $0) == Double($0 * 40) && track[$0] == rates[$0] })
      #expect(track.lastX == 400 && track.last == rates[9])
      #expect(places.distance(to: rates, .epoch) < 1e-15)
      #expect(places.distance(to: rates, .step) > 0.01)
    }
  }

  @Test("A plan of steps over a log of epochs")
  func stepsOverEpochs() throws {
    scratch.write(
      "epoch,lr,loss\n" + (0..<10).map { "\($0),\(0.1 * (1 - Double($0) / 10)),0.5\n" }.joined(), to: "b.csv")
    let places = try places(scratch.file("b.csv"), stepsPerEpoch: 100)
    #expect(places.intervals(nil) == [.epoch, .step] && places.length(.step) == 901)
    let rates = (0..<1_000).map { 0.1 * (1 - Double($0) / 1_000) }
    #expect(places.distance(to: rates, .step) < 1e-12)
    #expect(places.placed(rates, .step).x(at: 500) == 5)
  }
}
