import Foundation
import LRSchedulers
import SpecFuzzing
import Testing

/// The parser meets anything: it answers or refuses, and neither traps nor hangs.
@Suite struct FuzzTests {
  private static let fragments = [
    "StepLR", "MultiStepLR", "ReduceLROnPlateau", "CosineAnnealingLR", "(", "(", ")", ")", "[", "]", ",", "=",
    "==",
    "step_size", "gamma", "T_max", "milestones", "mode", "lambda", "epoch", ":", "0", "1", "10", "-", "+",
    "**", "//",
    "%", "*", "/", "<", "if", "else", "not", "and", "or", "'min'", "\"", "'", "\\", "\n", "#", " ", ".",
    "1e9", "1e",
    "0x", "1_", "math.pi", "math.cos", "min", "round", "float", "None", "True", "optimizer", "\u{0}", "é",
    "🙂", "9999",
    "99999999999999999999999",
  ]

  @Test func noTextTrapsTheParser() {
    var random = SplitMix(seed: 1)
    for _ in 0..<20_000 {
      let text = (0..<random.below(14)).map { _ in Self.fragments[random.below(Self.fragments.count)] }
        .joined()
      if let schedule = try? Schedule(parsing: text) {
        #expect((try? Schedule(parsing: schedule.spec)) == schedule)
      }
      if let lambda = try? LambdaExpression(parsing: "lambda epoch:" + text) {
        _ = try? lambda(random.below(100))
        #expect((try? LambdaExpression(parsing: lambda.description)) == lambda)
      }
    }
  }

  /// `LRVIZ_FUZZ=1000000 swift test --filter FuzzTests` tries as many; `make fuzz` does it faster.
  @Test func whatIsMadeOfMutatedSpecsHolds() throws {
    let count = ProcessInfo.processInfo.environment["LRVIZ_FUZZ"].flatMap(Int.init) ?? 1_000
    var mutator = SpecMutator(try Corpus.specs(in: GoldenFile.folder), seed: 4)
    for _ in 0..<count {
      let text = mutator.next()
      let failure = SpecCheck.failure(of: text)
      #expect(failure == nil, "\(text.debugDescription)")
    }
  }

  /// Found by the fuzzer: from a boundary far below 0 there are more steps than an Int can count.
  @Test(arguments: ["-2**63", "-1e300"])
  func boundariesFarBelowZeroDoNotOverflow(boundary: String) throws {
    let joined = "join_schedules([constant_schedule(0.1), cosine_decay_schedule(0.1, 9)], [\(boundary)])"
    #expect(SpecCheck.isSpec(joined) && SpecCheck.failure(of: joined) == nil)
    let text = "SequentialLR([StepLR(3), ExponentialLR(0.5)], milestones=[\(boundary)])"
    var run = ForkedRun(try ScheduleRun(Schedule(parsing: text), groups: [ParameterGroup(lr: 0.1)]))
    try run.assign(run.run.schedule.setting("schedulers[1].gamma", to: .double(0.25)))
    for _ in 0..<3 { try run.step() }
    _ = try? run.lrs(.closedForm)
  }

  /// Found by the fuzzer: how many numbers a range has, and what a step of a slice goes back, may be no Int.
  @Test(arguments: [
    "range(1, -2**63)", "range(-2**63, 2**63 - 1)", "range(-2**63, 0, 3)", "range(0, 5, -2**63)",
  ])
  func rangesOfEveryLengthAreRead(range: String) {
    for text in [
      "scheduler = StepLR(optimizer, 9)\nfor e in \(range):\n    scheduler.step()\n",
      "scheduler = StepLR(optimizer, len(\(range)) + 9)\n",
      "n = \(range)\nscheduler = StepLR(optimizer, n[1] if n else 3)\n",
      "LambdaLR(lambda e: [1, 2, 3][::-2**63][0] + len([e for _ in \(range)]))",
    ] { #expect(SpecCheck.failure(of: text) == nil, "\(text)") }
  }

  @Test func randomBytesAreRefused() {
    var random = SplitMix(seed: 2)
    for _ in 0..<5_000 {
      let bytes = (0..<random.below(40)).map { _ in UInt8(random.below(256)) }
      #expect(throws: SpecError.self) {
        try Schedule(parsing: "StepLR(\u{1}" + String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  @Test(arguments: ["(", "[", "-", "not ", "StepLR(", "2**", "1 if 1 else ", "lambda e: ", "f(a=", "((["])
  func depthIsBounded(opening: String) {
    for length in [60_000, 1_000_000] {
      let deep = String(repeating: opening, count: length / opening.utf8.count)
      #expect(throws: SpecError.self) { try Schedule(parsing: "StepLR(" + deep) }
      #expect(throws: SpecError.self) { try LambdaExpression(parsing: "lambda e: " + deep) }
    }
  }

  @Test(arguments: ["1 + ", "1 < ", "1 and ", "1 or ", "3 * "])
  func longChainsAreBounded(link: String) {
    let long = String(repeating: link, count: 8_000) + "1"
    if let lambda = try? LambdaExpression(parsing: "lambda e: " + long) { _ = try? lambda(1) }
    #expect((try? LambdaExpression(parsing: "lambda e: " + String(repeating: link, count: 90) + "1")) != nil)
  }

  @Test func numbersStayBounded() throws {
    for source in [
      "9 ** 9 ** 9", "[0.1] * 10 ** 9", "'a' * 10 ** 9", "2 ** 10 ** 9", "2 ** 65536 * 2", "10 ** -10 ** 9",
      "round(1, -10 ** 9)", "round(1.5, 10 ** 18)",
    ] {
      let lambda = try LambdaExpression(parsing: "lambda epoch: " + source)
      _ = try? lambda(1)
    }
    #expect(throws: SpecError.self) {
      try Schedule(parsing: "StepLR(" + String(repeating: "9", count: 60_000) + ")")
    }
  }

  @Test func generatedSpecsReadBackTheSame() throws {
    var random = SplitMix(seed: 3)
    for _ in 0..<2_000 {
      var schedule = Schedule(default: Catalog.entries[random.below(Catalog.entries.count)])
      for parameter in schedule.entry.parameters {
        let steps = random.below(200) - 100
        schedule = schedule.nudged(parameter.name, by: steps) ?? schedule
      }
      do {
        let again = try Schedule(parsing: schedule.spec)
        #expect(again == schedule && again.spec == schedule.spec)
      } catch {
        // What stands outside of a schedule may be left out, and is asked for.
        #expect(
          !error.missing.isEmpty
            && error.missing.allSatisfy { schedule.entry.parameter(named: $0.name)?.isOutside == true })
      }
    }
  }
}
