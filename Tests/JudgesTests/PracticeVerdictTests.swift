import Foundation
import JSON
import Judges
import LRSchedulers
import RunLogs
import Testing

/// Runs of real trainers beside the plans of their authors: every verdict, and the numbers that belong to it.
@Suite("Verdicts of real runs")
struct PracticeVerdictTests {
  struct Log: Sendable, CustomStringConvertible {
    var path: String
    var plan: String
    var lr: Double
    var length: Int
    var interval: String
    var stepsPerEpoch: Int?
    var verdict: String
    var details: JSON.JSONValue

    var description: String { path }
  }

  private static let folder = (Bundle.module.resourcePath ?? ".") + "/Logs"

  static let logs: [Log] = ["plans", "crossed"].flatMap { part -> [Log] in
    guard let text = try? String(contentsOfFile: "\(folder)/\(part)/expected.json", encoding: .utf8),
      let document = try? JSON.JSONValue(parsing: text), let all = document["logs"]?.array
    else { return [] }
    return all.map { log in
      Log(
        path: "\(part)/\(log["path"]?.string ?? "")", plan: log["plan_spec"]?.string ?? "",
        lr: log["plan_lr"]?.double ?? 0, length: log["plan_steps"]?.int ?? 0,
        interval: log["interval"]?.string ?? "",
        stepsPerEpoch: log["steps_per_epoch"]?.int,
        verdict: log["verdict"]?.string ?? "", details: log["details"] ?? .null)
    }
  }

  @Test("All are there")
  func count() { #expect(Self.logs.count == 41) }

  @Test("The verdict and its details", arguments: logs)
  func verdict(log: Log) throws {
    let report = try Self.report(log, stepsPerEpoch: log.stepsPerEpoch)
    #expect(report.verdict.rawValue == log.verdict, "\(report.explanation)")
    for name in [
      "factor", "at", "fraction", "shift", "metric_used", "last_x", "value", "warmup_steps", "lr_at_resume",
    ] {
      guard let wanted = log.details[name],
        let found = report.details.first(where: { $0.name == name })?.value
      else { continue }
      switch found {
      case .number(let number):
        #expect(abs(number - (wanted.double ?? .nan)) <= 1e-6 * abs(number), "\(name): \(number)")
      case .text(let text): #expect(text == wanted.string, "\(name)")
      }
    }
    #expect(report.isMatch == (report.remedy == nil) || report.verdict == .other)
  }

  /// Where the log itself tells the length of an epoch, or the plan's length does.
  @Test("Nothing said of epochs", arguments: logs.filter { $0.verdict == "match" })
  func matchesUntold(log: Log) throws {
    let report = try Self.report(log, stepsPerEpoch: nil)
    #expect(report.isMatch || log.path.contains("summary.csv"), "\(report.explanation)")
  }

  private static func report(_ log: Log, stepsPerEpoch: Int?) throws -> CheckReport {
    let source = try #require(LogSearch("\(folder)/\(log.path)").sources.first)
    let run = try #require(LogReader.read(source).runs.first)
    let interval = try #require(Interval(rawValue: log.interval))
    let plan = Plan(
      try Schedule(parsing: log.plan), lr: log.lr, momentum: 0.9, interval: interval, length: log.length)
    return try RateCheck.report(
      run, RoleFinder.roles(of: run), against: plan,
      CheckOptions(stepsPerEpoch: stepsPerEpoch, length: log.length))
  }
}
