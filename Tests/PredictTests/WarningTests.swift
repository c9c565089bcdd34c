import Foundation
import Testing

@testable import Predict

@Suite("Warnings and refusals of forecasts")
struct WarningTests {
  private func codes(_ warnings: [StudyWarning]) -> Set<StudyWarning.Code> { Set(warnings.map(\.code)) }

  private func study(_ names: String...) throws -> Study {
    try Study(try names.map { try Run($0).record() }, law: .mpl)
  }

  @Test("What the runs do not show is said, and only then")
  func drops() throws {
    #expect(codes(try study("constant_24000").warnings) == [.dropNotSeen])
    #expect(codes(try study("cosine_24000").warnings) == [.dropMixed])
    #expect(codes(try study("wsdcon_9").warnings) == [])
    #expect(codes(try study("cosine_24000", "constant_24000").warnings) == [])
  }

  @Test("A plan beyond what was seen is told so")
  func plans() throws {
    let study = try study("wsd_20000_24000")
    func codes(_ rates: [Double]) -> Set<StudyWarning.Code> {
      let curve = study.curve(rates)
      let forecast = study.forecast(curve, at: [rates.count - 1])
      return self.codes(study.warnings(forecast, of: curve, name: "plan")).subtracting([.lawsDiffer])
    }
    let seen = Run.schedule("wsd_20000_24000", to: 23_999)
    #expect(codes(seen) == [])
    #expect(codes(Run.schedule("constant_72000", to: 71_999)) == [.beyondHorizon])
    #expect(codes(seen.map { 2 * $0 }) == [.peakDiffers, .beyondHorizon])
    #expect(codes(seen.map { 1.4 * $0 }) == [])
    #expect(codes(seen.enumerated().map { $0.offset > 23_000 ? 1e-6 : $0.element }) == [.rateBelow])
    #expect(
      codes(seen.enumerated().map { (10_000..<11_000).contains($0.offset) ? 2e-4 : $0.element }) == [
        .risesAgain
      ])
  }

  /// The trained digits end near 0, where the law does not fit and may go below.
  @Test("Bands stand the right way up, whatever the law gives", arguments: [0.0, 0.02, 0.5])
  func bands(floor: Double) throws {
    let rates = (0..<100).map { 0.1 * pow(0.1, Double($0 / 10)) }
    let rows = LossRows((1..<100).map { (step: $0, loss: 2.3 * exp(-0.15 * Double($0)) + floor + 1e-9) })
    let study = try Study([RunRecord(rows: rows, rates: .planned(rates))], law: .mpl)
    for plan in [rates, [Double](repeating: 0.1, count: 4_000), (0..<400).map { 0.1 - 0.00025 * Double($0) }]
    {
      let curve = study.curve(plan)
      let forecast = study.forecast(curve, at: [1, plan.count / 2, plan.count - 1])
      #expect(forecast.points.allSatisfy { !($0.low > $0.high) })
      _ = study.warnings(forecast, of: curve, name: "plan")
    }
  }

  @Test("A law below 0 has the lower end below it")
  func belowZero() throws {
    let study = try study("wsd_20000_24000")
    var forecast = study.forecast(study.curve([1e-4, 1e-4, 1e-4]), at: [2])
    for (low, high) in [(2.0, 3.0), (.nan, .nan), (-3, -2)] {
      (forecast.points[0].low, forecast.points[0].high, forecast.otherLaw) = (low, high, 5)
      let found = codes(study.warnings(forecast, of: study.curve([1e-4, 1e-4, 1e-4]), name: "plan"))
      #expect(found.contains(.lawsDiffer) == !low.isNaN)
    }
  }

  /// A run at a constant rate whose losses are made.
  private func record(rate: Double = 1e-3, count: Int = 2_000, _ loss: (Int) -> Double) -> RunRecord {
    let rates = [Double](repeating: rate, count: count)
    return ExactRun(rates, every: 10, loss: loss).record
  }

  private func power(_ step: Int) -> Double { 2 + 3 * pow(Double(step + 1), -0.3) }

  @Test("Noise, several epochs, a law that does not fit, peaks that differ")
  func runs() throws {
    var state: UInt64 = 1
    func chance() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24) - 0.5
    }
    #expect(codes(try Study([record(power)], law: .momentum).warnings) == [.dropNotSeen])
    let noisy = record { power($0) * (1 + 0.25 * chance()) }
    #expect(codes(try Study([noisy], law: .momentum).warnings).contains(.noisy))
    var trained = record(power)
    (trained.isTrainingLoss, trained.epochs) = (true, 8)
    #expect(codes(try Study([trained], law: .momentum).warnings).contains(.trainLoss))
    let waves = record { 2 + 0.5 * sin(Double($0) / 200) }
    #expect(codes(try Study([waves], law: .momentum).warnings).contains(.lawDoesNotFit))
    let steeper = record(rate: 2e-3) { power($0) - 0.01 }
    #expect(codes(try Study([record(power), steeper], law: .momentum).warnings).contains(.peakDiffers))
  }

  @Test("A warm-up that the log does not show is estimated from the losses, and that is said")
  func warmup() throws {
    let run = try Run("constant_24000")
    var record = RunRecord(rows: LossRows(run.rows), rates: .logged(run.logged))
    let estimated = try Study([record], law: .mpl)
    #expect(codes(estimated.warnings).contains(.warmupEstimated))
    #expect((1_000...2_176).contains(estimated.runs[0].warmup.steps))
    record.warmup = Warmup(steps: 2_160, source: .option)
    #expect(!codes(try Study([record], law: .mpl).warnings).contains(.warmupEstimated))
  }

  @Test("What tells nothing is refused, with what is wrong")
  func refusals() throws {
    func message(_ record: RunRecord) -> String? {
      do throws(StudyError) {
        _ = try Study([record], law: .mpl)
        return nil
      } catch { return error.message }
    }
    #expect(message(record(count: 180, power))?.contains("expected at least 20") == true)
    #expect(message(record { $0 == 500 ? -1 : 3 })?.contains("a loss of -1.0") == true)
    #expect(message(record { _ in .nan })?.contains("no finite loss") == true)
    #expect(message(record(rate: 0, power))?.contains("no learning rate above 0") == true)
    let short = RunRecord(
      rows: LossRows((0..<50).map { (step: 10 * $0, loss: 3.0) }), rates: .planned([1, 1, 1]))
    #expect(message(short)?.contains("has only 3 steps") == true)
    let far = RunRecord(
      rows: LossRows([(step: 2_000_000_000, loss: 3.0)]), rates: .logged(LoggedRateCurve([(0, 1)])))
    #expect(message(far)?.contains("at most 20000000") == true)
  }

  @Test("Losses before the first known rate do not count")
  func lateRates() throws {
    let run = try Run("constant_24000")
    let knots = run.logged.knots.filter { $0.step > 10_000 }
    var record = RunRecord(rows: LossRows(run.rows), rates: .logged(LoggedRateCurve(knots)))
    record.warmup = Warmup(steps: 2_160, source: .option)
    let study = try Study([record], law: .momentum)
    #expect(study.runs[0].used.steps.first.map { $0 > 10_000 } == true)
  }

  @Test("A constant loss, one that rises, and one at zero rate give numbers or a refusal, never a crash")
  func hostile() {
    for loss in [{ _ in 3.0 }, { step in 1 + 1e-3 * Double(step) }, { _ in 1e-300 }, { _ in 1e300 }]
      as [(Int) -> Double]
    {
      for law in Law.allCases {
        guard let study = try? Study([record(loss)], law: law) else { continue }
        let forecast = study.forecast(study.curve([0, 0, 1e-3, 0, 1e-3]), at: [0, 1, 2, 3, 4])
        #expect(forecast.points.count == 5)
        _ = (study.warnings, study.bestDecay(steps: 100, warmup: 0))
      }
    }
  }

  @Test("Rows that jump back take the place of those before; gaps are counted")
  func jumps() {
    let rows = LossRows(
      [(0, 5.0), (10, 4), (20, 3.9), (30, .nan), (10, 4.1), (20, 3.8), (20, 3.7)].map {
        (step: $0.0, loss: $0.1)
      })
    #expect(rows.steps == [0, 10, 20] && rows.losses == [5, 4.1, 3.7] && rows.gaps == 1)
  }

  @Test("Many rows become bins, in which a spike counts little")
  func bins() {
    let rows = LossRows((1...34_000).map { (step: $0, loss: $0 == 20_000 ? 900 : power($0)) })
    let bins = LossBins(rows)
    #expect((100...256).contains(bins.count) && bins.counts.reduce(0, +) == 34_000)
    for (step, loss) in zip(bins.steps, bins.losses).dropFirst(3) {
      #expect(abs(loss / power(step) - 1) < 2e-3)
    }
    #expect(rows.noise < 1e-4)
  }
}
