import LRSchedulers
import Testing

/// Arguments that are no finite numbers, as Python reckons with them.
@Suite struct NonFiniteTests {
  @Test func anEndThatIsNoNumberIsNeverPassed() throws {
    var run = try ScheduleRun(Schedule(parsing: "LinearLR(0.5, total_iters=math.nan)"), lr: 0.1)
    #expect(run.lr == 0.05)
    try run.step()
    #expect(run.lr.isNaN)
  }

  @Test func zeroToTheMinusInfiniteIsInfinite() throws {
    var run = try ScheduleRun(Schedule(parsing: "PolynomialLR(1, power=-math.inf)"), lr: 0.1)
    try run.step()
    #expect(run.lr == .infinity)
    for source in ["0.0 ** -math.inf", "math.pow(0, -math.inf)", "(-0.0) ** -math.inf"] {
      #expect(try LambdaExpression(parsing: "lambda e: " + source)(0) == .infinity)
    }
    #expect(throws: SchedulerError.self) { try LambdaExpression(parsing: "lambda e: 0.0 ** -1e300")(0) }
    #expect(throws: SchedulerError.self) { try LambdaExpression(parsing: "lambda e: math.pow(0, -1)")(0) }
  }

  @Test(arguments: ["math.nan", "3, math.nan", "math.nan, 3"])
  func aCycleHasALength(sizes: String) throws {
    do {
      _ = try Schedule(parsing: "CyclicLR(0.1, 0.5, \(sizes))")
      Issue.record("accepted")
    } catch { #expect("\(error)".contains("cannot convert float NaN to integer")) }
  }

  /// Keras compares the rate with min_lr as 32-bit floats: it leaves 0.010000000000000002 above 0.01.
  @Test func aRateThatRoundsToTheLowestStays() throws {
    let spec = "keras.callbacks.ReduceLROnPlateau(factor=0.1, patience=1, min_lr=0.01)"
    var run = try ScheduleRun(Schedule(parsing: spec), lr: 0.1)
    for _ in 0..<4 { try run.step(metric: 1) }
    #expect(run.lr == 0.010000000000000002)
  }
}
