import Foundation
import LRSchedulers
import TestSupport
import Testing

@testable import Recipes

/// Configurations by chance, through the frameworks' own schedulers and through the recipes.
///
/// `Scripts/install-ring` unpacks the frameworks; those that are not there are skipped, which the output says. `LRVIZ_PYTHON` names a
/// Python that has torch, `LRVIZ_RING_CASES` how many there are, `LRVIZ_SEED` other ones.
@Suite struct FrameworkDifferenceTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["LRVIZ_RING_CASES"].flatMap(Int.init) ?? 200
  private static let seed = environment["LRVIZ_SEED"].flatMap(UInt64.init) ?? 12

  @Test(
    "The framework gives the same rates",
    .enabled(
      if: Python.canImport("torch", "yaml"), "SKIPPED: needs torch and yaml; LRVIZ_PYTHON names a Python"),
    arguments: ["neox", "nemo", "fairseq", "espnet", "opennmt"])
  func same(framework: String) throws {
    var chance = FrameworkChance(seed: Self.seed)
    let cases = (0..<Self.count).map { _ in chance.configuration(of: framework) }
    let answer = try LibraryDriver("recipe_driver.py").answer(cases)
    if let reason = answer.skipped {
      print("SKIPPED: nothing was compared with \(framework): \(reason)")
      return
    }
    var compared = 0
    for (each, outcome) in zip(cases, answer.outcomes) where try compare(each, outcome) { compared += 1 }
    print(
      "\(framework): \(compared) of \(cases.count) configurations were compared, the others refused, or failed there"
    )
    #expect(compared > Self.count / 2, "only \(compared) of \(cases.count) could be compared")
  }

  /// Whether there were rates to compare: what the framework refuses at once must be refused here too.
  private func compare(_ each: FrameworkChance.Configuration, _ outcome: LibraryDriver.Outcome) throws -> Bool
  {
    var options = ScriptOptions()
    options.stepsPerEpoch = each.outside["steps_per_epoch"]
    let found: PastedSchedule
    do {
      found = try #require(try Recipes.schedules(in: each.text, options: options).first)
    } catch {
      // What the framework goes on with and soon fails, lrviz may refuse.
      let isRefused = outcome.error != nil
      #expect(isRefused, "refused (\(error)), the framework gives \(outcome.rates.prefix(5))\n\(each.text)")
      return false
    }
    guard !outcome.rates.isEmpty else {
      Issue.record("accepted, the framework: \(outcome.error ?? "")\n\(each.text)")
      return false
    }
    var run = try ScheduleRun(found.schedule, lr: found.lrs?[0] ?? 0)
    let peak = outcome.rates.reduce(1e-300) { max($0, $1.magnitude) }
    for (step, rate) in outcome.rates.enumerated() {
      if step > 0 { try run.step() }
      let isSame = (run.lr - rate).magnitude <= 1e-11 * peak
      #expect(isSame, "step \(step): \(run.lr), the framework \(rate)\n\(found.schedule.spec)\n\(each.text)")
      if !isSame { return true }
    }
    return true
  }
}
