import LRSchedulers
import RunLogs
import Testing

@testable import Judges

/// Schedules that fell behind, as a gradient scaler skipped updates, are found with what was skipped.
@Suite("Skipped updates")
struct SkippedUpdateTests {
  private struct Run: CustomTestStringConvertible {
    var spec: String
    var steps: Int
    var every: Int
    /// The steps whose updates were skipped.
    var skips: [Int]
    var testDescription: String { "\(spec), every \(every), \(skips)" }
  }

  /// Rows as the trainer writes them: the rate behind each step.
  private func rates(_ run: Run) throws -> (xs: [Double], values: [Double], skipped: [Int]) {
    let planned = try WrittenRun.rates(run.spec, lr: 5e-5, count: run.steps + 1)
    let xs = Array(stride(from: run.every, through: run.steps, by: run.every))
    let skipped = xs.map { x in run.skips.count { $0 < x } }
    return (xs.map(Double.init), zip(xs, skipped).map { planned[$0 - $1] }, skipped)
  }

  private static let linear = "get_linear_schedule_with_warmup(num_warmup_steps=0, num_training_steps=9000)"
  private static let warm = "get_linear_schedule_with_warmup(num_warmup_steps=600, num_training_steps=6000)"
  private static let cosine = "get_cosine_schedule_with_warmup(num_warmup_steps=400, num_training_steps=4000)"

  @Test(
    "Seen in the rates, where these lie on lines",
    arguments: [
      Run(spec: linear, steps: 9_000, every: 500, skips: [2_100]),
      Run(spec: linear, steps: 9_000, every: 500, skips: [1_600, 1_601, 7_700]),
      Run(spec: warm, steps: 6_000, every: 100, skips: [3, 4, 2_050, 5_020]),
      Run(spec: warm, steps: 6_000, every: 50, skips: [0, 1]),
      Run(spec: cosine, steps: 4_000, every: 50, skips: [0, 1, 2]),
    ])
  private func inferred(run: Run) throws {
    let (xs, values, skipped) = try rates(run)
    let found = try #require(
      Findings(LoggedRates(xs: xs, values: values), producer: "Hugging Face Trainer").candidates.first)
    #expect(found.isExact && found.skippedUpdates == skipped.last, "\(found.schedule.spec)")
    let planned = try WrittenRun.rates(found.schedule.spec, lr: found.lr, count: run.steps + 2)
    for (row, value) in values.enumerated() {
      let step = Int(xs[row]) - skipped[row] + Int(found.offset)
      #expect(abs(planned[step] - value) <= 1e-9 * 5e-5, "row \(row)")
    }
  }

  @Test("Told by the log, whatever the shape", arguments: [[0, 1, 2, 700, 1_500, 1_501, 3_000], [40]])
  func told(skips: [Int]) throws {
    let run = Run(spec: Self.cosine, steps: 4_000, every: 40, skips: skips)
    let (xs, values, skipped) = try rates(run)
    let text = zip(xs, zip(values, skipped)).map { x, row in
      "[Rank 0] step=\(Int(x)), skipped=\(row.1), lr=[\(row.0)], mom=[(0.9, 0.95)]\n"
    }.joined()
    let (log, roles) = WrittenRun.read(text)
    let logged = try Identification.rates(log, roles, stepsPerEpoch: nil).rates
    let told = try #require(SkippedUpdates(log, logged))
    let found = try #require(Findings(logged, producer: log.producer, skipped: told).candidates.first)
    #expect(found.isExact && found.skippedUpdates == skips.count, "\(found.schedule.spec)")
  }

  @Test("Nothing was skipped where a schedule explains the rows, or where they lie on no line")
  func none() throws {
    let (xs, values, _) = try rates(Run(spec: Self.warm, steps: 6_000, every: 100, skips: []))
    #expect(Findings(LoggedRates(xs: xs, values: values)).candidates.first?.skippedUpdates == nil)
    let odd = xs.indices.map { 0.1 * abs(Double(($0 * 7_919) % 101) - 50) / 50 }
    #expect(SkippedUpdates.inferred(LoggedRates(xs: xs, values: odd)).isEmpty)
    #expect(SkippedUpdates.inferred(LoggedRates(xs: [1, 1, 2], values: [1, 1, 1])).isEmpty)
  }
}
