import Testing

/// Every command that shows a schedule prints its notes on stderr, each once.
@Suite("Notes of commands")
struct NoteOutputTests {
  static let rising = "lrviz: note: CosineAnnealingLR rises again from epoch 7 on, after T_max=5\n"

  @Test(arguments: [
    ["print"], ["plot"], ["code"], ["train", "--workload", "mock"],
    ["lab", "--workload", "mock", "--snapshot", "/dev/null"],
  ])
  func eachCommandSaysThem(arguments: [String]) throws {
    let specs = ["CosineAnnealingLR(5)", "CosineAnnealingLR(5, eta_min=0.01)", "StepLR(3)"]
    let outcome = try Program.run(arguments + specs + ["--epochs", "9"])
    #expect(outcome.status == 0 && outcome.errors == Self.rising)
  }

  @Test func trainSaysThemOfMetricsAsTheyCome() throws {
    let outcome = try Program.run([
      "train", "ReduceLROnPlateau()", "--workload", "linear", "--epochs", "20", "--format", "tutorial",
    ])
    #expect(outcome.errors.contains("note: ReduceLROnPlateau takes worse metrics for better"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test func trainCountsStepsWhereTheSchedulerStepsWithEveryBatch() throws {
    let outcome = try Program.run([
      "train", "CosineAnnealingLR(50)", "--workload", "digits", "--epochs", "2", "--interval", "step",
    ])
    #expect(outcome.errors == "lrviz: note: CosineAnnealingLR rises again from step 52 on, after T_max=50\n")
  }

  @Test func printPlotAndCodeSpeakOfStepsWhereTheyCountThem() throws {
    for verb in ["print", "plot", "code"] {
      let outcome = try Program.run(
        [
          verb, "CosineAnnealingLR(5)", "--epochs", "9", "--interval", "step",
        ] + (verb == "code" ? ["--steps-per-epoch", "1"] : []))
      #expect(outcome.errors == Self.rising.replacing("epoch", with: "step"))
    }
  }

  @Test func changesInMidRunHaveNotesToo() throws {
    for verb in ["print", "plot"] {
      let outcome = try Program.run([
        verb, "LambdaLR(lambda e: 0.9 ** e)", "--epochs", "9", "--set", "3:lr=0.5",
      ])
      #expect(
        outcome.errors
          == "lrviz: note: LambdaLR assigns the LR in every step: one set by hand does not last\n")
    }
  }

  @Test func theTutorialsFiveArePlotted() throws {
    let outcome = try Program.run([
      "plot", "StepLR(10)", "MultiStepLR([15, 25])", "ExponentialLR(0.95)", "ReduceLROnPlateau()",
      "CosineAnnealingLR(100)",
    ])
    #expect(outcome.status == 0 && outcome.output.contains("StepLR"))
    #expect(
      outcome.errors
        == "lrviz: note: ReduceLROnPlateau follows a metric and is drawn unchanged; give --metrics FILE, or --metrics 'lambda epoch: ...'\n"
    )
  }

  @Test func aTitleThatIsTooLongIsCut() throws {
    let spec = "SequentialLR([LinearLR(0.1), CosineAnnealingLR(95)], milestones=[5])"
    let outcome = try Program.run(["plot", spec, "--size", "40x10"])
    #expect(outcome.output.split(separator: "\n").first == "SequentialLR(schedulers=[LinearLR(start…")
    let ascii = try Program.run(["plot", spec, "--size", "40x10", "--glyphs", "ascii"])
    #expect(ascii.output.split(separator: "\n").first == "SequentialLR(schedulers=[LinearLR(star..")
  }

  @Test(arguments: [(["LC_ALL": "xx_YY.UTF-8"], []), (["LC_ALL": "C"], ["--glyphs", "braille"])])
  func brailleIsDrawnWhereItIsAskedForOrShown(environment: [String: String], arguments: [String]) throws {
    let outcome = try Program.run(
      ["plot", "StepLR(10)"] + arguments, environment: Program.environment.merging(environment) { $1 })
    #expect(outcome.output.unicodeScalars.contains { 0x2801...0x28FF ~= $0.value })
  }
}
