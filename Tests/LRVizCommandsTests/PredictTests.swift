import Foundation
import TestSupport
import Testing

/// `lrviz predict` and `lrviz range`.
@Suite("Predict and range")
struct PredictTests {
  private static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../PredictTests/Data").standardizedFileURL.path
  private static let wsd = "\(data)/csv_25/wsd_20000_24000.csv"
  private static let cosine =
    "LambdaLR(lr_lambda=lambda s: s / 2159 if s < 2160 else 0.1 + 0.45 * (1 + math.cos(math.pi * (s - 2160) / 21840)))"
  private static let decayed =
    "LambdaLR(lr_lambda=lambda s: s / 2159 if s < 2160 else 1 if s < 20000 else 0.1 ** ((s - 20000) / 4000))"

  private func document(_ arguments: [String]) throws -> [String: Any] {
    let outcome = try Program.run(arguments + ["--format", "json"])
    let object = try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(object as? [String: Any], "\(outcome.errors)")
  }

  private func codes(_ document: [String: Any]) -> [String] {
    (document["warnings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
  }

  @Test("JSON has all that the interface says, and another run is met")
  func json() throws {
    let log = "\(Self.data)/csv_25/cosine_24000.csv"
    let found = try document([
      "predict", Self.wsd, "--warmup", "2160", "--plan", Self.cosine, "--against", log, "--epochs", "24000",
      "--best",
    ])
    #expect(found["law"] as? String == "mpl")
    #expect(
      (found["parameters"] as? [String: Double])?.keys.sorted() == [
        "A", "B", "C", "L0", "alpha", "beta", "gamma",
      ])
    #expect(
      (found["told_by_data"] as? [String: Double])?.keys.sorted() == ["B", "C", "alpha", "beta", "gamma"])
    let run = try #require((found["runs"] as? [[String: Any]])?.first)
    #expect(run["rows"] as? Int == 170 && run["used"] as? Int == 170 && run["rates"] as? String == "logged")
    let warmup = try #require(run["warmup"] as? [String: Any])
    #expect(
      warmup["steps"] as? Int == 2160 && warmup["shape"] as? String == "linear"
        && warmup["from"] as? String == "option")
    let plan = try #require((found["plans"] as? [[String: Any]])?.first)
    let (at, losses) = (try #require(plan["at"] as? [Int]), try #require(plan["loss"] as? [Double]))
    #expect(
      plan["steps"] as? Int == 24_000 && at.first == 2_160 && at.count == losses.count && at.count > 160)
    let (low, high) = (try #require(plan["low"] as? [Double]), try #require(plan["high"] as? [Double]))
    #expect(zip(zip(low, losses), zip(losses, high)).allSatisfy { $0.0 < $0.1 && $1.0 < $1.1 })
    let met = try #require(plan["against"] as? [String: Any])
    #expect(
      (met["pred_e"] as? Double ?? 1) < 0.002 && (met["r2"] as? Double ?? 0) > 0.99 && met["final"] is Double)
    let best = try #require(found["best"] as? [String: Any])
    #expect((best["spec"] as? String)?.hasPrefix("get_wsd_schedule(") == true)
    #expect(
      (best["gain_over_plans"] as? [Double])?.count == 1 && (best["within_1e-3"] as? [Double])?.count == 2)
    #expect(codes(found).contains("gain_optimistic") && !codes(found).contains("warmup_estimated"))
  }

  @Test("The table has how far another run was met, the best decay and what it gains, and counts a log once")
  func table() throws {
    let outcome = try Program.run([
      "predict", Self.wsd, Self.wsd, "--warmup", "2160", "--plan", Self.cosine, "--against",
      "\(Self.data)/csv_25/cosine_24000.csv", "--epochs", "24000", "--best", "wsd:linear",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasSuffix("the same as '\(Self.wsd)' and counted once") })
    let head = try #require(
      lines.firstIndex { $0.contains("  mean error  ") && $0.hasSuffix("  plan") }, "\(outcome.output)")
    #expect(
      lines[head + 1].contains(" %  1: LambdaLR(") && lines[head + 2].contains("  best: get_wsd_schedule("))
    let best = try #require(lines.first { $0.hasPrefix("best decay: linear over the last ") })
    #expect(best.hasSuffix("% it hardly matters") && lines.contains { $0.hasSuffix(" below plan 1") })
  }

  @Test("The rest of what ran begins behind the log and goes to its end")
  func rest() throws {
    let folder = try ScratchFolder()
    let lines = try String(contentsOfFile: Self.wsd, encoding: .utf8).split(whereSeparator: \.isNewline)
    folder.write(lines.prefix(120).joined(separator: "\n"), to: "part.csv")
    let found = try document(["predict", folder.file("part.csv"), "--ran", Self.decayed, "--epochs", "24000"])
    let plan = try #require((found["plans"] as? [[String: Any]])?.first)
    let at = try #require(plan["at"] as? [Int])
    #expect(at.first == 2_176 + 118 * 128 + 1 && at.last == 23_999)
    let final = try #require((plan["final"] as? [String: Double])?["loss"])
    #expect(abs(final / 3.2757 - 1) < 0.007)
    #expect(codes(found).contains("drop_not_seen"))
  }

  @Test("A rate that is logged one step behind the last loss, where what ran has ended, contradicts nothing")
  func rateBehindTheEnd() throws {
    let folder = try ScratchFolder()
    let rows = (0..<40).map { "\($0 * 25),\(3 - 0.02 * Double($0)),0.1" } + ["1000,,0.01"]
    folder.write("step,val_loss,lr\n" + rows.joined(separator: "\n"), to: "a.csv")
    let outcome = try Program.run(
      [
        "predict", folder.file("a.csv"), "--ran", "MultiStepLR([1000], 0.1)", "--plan", "StepLR(500)", "--lr",
        "0.1",
      ])
    #expect(outcome.status == 0 && !outcome.errors.contains("logs a rate"), "\(outcome.errors)")
  }

  @Test("What really ran is taken at its word, and where the log has other rates that is said")
  func contradiction() throws {
    let folder = try ScratchFolder()
    let lines = try String(contentsOfFile: Self.wsd, encoding: .utf8).split(whereSeparator: \.isNewline)
    folder.write(lines.prefix(120).joined(separator: "\n"), to: "part.csv")
    func errors(_ ran: String) throws -> String {
      try Program.run(["predict", folder.file("part.csv"), "--ran", ran, "--epochs", "24000"]).errors
    }
    #expect(try !errors(Self.decayed).contains("logs a rate"))
    let other = try errors("StepLR(5000, 0.5)")
    #expect(
      other.contains("part.csv' logs a rate of 0.0003 at step 1") && other.contains("--ran StepLR"),
      "\(other)")
  }

  @Test("A run whose rate falls is no range test")
  func fallingRange() throws {
    let folder = try ScratchFolder()
    let rows = (0..<60).map { "\($0),\(1.0 / Double($0 + 1)),\(3 - 0.01 * Double($0))" }
    folder.write((["step,lr,loss"] + rows).joined(separator: "\n"), to: "run.csv")
    let outcome = try Program.run(["range", folder.file("run.csv")])
    #expect(
      outcome.status == 65 && outcome.errors.contains("falls from row to row") && outcome.output.isEmpty)
  }

  @Test("A table, a chart at a size, and a picture in a file")
  func text() throws {
    let folder = try ScratchFolder()
    let outcome = try Program.run([
      "predict", Self.wsd, "--law", "momentum", "--plan", Self.cosine, "--at", "5000,10000", "--size",
      "70x20", "--output",
      folder.file("forecast.svg"),
    ])
    #expect(outcome.status == 0 && outcome.output.contains("momentum law: L0 "))
    #expect(outcome.output.contains("80 % band") && outcome.output.contains("warning warmup_estimated: "))
    #expect(outcome.output.split(separator: "\n").count > 24)
    #expect(folder.text("forecast.svg").hasPrefix("<svg") || folder.text("forecast.svg").contains("<svg"))
  }

  @Test("What tells nothing is refused, with its status")
  func refusals() throws {
    let folder = try ScratchFolder()
    let rows = (0..<60).map { "\(10 * $0),\(0.001),\(3 - 0.01 * Double($0))" }
    folder.write((["step,lr,loss"] + rows.prefix(12)).joined(separator: "\n"), to: "short.csv")
    folder.write(
      (["step,loss"] + rows.map { $0.replacingOccurrences(of: ",0.001", with: "") }).joined(separator: "\n"),
      to: "rateless.csv")
    folder.write(
      (["step,lr"] + rows.map { $0.split(separator: ",").prefix(2).joined(separator: ",") }).joined(
        separator: "\n"), to: "lossless.csv")
    folder.write(
      (["step,lr,loss"] + rows + ["600,0.001,-0.5", ""]).joined(separator: "\n"), to: "negative.csv")
    folder.write((["step,lr,loss"] + rows).joined(separator: "\n"), to: "good.csv")
    let plan = ["--plan", "StepLR(100)"]
    for (file, words) in [
      ("short.csv", "expected at least 20"), ("rateless.csv", "holds no learning rate"),
      ("lossless.csv", "no loss"),
      ("negative.csv", "a loss of -0.5"),
    ] {
      let outcome = try Program.run(["predict", folder.file(file)] + plan)
      #expect(
        outcome.status == 65 && outcome.errors.contains(words) && outcome.output.isEmpty,
        "\(file): \(outcome.errors)")
    }
    for (arguments, status, words) in [
      ([], 64, "nothing is asked for"),
      (plan + ["--plan", "StepLR(9)", "--against", "x"], 64, "--against names 1"),
      (["--plan", "ReduceLROnPlateau()"], 64, "follows a metric"),
      (plan + ["--band", "2"], 64, "probability"),
      (["--plan", "get_linear_schedule_with_warmup(10, 1000000000)"], 65, "at most 20000000"),
    ] as [([String], Int32, String)] {
      let outcome = try Program.run(["predict", folder.file("good.csv")] + arguments)
      #expect(outcome.status == status && outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
    }
    #expect(try Program.run(["predict", folder.file("none.csv")] + plan).status == 66)
  }

  @Test("A range test names each library's suggestion, or says that there is none")
  func range() throws {
    let text = try Data(contentsOf: URL(fileURLWithPath: "\(Self.data)/range_test.json"))
    let truth = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
    let curves = try #require(truth["curves"] as? [String: [String: Any]])
    let folder = try ScratchFolder()
    for (name, curve) in curves {
      let library = try #require(curve["fastai"] as? [String: Any])
      let rates = try #require(library["lr"] as? [Double])
      let losses = try #require(curve["raw"] as? [Any])
      let rows = zip(rates.indices, rates).map { "\($0),\($1),\(losses[$0])" }
      folder.write((["step,lr,loss"] + rows).joined(separator: "\n"), to: "\(name).csv")
      let found = try document(["range", folder.file("\(name).csv"), "--iterations", "100"])
      let run = try #require((found["runs"] as? [[String: Any]])?.first)
      #expect(
        run["points"] as? Int == rates.count && run["status"] as? String == (name == "flat" ? "flat" : "ok"))
      #expect((run["suggested"] is NSNull) == (name == "flat"))
      guard name != "flat" else { continue }
      let suggestions = try #require(run["suggestions"] as? [String: Double])
      for (function, wanted) in try #require(library["suggestions"] as? [String: Double]) {
        #expect(abs((suggestions["fastai.\(function)"] ?? 0) / wanted - 1) < 1e-5, "\(name) \(function)")
      }
    }
  }

  @Test("A range test is made in the engine, and its loop is written for PyTorch")
  func made() throws {
    let found = try document(["range", "--workload", "digits"])
    let run = try #require((found["runs"] as? [[String: Any]])?.first)
    let suggested = try #require(run["suggested"] as? Double)
    #expect(run["status"] as? String == "ok" && (1e-3...3).contains(suggested))
    let chart = try Program.run(["range", "--workload", "digits", "--optimizer", "Adam()", "--size", "70x14"])
    #expect(chart.status == 0 && chart.output.contains("suggested: ") && chart.output.contains("valley"))
    let code = try Program.run([
      "range", "--format", "pytorch", "--optimizer", "SGD(momentum=0.9)", "--from", "1e-6",
    ])
    #expect(
      code.status == 0 && code.output.contains("torch.optim.SGD(model.parameters(), lr=start, momentum=0.9)"))
    #expect(code.output.contains("start, end, iterations = 1e-06, 10.0, 100"))
    #expect(try Program.run(["range"]).status == 64)
    #expect(try Program.run(["range", "--workload", "digist"]).errors.contains("did you mean 'digits'?"))
  }
}
