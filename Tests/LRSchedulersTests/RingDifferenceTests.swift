import Foundation
import LRSchedulers
import SpecFuzzing
import TestSupport
import Testing

/// Random schedules of the second ring, in their own libraries' code and as these run it.
///
/// `Scripts/install-ring` installs the libraries; those that are not there are skipped, which the output says.
@Suite struct RingDifferenceTests {
  /// A library and how close its arithmetic comes: some compute in floats, some go from rate to rate.
  struct Library: Sendable, CustomTestStringConvertible {
    let library: SourceLibrary
    var tolerance = 1e-10

    var testDescription: String { library.key }
  }

  /// Those of `LRVIZ_RING_LIBRARIES`, with commas between, or all.
  static let libraries: [Library] = {
    let wanted = ProcessInfo.processInfo.environment["LRVIZ_RING_LIBRARIES"]?.split(separator: ",").map(
      String.init)
    return all.filter { wanted?.contains($0.library.key) ?? true }
  }()

  private static let all: [Library] = [
    Library(library: .deepspeed), Library(library: .megatron), Library(library: .fvcore),
    Library(library: .detectron2), Library(library: .mmengine, tolerance: 1e-8), Library(library: .composer),
    Library(library: .fastai, tolerance: 2e-6), Library(library: .paddle, tolerance: 1e-8),
    Library(library: .ignite), Library(library: .mlx, tolerance: 1e-6),
    Library(library: .tinygrad, tolerance: 2e-6), Library(library: .pytorchOptimizer),
    Library(library: .diffusers), Library(library: .torchtitan), Library(library: .pytorchWarmup),
    Library(library: .axolotl), Library(library: .ultralytics), Library(library: .accelerate),
    Library(library: .lightning), Library(library: .transformers),
  ]

  /// How many random schedules there are of each library; `LRVIZ_RING_CASES` asks for more.
  private static let count = ProcessInfo.processInfo.environment["LRVIZ_RING_CASES"].flatMap(Int.init) ?? 60

  /// Another seed makes other schedules; `LRVIZ_SEED` gives one.
  private static let seed = ProcessInfo.processInfo.environment["LRVIZ_SEED"].flatMap(UInt64.init) ?? 11

  /// Any Python at all: what it cannot import is found out for each library.
  private static let hasPython = Python.canImport("json")

  @Test(
    "The library gives the same rates", .enabled(if: hasPython, "SKIPPED: no Python"), arguments: libraries)
  func same(one: Library) throws {
    let cases = try RingChance(one.library, seed: Self.seed).cases(Self.count)
    let answer: LibraryDriver.Answer
    do { answer = try LibraryDriver("ring_driver.py").answer(cases.map(\.script)) } catch let failure
      as Python.Failure
    {
      Issue.record("\(failure.errors)")
      return
    }
    if let reason = answer.skipped {
      print("SKIPPED: nothing was compared with \(one.library.key): \(reason)")
      return
    }
    var compared = 0
    for (each, outcome) in zip(cases, answer.outcomes) { compared += compare(each, outcome, one.tolerance) }
    print("\(one.library.key): \(compared) rates of \(cases.count) schedules were compared")
    #expect(compared >= Self.count * 15, "only \(compared) rates could be compared")
  }

  /// As many rates as the library gives; where it fails at once, the schedule should have been refused.
  private func compare(_ each: RingChance.Case, _ outcome: LibraryDriver.Outcome, _ tolerance: Double) -> Int
  {
    guard var run = try? ScheduleRun(each.schedule, groups: each.groups) else { return 0 }
    let peak = outcome.rates.reduce(1e-300) { max($0, $1.magnitude) }
    for (step, rate) in outcome.rates.enumerated() {
      if step > 0 {
        do { try run.step(metric: each.script.metrics.isEmpty ? nil : each.script.metrics[step - 1]) } catch {
          Issue.record("\(each.schedule) at step \(step): \(error), the library \(rate)\n\(each.script.code)")
          return step
        }
      }
      let own = each.script.reads == "momentum" ? run.groups[0].momentum ?? 0 : run.lr
      let isSame = (rate - own).magnitude <= tolerance * peak
      #expect(
        isSame, "\(each.schedule) at step \(step): \(own), the library \(rate)\n\(each.script.code)")
      if !isSame { return step }
    }
    if outcome.rates.isEmpty { Issue.record("\(each.schedule): \(outcome.error ?? "")\n\(each.script.code)") }
    return outcome.rates.count
  }
}
