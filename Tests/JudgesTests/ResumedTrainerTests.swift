import Foundation
import Judges
import LRSchedulers
import RunLogs
import Testing

/// Resumes and skipped steps, in logs as the trainers write them where they were seen.
@Suite("Verdicts of trainers that were resumed or skipped steps")
struct ResumedTrainerTests {
  private func report(
    _ text: String, _ plan: String, lr: Double, length: Int, interval: Interval = .step, perEpoch: Int? = nil
  ) throws -> CheckReport {
    let (run, roles) = WrittenRun.read(text)
    let plan = Plan(try Schedule(parsing: plan), lr: lr, interval: interval, length: length)
    return try RateCheck.report(
      run, roles, against: plan, CheckOptions(stepsPerEpoch: perEpoch, length: length))
  }

  private func rates(_ spec: String, _ lr: Double, _ count: Int) throws -> [Double] {
    try WrittenRun.rates(spec, lr: lr, count: count)
  }

  private func detail(_ name: String, _ report: CheckReport) -> Detail? {
    report.details.first { $0.name == name }?.value
  }

  // MARK: mmengine

  /// `vis_data/scalars.json`.
  private func scalars(_ rates: [Double], perEpoch: Int) -> String {
    rates.enumerated().map { step, rate in
      "{\"lr\": \(rate), \"data_time\": 0.0021, \"loss\": \(2.0 / Double(step + 2)), \"time\": 0.0052, \"epoch\": \(step / perEpoch + 1), \"iter\": \(step + 1), \"memory\": 0, \"step\": \(step + 1)}\n"
    }.joined()
  }

  @Test(
    "mmengine's checkpoint brings back T_max and end: the rate stays where the old run ended",
    arguments: [(10, 20, 16), (12, 30, 9), (25, 40, 5)])
  func oldEnd(lengths: (old: Int, new: Int, perEpoch: Int)) throws {
    let old = try rates("CosineAnnealingLR(T_max=\(lengths.old))", 0.1, lengths.old)
    let ran = old + Array(repeating: old[lengths.old - 1], count: lengths.new - lengths.old)
    let steps = (0..<lengths.new * lengths.perEpoch).map { ran[$0 / lengths.perEpoch] }
    let report = try report(
      scalars(steps, perEpoch: lengths.perEpoch), "CosineAnnealingLR(T_max=\(lengths.new))", lr: 0.1,
      length: lengths.new, interval: .epoch, perEpoch: lengths.perEpoch)
    #expect(report.verdict == .tooFast, "\(report.explanation)")
    #expect(detail("actual_spec", report) == .text("CosineAnnealingLR(T_max=\(lengths.old))"))
    #expect(report.explanation.contains("the rate stays"))
  }

  // MARK: transformers

  /// `log_history` of `trainer_state.json`, a row every so many updates.
  private func state(_ rates: [Double], every interval: Int) -> String {
    let rows = stride(from: interval, through: rates.count, by: interval).map { step in
      "{\"epoch\": \(Double(step) / 25), \"grad_norm\": 1.25, \"learning_rate\": \(rates[step - 1]), \"loss\": \(3.0 / Double(step + 1)), \"step\": \(step)}"
    }
    return
      "{\"best_metric\": null, \"global_step\": \(rates.count), \"log_history\": [\(rows.joined(separator: ", "))]}"
  }

  @Test(
    "A longer max_steps on resuming: the first update has the old curve still, the next one jumps to the new",
    arguments: [(100, 200, 60), (150, 360, 77), (80, 120, 40)], [1, 5])
  func longerRun(lengths: (old: Int, new: Int, resumed: Int), interval: Int) throws {
    func spec(_ steps: Int) -> String {
      "get_cosine_schedule_with_warmup(num_warmup_steps=10, num_training_steps=\(steps))"
    }
    let (old, new) = (
      try rates(spec(lengths.old), 0.02, lengths.new), try rates(spec(lengths.new), 0.02, lengths.new)
    )
    let ran = (0..<lengths.new).map { $0 <= lengths.resumed ? old[$0] : new[$0] }
    let report = try report(state(ran, every: interval), spec(lengths.new), lr: 0.02, length: lengths.new)
    #expect(report.verdict == .other, "\(report.explanation)")
    #expect(detail("before", report) == .text(spec(lengths.old)), "\(report.explanation)")
    guard case .number(let at)? = detail("at", report) else {
      Issue.record("no place: \(report.explanation)")
      return
    }
    // The first update of the new curve is the second behind the resume.
    let first = Double(lengths.resumed + 2)
    #expect(at >= first && at < first + Double(interval))
  }

  // MARK: Keras

  /// What ReduceLROnPlateau makes of losses, its memory empty before some epoch.
  private func plateau(
    _ losses: [Double], patience: Int, factor: Double, emptiedAt resumed: Int?
  ) -> [Double] {
    var (rate, best, wait, used) = (0.01, Double.infinity, 0, [Double]())
    for (epoch, loss) in losses.enumerated() {
      if epoch == resumed { (best, wait) = (.infinity, 0) }
      used.append(rate)
      if loss < best - 1e-4 {
        (best, wait) = (loss, 0)
      } else {
        wait += 1
        if wait >= patience { (rate, wait) = (max(rate * factor, 0), 0) }
      }
    }
    return used
  }

  @Test(
    "Weights alone are loaded: the rate is that of the checkpoint, the callback's memory is empty",
    arguments: [(3, 0.5, 14), (4, 0.2, 13), (5, 0.1, 19)])
  func weightsOnly(numbers: (patience: Int, factor: Double, resumed: Int)) throws {
    let losses = (0..<30).map { (epoch: Int) -> Double in
      epoch < 8 ? 2 / Double(epoch + 1) : 0.25 + 0.001 * Double(epoch % 3)
    }
    let spec =
      "keras.ReduceLROnPlateau(monitor='val_loss', factor=\(numbers.factor), patience=\(numbers.patience))"
    func log(_ rates: [Double]) -> String {
      var text = "epoch,learning_rate,loss,val_loss\n"
      for epoch in rates.indices {
        text += "\(epoch),\(rates[epoch]),\(losses[epoch] * 0.9),\(losses[epoch])\n"
      }
      return text
    }
    let (whole, resumed) = (
      plateau(losses, patience: numbers.patience, factor: numbers.factor, emptiedAt: nil),
      plateau(losses, patience: numbers.patience, factor: numbers.factor, emptiedAt: numbers.resumed)
    )
    try #require(whole != resumed)
    let match = try report(log(whole), spec, lr: 0.01, length: 30, interval: .epoch)
    #expect(match.verdict == .match, "\(match.explanation)")
    let report = try report(log(resumed), spec, lr: 0.01, length: 30, interval: .epoch)
    #expect(report.verdict == .scheduleRestarted, "\(report.explanation)")
    guard case .number(let first)? = detail("at", report), case .number(let last)? = detail("at_most", report)
    else {
      Issue.record("no place: \(report.explanation)")
      return
    }
    #expect((first...last).contains(Double(numbers.resumed)))
  }

  // MARK: torch

  @Test(
    "A gradient scaler skips updates, and the scheduler with them",
    arguments: [[0, 1, 2], [0, 41, 97], [12, 13, 60, 61, 130]],
    [1, 4])
  func skippedSteps(skips: [Int], interval: Int) throws {
    let plan = "get_linear_schedule_with_warmup(num_warmup_steps=20, num_training_steps=200)"
    let planned = try rates(plan, 5e-4, 200)
    var (count, rows) = (0, [String]())
    for step in 0..<200 {
      if step % interval == 0 {
        rows.append(
          "step \(step): loss \(2.0 / Double(step + 1)) | lr \(String(format: "%.6e", planned[count]))\n")
      }
      if !skips.contains(step) { count += 1 }
    }
    let report = try report(rows.joined(), plan, lr: 5e-4, length: 200)
    #expect(report.verdict == .other, "\(report.explanation)")
    #expect(detail("shift", report) == .number(Double(-skips.count)), "\(report.explanation)")
  }

  @Test("Stepped whether or not the update was skipped the rate is the plan's", arguments: [1, 4])
  func unguarded(interval: Int) throws {
    let plan = "CosineAnnealingLR(T_max=180)"
    let planned = try rates(plan, 0.1, 180)
    let rows = stride(from: 0, to: 180, by: interval).map { "step \($0): loss 0.5 | lr \(planned[$0])\n" }
    #expect(try report(rows.joined(), plan, lr: 0.1, length: 180).verdict == .match)
  }
}
