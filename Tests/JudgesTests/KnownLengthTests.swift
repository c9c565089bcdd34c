import LRSchedulers
import RunLogs
import Testing

@testable import Judges

/// transformers' schedules whose length the log says: few rows, and rows that fell behind, tell the rest.
@Suite("Schedules of a known length")
struct KnownLengthTests {
  struct Case: Sendable {
    var name: String
    var warmup: Int
    var total: Int
    var lr: Double
    var xs: [Int]
    /// How many updates were skipped before each row.
    var skipped: [Int]
  }

  private static let linear = "get_linear_schedule_with_warmup"
  private static let cosine = "get_cosine_schedule_with_warmup"

  private static let cases = [
    // Four rows, one skip between them.
    Case(
      name: linear, warmup: 0, total: 28_040, lr: 5e-5, xs: [500, 1_000, 1_500, 2_000], skipped: [4, 4, 5, 5]),
    // More and more over the whole run, and the warm-up among the rows.
    Case(
      name: linear, warmup: 500, total: 15_000, lr: 1e-5, xs: Array(stride(from: 100, to: 15_000, by: 100)),
      skipped: (0..<149).map { 3 + min(7, $0 / 3) }),
    // Most of them within the warm-up.
    Case(
      name: cosine, warmup: 12, total: 900, lr: 6e-6, xs: Array(stride(from: 10, through: 900, by: 10)),
      skipped: (0..<90).map { $0 < 1 ? 5 : 6 }),
    // A warm-up that no row tells of, to a round peak.
    Case(
      name: linear, warmup: 60, total: 2_415, lr: 2e-5, xs: Array(stride(from: 100, through: 2_400, by: 100)),
      skipped: Array(repeating: 1, count: 24)),
    Case(
      name: cosine, warmup: 70, total: 2_333, lr: 3e-4, xs: Array(stride(from: 200, through: 2_333, by: 50)),
      skipped: (0..<43).map { $0 / 20 }),
  ]

  private func rates(_ one: Case) throws -> LoggedRates {
    let schedule = try Schedule(
      named: one.name,
      arguments: ["num_warmup_steps": .int(one.warmup), "num_training_steps": .int(one.total)])
    let rates = try Plan(schedule, lr: one.lr, length: one.total + 1).rates()
    return LoggedRates(
      xs: one.xs.map(Double.init), values: zip(one.xs, one.skipped).map { rates[$0 - $1] })
  }

  @Test("The roundest peak is found, and what was skipped", arguments: cases.indices)
  func found(index: Int) throws {
    let one = Self.cases[index]
    let found = Findings(try rates(one), producer: "Hugging Face Trainer", total: one.total)
    let best = try #require(found.candidates.first { $0.isExact })
    #expect(best.schedule.name == one.name && best.lr == one.lr)
    #expect(best.schedule.value(of: "num_training_steps")?.number?.intValue == one.total)
    #expect(best.schedule.value(of: "num_warmup_steps")?.number?.intValue == one.warmup)
    if one.skipped.contains(where: { $0 > 1 }) { #expect(best.skippedUpdates == one.skipped.last) }
  }

  @Test("Rates of something else are none, whatever length the log says") func others() throws {
    let rates = try Plan(try Schedule(parsing: "StepLR(300, gamma=0.5)"), lr: 1e-3, length: 1_000).rates()
    let rows = Array(stride(from: 10, to: 1_000, by: 10))
    let logged = LoggedRates(xs: rows.map(Double.init), values: rows.map { rates[$0] })
    #expect(Findings(logged, total: 1_000).candidates.first?.schedule.name == "StepLR")
  }

  @Test("transformers' state says its length") func announced() throws {
    let rows = (1...3).map { "{\"step\": \($0)00, \"learning_rate\": 0.\($0), \"loss\": 1.5}" }.joined(
      separator: ", ")
    let (run, _) = WrittenRun.read("{\"max_steps\": 2415, \"log_history\": [\(rows)]}")
    #expect(run.announcedSteps == 2_415)
  }
}
