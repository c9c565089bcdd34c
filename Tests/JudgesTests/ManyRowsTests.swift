import Judges
import LRSchedulers
import RunLogs
import Testing

/// Logs of which only some rows are compared.
@Suite("Verdicts by some of the rows")
struct ManyRowsTests {
  private static let steps = 6_000

  @Test(
    "They are those by all of them, and it is said how many were compared",
    arguments: [Verdict.match, .tooFast, .scaled, .constant, .offByOne, .warmupMissing])
  func verdicts(wanted: Verdict) throws {
    let spec = "get_cosine_schedule_with_warmup(num_warmup_steps=400, num_training_steps=\(Self.steps))"
    let planned = try WrittenRun.rates(spec, lr: 0.1, count: 3 * Self.steps)
    let rates = (0..<Self.steps).map { step -> Double in
      switch wanted {
      case .tooFast: planned[min(3 * step, Self.steps - 1)]
      case .scaled: 4 * planned[step]
      case .constant: planned[1]
      case .offByOne: planned[step + 1]
      case .warmupMissing: planned[step + 400]
      default: planned[step]
      }
    }
    let (run, roles) = WrittenRun().read(rates)
    let plan = Plan(try Schedule(parsing: spec), lr: 0.1, interval: .step, length: Self.steps)
    let all = try RateCheck.report(run, roles, against: plan, CheckOptions(length: Self.steps))
    let some = try RateCheck.report(
      run, roles, against: plan, CheckOptions(length: Self.steps, mostRows: 500))
    #expect(all.verdict == wanted && some.verdict == wanted, "\(all.explanation)\n\(some.explanation)")
    #expect(some.notes.contains { $0.contains("500 of 6000 rows") })
    #expect(!all.notes.contains { $0.contains("rows were compared") })
  }
}
