import Glibc
import Testing

/// `print --save-state` and `--load-state`.
@Suite struct SavedStateTests {
  private let directory: OutputFileTests.Directory
  private var path: String { directory.path + "/state.json" }

  init() throws { directory = try OutputFileTests.Directory() }

  private func print(_ spec: String, _ arguments: String...) throws -> Program.Outcome {
    try Program.run(
      ["print", spec, "--epochs", "30", "--format", "csv", "--metrics", "lambda epoch: 1"] + arguments)
  }

  @Test(arguments: [
    "StepLR(4, 0.5)", "CosineAnnealingLR(20)", "ReduceLROnPlateau(patience=3)", "OneCycleLR(0.5, 40)",
    "CosineAnnealingWarmRestarts(3, 2)", "LambdaLR(lambda e: 0.9 ** e)",
    "SequentialLR([LinearLR(0.1), ChainedScheduler([StepLR(3), SWALR(0.1)])], [35])",
  ])
  func aLoadedRunGoesOnAsIfNothingHadBeen(spec: String) throws {
    let whole = try print(spec)
    let saved = try print(spec, "--save-state", path, "--at", "12")
    #expect(saved.status == 0 && saved.output == whole.output)
    let rest = try print(spec, "--load-state", path, "--lr", "7")
    #expect(rest.status == 0, "\(rest.errors)")
    let lines = whole.output.split(separator: "\n")
    #expect(rest.output.split(separator: "\n") == Array(lines.prefix(1)) + Array(lines.dropFirst(13)))
  }

  @Test func whatIsLoadedWinsAloud() throws {
    _ = try print("StepLR(4, 0.5)", "--save-state", path, "--at", "12")
    #expect(try directory.text("state.json").contains("\"last_epoch\": 12"))
    let outcome = try print("StepLR(4, 0.9)", "--load-state", path)
    #expect(outcome.errors.contains("note: gamma=0.5 of '\(path)' wins over gamma=0.9"))
    #expect(outcome.output.contains("\n17,0.00625\n"))
    let other = try print("ExponentialLR(0.9)", "--load-state", path)
    #expect(other.status == 64 && other.output.isEmpty)
  }

  @Test(
    arguments: [
      ("", 66), ("{", 65), ("{\"schedule\": \"StepLR(3)\"}", 65),
      (
        #"{"schedule": "StepLR(3)", "steps": 2, "groups": [{"lr": 1}], "state": {"last_epoch": 9223372036854775807, "base_lrs": [1], "_step_count": 1}}"#,
        65
      ),
      (
        #"{"schedule": "StepLR(3)", "steps": 2, "groups": [{"lr": 1}], "state": {"last_epoch": 1, "base_lrs": [], "_step_count": 1}}"#,
        65
      ),
      (
        #"{"schedule": "StepLR(3)", "steps": -2, "groups": [], "state": {"last_epoch": 1, "base_lrs": [], "_step_count": 1}}"#,
        65
      ),
      (
        #"{"schedule": "StepLR(3)", "steps": 0, "groups": [], "state": {"last_epoch": 1, "base_lrs": [], "_step_count": 1}}"#,
        65
      ),
    ] as [(String, Int32)])
  func otherFilesAreRefused(text: String, status: Int32) throws {
    if !text.isEmpty { try directory.write(text, "state.json") }
    let outcome = try print("StepLR(3)", "--load-state", path)
    #expect(outcome.status == status && outcome.output.isEmpty && outcome.errors.contains("state.json"))
  }

  @Test func anEpochBeyondTheEndIsRefused() throws {
    #expect(try print("StepLR(3)", "--save-state", path, "--at", "30").status == 64)
    _ = try print("StepLR(3)", "--save-state", path)
    #expect(try Program.run(["print", "StepLR(3)", "--epochs", "20", "--load-state", path]).status == 64)
  }
}

extension OutputFileTests.Directory {
  fileprivate func write(_ text: String, _ name: String) throws {
    let file = try #require(fopen("\(path)/\(name)", "w"))
    defer { fclose(file) }
    fputs(text, file)
  }
}
