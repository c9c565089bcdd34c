import Testing

/// `lrviz train` on the built program.
@Suite("train")
struct TrainTests {
  private func train(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["train"] + arguments)
  }

  @Test("JSON lines have the contract's keys, an object for each pane and epoch, in the order of the epochs")
  func jsonLines() throws {
    let outcome = try train(
      "StepLR(1, 0.5)", "ReduceLROnPlateau()", "--workload", "mock", "--epochs", "2", "--format", "jsonl")
    #expect(
      outcome.output == """
        {"pane": 1, "spec": "StepLR(step_size=1, gamma=0.5)", "epoch": 1, "lr": [0.1], "train_loss": 1.0, \
        "val_loss": 0.5, "events": [{"epoch": 2, "kind": "decay", "group": 0, "from": 0.1, "to": 0.05}]}
        {"pane": 2, "spec": "ReduceLROnPlateau()", "epoch": 1, "lr": [0.1], "train_loss": 1.0, \
        "val_loss": 0.5, "events": []}
        {"pane": 1, "spec": "StepLR(step_size=1, gamma=0.5)", "epoch": 2, "lr": [0.05], \
        "train_loss": 0.9090909090909091, "val_loss": 0.5420735492403949, "events": []}
        {"pane": 2, "spec": "ReduceLROnPlateau()", "epoch": 2, "lr": [0.1], \
        "train_loss": 0.9090909090909091, "val_loss": 0.5420735492403949, "events": []}

        """)
    #expect(outcome.status == 0 && outcome.errors == "")
  }

  @Test(
    "CSV has a column for each parameter group, the momentum where there is one, and blanks for what is not measured"
  )
  func csv() throws {
    let outcome = try train(
      "MultiStepLR([5, 9])", "--workload", "linear", "--lr", "0.1,0.01", "--optimizer", "SGD(momentum=0.9)",
      "--epochs",
      "1", "--format", "csv")
    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines.first
        == "pane,spec,epoch,lr,lr/pg1,momentum,momentum/pg1,train_loss,val_loss,val_accuracy")
    #expect(lines.last?.hasPrefix("1,\"MultiStepLR(milestones=[5, 9])\",1,0.1,0.01,0.9,0.9,") == true)
    #expect(lines.last?.hasSuffix(",,") == true)
  }

  @Test("A run that diverges is told as one, and goes on")
  func divergence() throws {
    let outcome = try train(
      "StepLR(1000)", "--workload", "quadratic", "--lr", "1000", "--epochs", "300", "--format", "jsonl")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 300 && outcome.status == 0)
    #expect(lines.last?.contains("\"train_loss\": \"") == true)
  }

  @Test("Equal seeds print equal bytes")
  func determinism() throws {
    let arguments = ["train", "CosineAnnealingLR(5)", "--epochs", "3", "--seed", "7", "--format", "csv"]
    #expect(try Program.run(arguments).output == Program.run(arguments).output)
    #expect(
      try Program.run(arguments).output
        != train("CosineAnnealingLR(5)", "--epochs", "3", "--format", "csv").output)
  }
}
