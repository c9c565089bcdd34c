import LRSchedulers
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
      "9 ** 9 ** 9", "2 ** 65536 * 2", "10 ** -10 ** 9", "round(1, -10 ** 9)", "round(1.5, 10 ** 18)",
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
      var schedule = Schedule(default: Catalogue.entries[random.below(Catalogue.entries.count)])
      for parameter in schedule.entry.parameters {
        let steps = random.below(200) - 100
        schedule = schedule.nudged(parameter.name, by: steps) ?? schedule
      }
      let again = try Schedule(parsing: schedule.spec)
      #expect(again == schedule && again.spec == schedule.spec)
    }
  }
}

/// Sebastiano Vigna's SplitMix64.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
