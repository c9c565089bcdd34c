import Testing

/// The lines the tutorial's five loops print, character for character.
@Suite("The tutorial's lines")
struct TutorialTests {
  /// A scheduler and the rates it prints: each with the number of epochs it holds.
  static let schedules: [(spec: String, rates: [(String, Int)])] = [
    ("StepLR(optimizer, step_size=10, gamma=0.1)", [("1.00e-01", 10), ("1.00e-02", 10), ("1.00e-03", 10)]),
    (
      "MultiStepLR(optimizer, milestones=[15, 25], gamma=0.1)",
      [("1.00e-01", 15), ("1.00e-02", 10), ("1.00e-03", 5)]
    ),
    (
      "ExponentialLR(optimizer, gamma=0.95)",
      """
      1.00e-01 9.50e-02 9.02e-02 8.57e-02 8.15e-02 7.74e-02 7.35e-02 6.98e-02 6.63e-02 6.30e-02 5.99e-02 5.69e-02 \
      5.40e-02 5.13e-02 4.88e-02 4.63e-02 4.40e-02 4.18e-02 3.97e-02 3.77e-02 3.58e-02 3.41e-02 3.24e-02 3.07e-02 \
      2.92e-02 2.77e-02 2.64e-02 2.50e-02 2.38e-02 2.26e-02
      """.split(separator: " ").map { (String($0), 1) }
    ),
    (
      "CosineAnnealingLR(optimizer, T_max=50)",
      """
      1.00e-01 9.99e-02 9.96e-02 9.91e-02 9.84e-02 9.76e-02 9.65e-02 9.52e-02 9.38e-02 9.22e-02 9.05e-02 8.85e-02 \
      8.64e-02 8.42e-02 8.19e-02 7.94e-02 7.68e-02 7.41e-02 7.13e-02 6.84e-02 6.55e-02 6.24e-02 5.94e-02 5.63e-02 \
      5.31e-02 5.00e-02 4.69e-02 4.37e-02 4.06e-02 3.76e-02
      """.split(separator: " ").map { (String($0), 1) }
    ),
  ]

  @Test("print", arguments: schedules.indices)
  func printed(index: Int) throws {
    let (spec, rates) = Self.schedules[index]
    let expected = rates.flatMap { Array(repeating: $0.0, count: $0.1) }.enumerated().map {
      "Epoch \($0 + 1), Current LR: \($1)\n"
    }
    let outcome = try Program.run(["print", spec, "--epochs", "30", "--format", "tutorial"])
    #expect(outcome.output == expected.joined())
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
  }

  @Test("print of the plateau scheduler on the tutorial's metric")
  func plateau() throws {
    let outcome = try Program.run([
      "print", "ReduceLROnPlateau(optimizer, 'min', 0.1, 10)", "--epochs", "30", "--format", "tutorial",
      "--metrics", "lambda epoch: 0.5 + 0.05 * math.sin(epoch)",
    ])
    // sin 11 is nearly -1, so that epoch 12 is the best; patience 10 lasts until 22, and 24 is the first at the lower rate.
    let rates = Array(repeating: "1.00e-01", count: 23) + Array(repeating: "1.00e-02", count: 7)
    let expected = rates.enumerated().map { "Epoch \($0 + 1), Current LR: \($1)\n" }
    #expect(outcome.output == expected.joined())
  }
}
