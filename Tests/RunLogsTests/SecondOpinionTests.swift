import Foundation
import RunLogs
import TestSupport
import Testing

/// The same points as the libraries that wrote the formats read, where a Python (`LRVIZ_PYTHON`, else `python3`) has them.
@Suite("Second opinions", .serialized)
struct SecondOpinionTests {
  @Test(
    "tensorboard",
    .enabled(if: Python.canImport("tensorboard"), "no tensorboard: no second opinion on event files"),
    arguments: ["tb_basic", "tb_torch215", "tbx", "sb3_tb"])
  func tensorboard(log: String) throws { try compare("tensorboard", folder(log)) }

  @Test(
    "pandas", .enabled(if: Python.canImport("pandas"), "no pandas: no second opinion on tables"),
    arguments: [
      "lightning_csv", "lightning_csv_late", "sb3_ppo", "ultralytics", "ultralytics_padded", "timm_summary",
    ])
  func pandas(log: String) throws { try compare("pandas", file(log, ending: ".csv")) }

  @Test(
    "wandb", .enabled(if: Python.canImport("wandb"), "no wandb: no second opinion on its files"),
    arguments: ["wandb_offline", "wandb_blocks"])
  func wandb(log: String) throws { try compare("wandb", file(log, ending: ".wandb")) }

  @Test(
    "mlflow", .enabled(if: Python.canImport("mlflow"), "no mlflow: no second opinion on its stores"),
    arguments: ["mlflow", "mlflow_file_318"])
  func mlflow(log: String) throws { try compare("mlflow", folder(log) + "/mlruns") }

  private func folder(_ log: String) -> String { "\(PracticeLogs.folder)/\(log)" }

  private func file(_ log: String, ending: String) throws -> String {
    let names = FileManager.default.enumerator(atPath: folder(log))?.compactMap { $0 as? String } ?? []
    return "\(folder(log))/\(try #require(names.sorted().first { $0.hasSuffix(ending) }))"
  }

  private func compare(_ library: String, _ path: String) throws {
    var found: [String: [[Double]]] = [:]
    for source in LogSearch(path).sources {
      for run in LogReader.read(source).runs {
        for one in run.series { found[one.name, default: []] += one.points }
      }
    }
    let wanted = try points(library, path)
    try #require(!wanted.isEmpty)
    for (name, theirs) in wanted {
      let ours = try #require(found[name], "'\(name)' is missing")
      #expect(key(ours) == key(theirs), "'\(name)': \(ours.prefix(3)) …, not \(theirs.prefix(3)) …")
    }
  }

  /// Points at one x may come in any order; every "not a number" is like any other, and 0 like -0.
  private func key(_ points: [[Double]]) -> [[UInt64]] {
    points.map { point in point.map { $0.isNaN ? .max : ($0 + 0).bitPattern } }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// What a library reads, by series.
  private func points(_ library: String, _ path: String) throws -> [String: [[Double]]] {
    let script = try String(contentsOfFile: "\(PracticeLogs.folder)/../Opinions/opinion.py", encoding: .utf8)
    var points: [String: [[Double]]] = [:]
    for line in try Python.run("import sys\nsys.argv[1:] = ['\(library)', '\(path)']\n" + script).split(
      separator: "\n")
    {
      let cells = line.split(separator: "\t")
      guard cells.count == 3, let x = Double(cells[1]), let value = Double(cells[2]) else { continue }
      points[String(cells[0]), default: []].append([x, value])
    }
    return points
  }
}
