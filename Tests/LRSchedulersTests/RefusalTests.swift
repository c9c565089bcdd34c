import LRSchedulers
import Testing

/// What PyTorch refuses with words of its own, beyond the reference vectors.
@Suite struct RefusalTests {
  @Test(arguments: [
    ("ReduceLROnPlateau(mode=None)", "mode None is unknown!"),
    ("ReduceLROnPlateau(threshold_mode=True)", "threshold mode True is unknown!"),
    ("CyclicLR(0.1, 0.2, mode=3)", "mode is invalid and scale_fn is None"),
    (
      "OneCycleLR(0.1, 9, anneal_strategy=None)",
      "anneal_strategy must be one of 'cos' or 'linear', instead got None"
    ),
    (
      "SWALR(0.1, anneal_strategy=[1, 0.5])",
      "anneal_strategy must be one of 'cos' or 'linear', instead got [1, 0.5]"
    ),
  ])
  func aChoiceThatIsNoStringIsUnknown(spec: String, words: String) {
    let error = #expect(throws: SpecError.self) { try Schedule(parsing: spec) }
    #expect(error?.message == words)
  }

  @Test("Of a long line an error shows what is near the place", arguments: [0, 1, 150, 199, 200, 201, 5_000])
  func longLines(before: Int) throws {
    let text = "# é\n" + String(repeating: "ü", count: before) + "$" + String(repeating: "b", count: 10_000)
    let error = SpecError("no", line: 2, column: before + 1)
    let lines = error.rendered(source: text).split(separator: "\n")
    try #require(lines.count == 3)
    #expect(lines[0] == "line 2, column \(before + 1): no" && lines[2].last == "^")
    let shown = Array(lines[1])
    #expect(shown[lines[2].count - 1] == "$" && shown.last == "…" && shown.count <= 2 + 402)
    #expect((shown[2] == "…") == (before > 200))
    let last = error.rendered(source: "x\n" + String(repeating: "ü", count: before))
    #expect(last.split(separator: "\n")[2].count == 2 + min(before, 200) + (before > 200 ? 1 : 0) + 1)
  }
}
