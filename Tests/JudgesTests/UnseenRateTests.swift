import LRSchedulers
import RunLogs
import Testing

@testable import Judges

/// Kinds of rates that unseen logs had and that were of no schedule, or of another.
@Suite("Rates of unseen logs")
struct UnseenRateTests {
  @Test("A rate that grows by a factor, as in a range test", arguments: [1.1, 1.02, 1.25])
  func growing(gamma: Double) throws {
    let values = try WrittenRun.rates("ExponentialLR(gamma=\(gamma))", lr: 1e-4, count: 40)
    let found = try #require(
      Identification.candidates(LoggedRates(xs: values.indices.map(Double.init), values: values)).first)
    #expect(found.isExact && found.schedule.spec == "ExponentialLR(gamma=\(gamma))" && found.lr == 1e-4)
  }

  @Test("Rows that all differ show no epoch: a warm-up of steps stays one of steps", arguments: [20, 50])
  func warmup(interval: Int) throws {
    let spec = "get_constant_schedule_with_warmup(num_warmup_steps=\(20 * interval))"
    let planned = try WrittenRun.rates(spec, lr: 3e-6, count: 60 * interval + 1)
    let steps = Array(stride(from: interval, through: 60 * interval, by: interval))
    let found = try #require(
      Identification.candidates(
        LoggedRates(xs: steps.map(Double.init), values: steps.map { planned[$0] }),
        producer: "Hugging Face Trainer"
      ).first)
    #expect(found.isExact && found.schedule.spec == spec && found.interval == .step)
  }
}
