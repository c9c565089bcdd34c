import Foundation
import Testing

/// `lrviz inspect`, and logs in `plot` and `print`.
@Suite("Logs without a terminal")
struct InspectTests {
  private static let logs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../RunLogsTests/Logs").standardizedFileURL.path

  @Test("An Aim store is said to be one")
  func aim() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = folder.appendingPathComponent(".aim")
    try FileManager.default.createDirectory(
      at: store.appendingPathComponent("seqs"), withIntermediateDirectories: true)
    try Data("SQLite format 3\0".utf8).write(to: store.appendingPathComponent("run_metadata.sqlite"))
    let outcome = try Program.run(["inspect", folder.path])
    #expect(outcome.status == 65 && outcome.errors.contains("is a store of Aim"), "\(outcome.errors)")
  }

  @Test("A table that fits the terminal")
  func table() throws {
    let outcome = try Program.run(["inspect", "\(Self.logs)/lightning_csv_late/logs/version_0/metrics.csv"])
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(
      lines.contains("  lr          lr-SGD               40  2.40936e-05 to 0.0926743  2 to 119")
        || lines.contains { $0.hasPrefix("  lr          lr-SGD  ") })
    #expect(lines.contains { $0.hasPrefix("  val_loss    val/loss ") })
  }

  @Test("JSON of the contract")
  func json() throws {
    let outcome = try Program.run(["inspect", "--format", "json", "\(Self.logs)/ultralytics/results.csv"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let run = try #require((document["runs"] as? [[String: Any]])?.first)
    let roles = try #require(run["roles"] as? [String: String])
    #expect(roles["lr"] == "lr/pg0" && roles["lr/pg1"] == "lr/pg1" && roles["train_loss"] == "train/box_loss")
    #expect(run["x"] as? String == "epoch")
    #expect(run["producer"] as? String == "Ultralytics")
    let series = try #require(run["series"] as? [String: [[Double]]])
    #expect(series["lr/pg2"]?.first == [1, 0.0822222])
    #expect((run["skipped"] as? [String: Any])?["count"] as? Int == 0)
  }

  @Test("One series as CSV, by name and by role")
  func series() throws {
    let path = "\(Self.logs)/keras_csv_plateau/training.log"
    let byRole = try Program.run(["inspect", "--series", "lr", path])
    #expect(byRole.output.hasPrefix("epoch,learning_rate\n0.0,0.10000000149011612\n"))
    #expect(try Program.run(["inspect", "--series", "learning_rate", path]).output == byRole.output)
    #expect(try Program.run(["inspect", "--series", "nope", path]).status == 64)
  }

  @Test("Runs that one file tells apart: a heading each, a document each, and a column that says which")
  func severalRuns() throws {
    let rows = (1...2).flatMap { seed in (0...1).map { "\(seed),\($0),\(seed + $0)\n" } }.joined()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("seed,epoch,loss\n\(rows)".utf8).write(to: file)
    let found = try Program.run(["inspect", file.path])
    #expect(found.output.contains("'seed 1': csv") && found.output.contains("'seed 2': csv"))
    let series = try Program.run(["inspect", "--series", "loss", file.path])
    #expect(
      series.output
        == "run,epoch,loss\nseed 1,0.0,1.0\nseed 1,1.0,2.0\nseed 2,0.0,2.0\nseed 2,1.0,3.0\n")
    let json = try Program.run(["inspect", "--format", "json", file.path])
    let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let runs = try #require(document?["runs"] as? [[String: Any]])
    #expect(runs.map { $0["name"] as? String } == ["seed 1", "seed 2"])
    #expect(try Program.run(["plot", file.path, "--color", "never"]).output.contains("seed 2"))
  }

  @Test("What is no log, or is not there")
  func refusals() throws {
    let none = try Program.run(["inspect", "\(Self.logs)/faulty/no_log_dir"])
    #expect(none.status == 65 && none.errors.contains("looked for curves called lr"))
    #expect(try Program.run(["inspect", "\(Self.logs)/faulty/not_a_log_csv/people.csv"]).status == 65)
    #expect(try Program.run(["inspect", "StepLR(10)"]).status == 65)
    #expect(try Program.run(["inspect", "/nowhere/log.csv"]).status == 66)
    #expect(try Program.run(["inspect", "--lr-name", "nope", "\(Self.logs)/tb_basic"]).status == 64)
  }

  @Test(
    "No escape of a name reaches the terminal",
    arguments: ["hostile_names_jsonl/metrics.jsonl", "hostile_names_csv/metrics.csv", "hostile_names_tb"])
  func hostile(path: String) throws {
    for arguments in [["inspect"], ["inspect", "--format", "json"], ["plot", "--color", "never"]] {
      let outcome = try Program.run(arguments + ["\(Self.logs)/faulty/\(path)"])
      #expect(outcome.status == 0)
      for scalar in outcome.output.unicodeScalars {
        #expect(
          scalar == "\n"
            || scalar.value >= 0x20 && scalar.value != 0x7F && !(0x80...0x9F).contains(scalar.value))
        #expect(!["\u{202E}", "\u{200B}", "\u{2066}"].contains(scalar))
      }
    }
  }

  @Test("plot draws logs, several over each other, and plans over them")
  func plot() throws {
    let one = try Program.run(["plot", "--size", "80x20", "\(Self.logs)/hf5_linear/trainer_state.json"])
    #expect(one.status == 0 && one.output.contains("eval_loss") && one.output.contains("step"))
    let two = try Program.run([
      "plot", "--size", "120x20", "\(Self.logs)/hf5_linear/trainer_state.json",
      "\(Self.logs)/hf_cosine/trainer_state.json",
    ])
    #expect(two.status == 0)
    let planned = try Program.run([
      "plot", "--size", "100x20", "\(Self.logs)/hf5_linear/trainer_state.json", "LinearLR(1.0, 0.0, 90)",
    ])
    #expect(planned.status == 0 && planned.output.contains("plan: LinearLR"))
    #expect(planned.errors.contains("the plan starts from the largest rate of the log, 0.03"))
  }

  @Test("plot draws a file of numbers, in one column or more")
  func numbers() throws {
    let path = "/tmp/lrviz-numbers-\(ProcessInfo.processInfo.processIdentifier).txt"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try (0..<50).map { "\($0 * $0)\n" }.joined().write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try Program.run(["plot", "--size", "60x10", path]).output.contains("2000"))
    try (0..<50).map { "\(1000 + $0) \($0 * $0)\n" }.joined().write(
      toFile: path, atomically: true, encoding: .utf8)
    #expect(try Program.run(["plot", "--size", "60x10", path]).output.contains("1020"))
  }

  @Test("A log's validation loss feeds metric-driven schedulers")
  func metrics() throws {
    let outcome = try Program.run([
      "print", "ReduceLROnPlateau(patience=2)", "--epochs", "20", "--format", "csv", "--metrics",
      "\(Self.logs)/keras_csv_plateau/training.log",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains(",0.01"))
  }

  @Test("--loss-name says which series is the metric; one that is not there is refused")
  func metricByName() throws {
    let arguments = [
      "print", "ReduceLROnPlateau(patience=2)", "--epochs", "20", "--format", "csv", "--metrics",
      "\(Self.logs)/keras_csv_plateau/training.log", "--loss-name",
    ]
    let outcome = try Program.run(arguments + ["loss"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let refused = try Program.run(arguments + ["energy"])
    #expect(
      refused.status == 64 && refused.errors.contains("there is no series 'energy'"), "\(refused.errors)")
  }
}
