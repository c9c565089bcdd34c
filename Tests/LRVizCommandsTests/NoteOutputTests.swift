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
}
