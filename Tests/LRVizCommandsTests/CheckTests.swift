import Foundation
import TestSupport
import Testing

/// `lrviz check` and `lrviz replay`.
@Suite("Check and replay")
struct CheckTests {
  private static let logs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../JudgesTests/Logs").standardizedFileURL.path
  private static let cosine = [
    "--plan", "CosineAnnealingLR(T_max=200)", "--lr", "0.05", "--epochs", "200", "--interval", "step",
  ]

  private func document(_ arguments: [String]) throws -> (status: Int32, [String: Any]) {
    let outcome = try Program.run(arguments)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return (outcome.status, try #require(object as? [String: Any], "\(outcome.errors)"))
  }

  @Test("A match exits with 0, a deviation with 1")
  func statuses() throws {
    let (good, match) = try document(
      ["check", "\(Self.logs)/plans/ok_step/log.csv", "--format", "json"] + Self.cosine)
    #expect(
      good == 0 && match["verdict"] as? String == "match" && match["max_relative_deviation"] as? Double == 0)
    let (bad, early) = try document(
      ["check", "\(Self.logs)/plans/ends_at_49", "--format", "json"] + Self.cosine)
    #expect(bad == 1 && early["verdict"] as? String == "ends_early")
    #expect((early["details"] as? [String: Any])?["fraction"] as? Double == 0.49)
    #expect(early["remedy"] is String && early["explanation"] is String && early["at"] is Int)
  }

  @Test("Two runs in one file are judged one by one, and two rows are too few to tell")
  func startsAndFewRows() throws {
    let scratch = try ScratchFolder()
    func rows(_ rates: [Double]) -> String {
      rates.enumerated().map { "{\"iteration\": \(20 * $0.offset + 19), \"lr\": \($0.element)}\n" }.joined()
    }
    let a = (0..<12).map { (row: Int) -> Double in 0.1 * (1 - Double(20 * row + 19) / 240) }
    let b = (0..<9).map { (row: Int) -> Double in row < 5 ? 0.05 : 0.005 }
    scratch.write(rows(a) + rows(b), to: "two.jsonl")
    let outcome = try Program.run(["check", scratch.file("two.jsonl"), "--format", "json"])
    let lines = try outcome.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(
      outcome.status == 0 && lines.map { $0["start"] as? Int } == [1, 2] && lines[0]["starts"] as? Int == 2)
    #expect(
      try Program.run(["check", scratch.file("two.jsonl")]).output.contains(
        "two.jsonl, start 2 of 2: looks like"))
    // Against a plan each start has its verdict.
    let plan = ["--plan", "LinearLR(1.0, 0.0, total_iters=240)", "--lr", "0.1", "--interval", "step"]
    let judged = try Program.run(["check", scratch.file("two.jsonl")] + plan)
    #expect(judged.status == 1 && judged.output.contains("start 1 of 2: match"))
    scratch.write("epoch,lr\n1,0.000997\n2,0.000989\n", to: "few.csv")
    let (status, few) = try document(["check", scratch.file("few.csv"), "--format", "json"])
    #expect(
      status == 0 && (few["undecided"] as? String)?.contains("2 rates") == true && few["identified"] is [Any])
    let text = try Program.run(["check", scratch.file("few.csv")]).output
    #expect(
      text.contains("too few rows to tell") && text.contains("it may be: ") && !text.contains("looks like"))
  }

  @Test("Without a plan it says which schedule it is")
  func identify() throws {
    let (status, found) = try document(["check", "\(Self.logs)/plans/ok_step/log.csv", "--format", "json"])
    let best = try #require((found["identified"] as? [[String: Any]])?.first)
    #expect(
      status == 0 && best["spec"] as? String == "CosineAnnealingLR(T_max=200)"
        && best["lr"] as? Double == 0.05)
    #expect(
      best["from"] as? Int == 0 && best["to"] as? Int == 199 && (best["residual"] as? Double ?? 1) < 1e-9)
    let text = try Program.run(["check", "\(Self.logs)/plans/ok_step/log.csv"])
    #expect(text.output.contains("looks like CosineAnnealingLR(T_max=200), lr 0.05"))
  }

  @Test(
    "A plan that follows a metric cannot be judged by a log without one, but a rate that stays is no deviation"
  )
  func plateauWithoutMetric() throws {
    let scratch = try ScratchFolder()
    for (name, factor, status, words) in [
      ("flat.csv", 1.0, 0, "The rate never changes, and the log has no metric"),
      ("cut.csv", 0.1, 1, "has no metric"),
    ] {
      let rows = (0..<30).map { "\($0),\(0.1 * ($0 < 15 ? 1 : factor))\n" }.joined()
      scratch.write("epoch,lr\n" + rows, to: name)
      let outcome = try Program.run([
        "check", scratch.file(name), "--plan", "ReduceLROnPlateau(patience=3)", "--lr", "0.1", "--epochs",
        "30",
      ])
      #expect(Int(outcome.status) == status && outcome.output.contains(words), "\(outcome)")
    }
  }

  @Test("Text has verdict, evidence and remedy; a size draws both curves")
  func text() throws {
    let outcome = try Program.run(["check", "\(Self.logs)/plans/base_x8", "--size", "60x12"] + Self.cosine)
    #expect(outcome.output.contains(": scaled\n") && outcome.output.contains("remedy: "))
    #expect(outcome.output.contains("factor: 8\n") && outcome.output.contains("plan"))
    #expect(outcome.output.split(separator: "\n").count > 14)
  }

  @Test("GitHub's annotations, a line each")
  func github() throws {
    let outcome = try Program.run(
      ["check", "\(Self.logs)/plans/base_x8", "--format", "github"] + Self.cosine)
    #expect(outcome.output.hasPrefix("::error file="))
    #expect(
      outcome.output.contains(",title=lrviz check%3A scaled::")
        || outcome.output.contains(",title=lrviz check: scaled::"))
    #expect(outcome.output.split(separator: "\n").count == 1)
  }

  @Test("The plan starts from the log's largest rate where nothing is said")
  func peak() throws {
    let outcome = try Program.run([
      "check", "\(Self.logs)/plans/ok_step/log.csv", "--plan", "CosineAnnealingLR(T_max=200)", "--interval",
      "step",
    ])
    #expect(outcome.status == 0 && outcome.output.contains("starts from the largest rate of the log, 0.05"))
  }

  @Test("A peak that was not logged is no deviation, where nobody said the rate", arguments: [1, 5, 7])
  func unloggedPeak(first: Int) throws {
    let path = "/tmp/lrviz-peak-\(ProcessInfo.processInfo.processIdentifier)-\(first).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let rows = (first..<60).map { "\($0),\(0.1 * (1 - Double($0) / 60)),0.5\n" }
    try ("epoch,lr,loss\n" + rows.joined()).write(toFile: path, atomically: true, encoding: .utf8)
    let plan = ["--plan", "LinearLR(1.0, 0.0, 60)", "--epochs", "60"]
    let assumed = try Program.run(["check", path] + plan)
    #expect(assumed.status == 0 && assumed.output.contains("starts from 0.1,"), "\(assumed)")
    let said = try Program.run(["check", path, "--lr", "0.05"] + plan)
    #expect(said.status == 1 && said.output.contains(": scaled\n"), "\(said)")
  }

  @Test("Refusals name what is wrong")
  func refusals() throws {
    let log = "\(Self.logs)/plans/ok_step/log.csv"
    #expect(try Program.run(["check", log, "--plan", "NoSuchLR(3)"]).status == 64)
    #expect(try Program.run(["check", log, "--lr", "0.1"]).status == 64)
    #expect(try Program.run(["check", "/nowhere.csv"]).status == 66)
    let table = "\(Self.logs)/../../RunLogsTests/Logs/faulty/not_a_log_csv/people.csv"
    #expect(try Program.run(["check", table] + Self.cosine).status == 65)
    let groups = try Program.run([
      "check", log, "--plan", "OneCycleLR([0.1, 0.2], total_steps=200, cycle_momentum=False)",
    ])
    #expect(groups.status == 64 && groups.errors.contains("--plan"))
  }

  @Test("Hostile names and values reach no terminal", arguments: ["text", "json", "github"])
  func hostile(format: String) throws {
    let path = "/tmp/lrviz-check-\(ProcessInfo.processInfo.processIdentifier)-\u{1B}[31m%,:.csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text =
      "step,lr,loss\n" + (0..<20).map { "\($0),nan,1" }.joined(separator: "\n")
      + "\n20,0.1,1\n21,inf,1\n22,0.1,1\n"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let outcome = try Program.run(["check", path, "--format", format] + Self.cosine)
    for scalar in (outcome.output + outcome.errors).unicodeScalars {
      #expect(scalar == "\n" || scalar.value >= 0x20)
    }
  }

  @Test("A replay has each epoch and the cuts")
  func replay() throws {
    let path = "\(Self.logs)/plans/ok_plateau/log.jsonl"
    let (status, found) = try document([
      "replay", path, "ReduceLROnPlateau(factor=0.5, patience=3)", "--format", "json",
    ])
    let rows = try #require(found["rows"] as? [[String: Any]])
    #expect(status == 0 && rows.count == 40)
    // What the run did is what the replay does.
    for row in rows { #expect(row["lr"] as? [Double] == row["logged_lr"] as? [Double]) }
    #expect(rows[0]["epoch"] as? Int == 1 && rows[0]["bad"] as? Int == 0 && rows[0]["cooldown"] as? Int == 0)
    let cuts = try #require(found["cuts"] as? [[String: Any]])
    #expect(!cuts.isEmpty && cuts[0]["from"] as? Double == 0.05 && cuts[0]["to"] as? Double == 0.025)
    let table = try Program.run([
      "replay", path, "ReduceLROnPlateau(factor=0.5, patience=3)", "--size", "60x16",
    ])
    #expect(table.output.contains("cut") && table.output.contains("logged_lr"))
    #expect(table.errors.contains("the losses are those of the run as it was"))
  }

  @Test("A sweep has a row a combination")
  func sweep() throws {
    let path = "\(Self.logs)/plans/ok_plateau/log.jsonl"
    let (_, found) = try document([
      "replay", path, "ReduceLROnPlateau()", "--sweep", "patience=2..4", "--sweep", "factor=0.1,0.5",
      "--format", "json",
    ])
    let rows = try #require(found["sweep"] as? [[String: Any]])
    #expect(rows.count == 6)
    #expect(rows[1]["patience"] as? Int == 2 && rows[1]["factor"] as? Double == 0.5)
    #expect(rows[1]["cuts"] is [Int] && rows[1]["final_lr"] is Double)
  }

  @Test(
    "Sweeps and replays that cannot be",
    arguments: [
      ["StepLR(10)"], ["ReduceLROnPlateau()", "--sweep", "gamma=1..2"],
      ["ReduceLROnPlateau()", "--sweep", "factor=0.1..0.5"],
      ["ReduceLROnPlateau()", "--sweep", "patience"], ["ReduceLROnPlateau()", "--loss-name", "nope"],
    ])
  func badReplay(arguments: [String]) throws {
    let outcome = try Program.run(["replay", "\(Self.logs)/plans/ok_plateau/log.jsonl"] + arguments)
    #expect(outcome.status == 64 && !outcome.errors.isEmpty)
  }
}
