import Testing

@testable import Predict

@Suite("Rates step by step")
struct RateTests {
  @Test("Logged rates are joined by lines, jumps stand in the middle of their gap")
  func knots() {
    let curve = LoggedRateCurve([(10, 1), (20, 1), (30, 0.2), (40, 0.2), (50, 0.1), (60, 0)])
    let rates = curve.rates(Warmup(steps: 5, source: .option), to: 62)
    #expect(rates.count == 63)
    #expect(rates[..<5] == [0, 0.25, 0.5, 0.75, 1] && rates[5..<25].allSatisfy { $0 == 1 })
    #expect(rates[25..<40].allSatisfy { $0 == 0.2 })
    #expect(abs(rates[45] - 0.15) < 1e-12 && rates[62] == 0)
    #expect(
      curve.rates(Warmup(steps: 5, shape: .constant, source: .option), to: 62)[..<10].allSatisfy { $0 == 1 })
  }

  @Test("Rates that are logged further than losses, or begin behind them, cost nothing")
  func far() {
    let late = LoggedRateCurve([(4_000_000_000_000, 1), (5_000_000_000_000, 0.5)])
    #expect(late.rates(Warmup(steps: 0, source: .option), to: 3) == [1, 1, 1, 1])
    let long = LoggedRateCurve([(0, 1), (1, 1), (5_000_000_000_000, 0.5)])
    #expect(long.rates(Warmup(steps: 0, source: .option), to: 2).count == 3)
  }

  @Test("A log that counts from the end of its warm-up is moved behind it")
  func shift() {
    let curve = LoggedRateCurve([(0, 1), (10, 1), (20, 1)])
    let warmup = Warmup(steps: 30, source: .option)
    #expect(curve.shift(warmup) == 30 && curve.rates(warmup, to: 20).count == 51)
    #expect(curve.rates(warmup, to: 20)[29] == 1 && curve.rates(warmup, to: 20)[0] == 0)
  }

  @Test("A log tells its own warm-up, if it shows it")
  func ownWarmup() {
    #expect(LoggedRateCurve([(0, 1), (10, 1), (20, 1)]).ownWarmup == Warmup(steps: 0, source: .logged))
    #expect(LoggedRateCurve([(10, 1), (20, 1), (30, 1)]).ownWarmup == Warmup(steps: 0, source: .logged))
    #expect(
      LoggedRateCurve([(100, 0.1), (110, 0.11), (120, 0.12)]).ownWarmup == Warmup(steps: 100, source: .logged)
    )
    #expect(LoggedRateCurve([(100, 1), (110, 1), (120, 1)]).ownWarmup == nil)
  }

  @Test("Where a warm-up ends, and whether a rate rises again")
  func shape() {
    let rise = RateCurve([0, 0.5, 1, 1, 0.5, 0.2].map { 2 * $0 }, unit: 2)
    #expect(rise.warmupEnd == 2 && rise.stepsToPeak == 3 && !rise.risesAgain && rise.peak == 2)
    #expect(RateCurve([1, 0.5, 0.9], unit: 1).risesAgain)
    #expect(RateCurve([1, .nan, -3, 0.5], unit: 1).rates == [1, 0, 0, 0.5])
  }
}
