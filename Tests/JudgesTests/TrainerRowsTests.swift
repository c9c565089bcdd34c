import Foundation
import LRSchedulers
import RunLogs
import Testing

@testable import Judges

/// Logs as YOLOv5's and Ultralytics' trainers write them, made here by what the trainers do and not by a plan.
@Suite("Rows of YOLOv5 and Ultralytics")
struct TrainerRowsTests {
  enum Version: CaseIterable, Sendable {
    /// The biases are the third group, then the first.
    case oldYOLOv5, yolov5
    /// One epoch late as YOLOv5 is; not late; without a least warm-up.
    case early, later, latest

    var isLate: Bool { self != .later && self != .latest }
    var biases: Int { self == .oldYOLOv5 || self == .latest ? 2 : 0 }
    var leastWarmup: Int { self == .latest ? 0 : 100 }
    var column: String { self == .oldYOLOv5 || self == .yolov5 ? "x/lr" : "lr/pg" }
    var base: Int { self == .oldYOLOv5 || self == .yolov5 ? 0 : 1 }
  }

  struct Training: Sendable, CustomTestStringConvertible {
    var epochs = 60
    var rows = 60
    var batches = 46
    var lr0 = 0.01
    var lrf = 0.01
    var isCosine = false
    var warmup = 3.0
    var biasLR = 0.1
    var testDescription: String {
      "\(epochs) epochs of \(batches), \(rows) rows, \(lr0), \(lrf), \(warmup), \(isCosine)"
    }

    private func factor(_ epoch: Int) -> Double {
      let part = Double(epoch) / Double(epochs)
      return isCosine ? (1 - cos(.pi * part)) / 2 * (lrf - 1) + 1 : max(1 - part, 0) * (1 - lrf) + lrf
    }

    /// The rate of each group behind the last batch of each epoch.
    func rates(_ version: Version) -> [[Double]] {
      let length = max(Int((warmup * Double(batches)).rounded(.toNearestOrEven)), version.leastWarmup)
      var (current, all) = ([lr0, lr0, lr0], [[Double]]())
      for epoch in 0..<rows {
        let target = lr0 * factor(epoch)
        if !version.isLate { current = [target, target, target] }
        for batch in epoch * batches..<(epoch + 1) * batches where batch <= length {
          for group in 0..<3 {
            let start = group == version.biases ? biasLR : 0
            current[group] = start + (target - start) * Double(batch) / Double(length)
          }
        }
        all.append(current)
        if version.isLate { current = [target, target, target] }
      }
      return all
    }

    func read(_ version: Version) -> (LogRun, LogRoles) {
      let head =
        "epoch,train/box_loss," + (0..<3).map { "\(version.column)\($0)" }.joined(separator: ",") + "\n"
      return WrittenRun.read(
        head
          + rates(version).enumerated().map { row, rates in
            "\(row + version.base),\(1.5 / Double(row + 2)),"
              + rates.map { String(format: "%.5g", $0) }.joined(separator: ",") + "\n"
          }.joined())
    }
  }

  private static let trainings = [
    Training(), Training(epochs: 100, rows: 100, batches: 124, lrf: 0.1, isCosine: true),
    Training(epochs: 25, rows: 25, batches: 9, lr0: 0.001667),
    Training(epochs: 300, rows: 140, batches: 40, lr0: 0.02),
    Training(epochs: 80, rows: 80, batches: 58, lr0: 0.0032, lrf: 0.12, warmup: 2),
    Training(epochs: 40, rows: 40, batches: 100, lrf: 0.2, warmup: 1, biasLR: 0.0),
  ]

  private func identified(_ training: Training, _ version: Version) throws -> Identified? {
    let (run, roles) = training.read(version)
    let (rates, steps) = try Identification.rates(run, roles, stepsPerEpoch: nil)
    return Findings(rates, Findings.Context(run, roles, rates, stepsPerEpoch: steps)).candidates.first
  }

  @Test("Are found without a plan, by the settings that were given", arguments: trainings, Version.allCases)
  func found(training: Training, version: Version) throws {
    let best = try #require(try identified(training, version))
    func number(_ name: String) throws -> Double {
      try #require(best.schedule.value(of: name)?.number?.doubleValue, "\(best.schedule.spec)")
    }
    #expect(best.isExact && best.schedule.name == "ultralytics.train", "\(best.schedule.spec)")
    #expect(try number("epochs") == Double(training.epochs), "\(best.schedule.spec)")
    let (lr0, lrf) = (try number("lr0"), try number("lrf"))
    #expect(abs(lr0 / training.lr0 - 1) < 1e-4 && abs(lrf - training.lrf) < 1e-4)
    #expect((best.schedule.value(of: "cos_lr") == .bool(true)) == training.isCosine)
    #expect(best.rowsOfEpochs == (version.isLate ? .lastBatchAndLate : .lastBatch))
    #expect(best.allowedStepsPerEpoch?.contains(training.batches) == true, "\(best.schedule.spec)")
    #expect(best.isOpen == (training.rows < training.epochs))
    if training.biasLR > 0 {
      let bias = try number("warmup_bias_lr")
      #expect(abs(bias - training.biasLR) < 2e-3)
    }
  }

  @Test(
    "Are a plan's, whichever group the biases are and however late the scheduler is", arguments: trainings,
    Version.allCases)
  func planned(training: Training, version: Version) throws {
    let (run, roles) = training.read(version)
    let schedule = try Schedule(
      parsing:
        "ultralytics.train(epochs=\(training.epochs), lr0=\(training.lr0), lrf=\(training.lrf), cos_lr=\(training.isCosine ? "True" : "False"), optimizer='SGD', warmup_epochs=\(training.warmup), warmup_bias_lr=\(training.biasLR), batches_per_epoch=\(training.batches))"
    )
    var plan = Plan(
      schedule, lr: training.lr0, interval: .step, stepsPerEpoch: training.batches,
      length: training.epochs * training.batches)
    plan.groups = Array(repeating: ParameterGroup(lr: training.lr0), count: 3)
    let options = CheckOptions(stepsPerEpoch: training.batches, length: training.epochs * training.batches)
    let report = try RateCheck.report(run, roles, against: plan, options)
    #expect(
      report.verdict == (training.rows < training.epochs ? .endsEarly : .match), "\(report.explanation)")
    #expect(report.notes.contains { $0.contains("one epoch late") } == version.isLate)
  }

  @Test("A late scheduler is seen also where the warm-up ends within the first epoch") func shortWarmup()
    throws
  {
    let training = Training(epochs: 30, rows: 30, batches: 300, lrf: 0.05, warmup: 0.5)
    let best = try #require(try identified(training, .early))
    #expect(best.rowsOfEpochs == .lastBatchAndLate && best.lr == 0.01, "\(best.schedule.spec)")
    #expect(best.schedule.value(of: "lrf")?.number?.doubleValue == 0.05, "\(best.schedule.spec)")
  }

  @Test("Other settings than the plan's are none of its versions") func deviating() throws {
    let training = Training(epochs: 12, rows: 12, batches: 40)
    let (run, roles) = training.read(.yolov5)
    let schedule = try Schedule(
      parsing: "ultralytics.train(epochs=12, lrf=0.5, optimizer='SGD', batches_per_epoch=40)")
    var plan = Plan(schedule, lr: 0.01, interval: .step, stepsPerEpoch: 40, length: 480)
    plan.groups = Array(repeating: ParameterGroup(lr: 0.01), count: 3)
    let report = try RateCheck.report(run, roles, against: plan, CheckOptions(stepsPerEpoch: 40, length: 480))
    #expect(!report.isMatch && report.verdict != .endsEarly)
  }

  @Test("A warm-up of another kind leaves the rows behind it to decide") func otherWarmup() throws {
    var lines = "epoch,train/box_loss,lr/pg0\n"
    for epoch in 0..<50 {
      let rate = 0.01 * (1 - 0.99 * Double(epoch) / 50)
      lines +=
        "\(epoch + 1),1,\(String(format: "%.6g", epoch < 4 ? rate * [0.05, 0.07, 0.31, 0.32][epoch] : rate))\n"
    }
    let (run, roles) = WrittenRun.read(lines)
    let (rates, steps) = try Identification.rates(run, roles, stepsPerEpoch: nil)
    let best = try #require(
      Findings(rates, Findings.Context(run, roles, rates, stepsPerEpoch: steps)).candidates.first)
    #expect(best.schedule.value(of: "epochs")?.number?.intValue == 50 && best.unexplainedRows == 4)
  }

  @Test("The main group is the one to which the other comes down") func mainGroup() {
    func rates(_ values: [Double]) -> LoggedRates {
      LoggedRates(xs: values.indices.map(Double.init), values: values, axis: .epoch)
    }
    let (up, down) = (rates([0.003, 0.006, 0.009, 0.008, 0.007]), rates([0.07, 0.04, 0.01, 0.008, 0.007]))
    #expect(
      MainGroup.index([down, up]) == 1 && MainGroup.index([up, down]) == 0 && MainGroup.index([up, up]) == 0)
    // Rates of their own throughout, as of a backbone and a head.
    #expect(
      MainGroup.index([rates([0.1, 0.09, 0.08, 0.07, 0.06]), rates([0.01, 0.009, 0.008, 0.007, 0.006])]) == 0)
  }
}
