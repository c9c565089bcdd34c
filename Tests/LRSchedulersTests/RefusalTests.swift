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
}
