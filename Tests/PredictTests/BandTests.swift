import Foundation
import Testing

@testable import Predict

/// Nominal 80 % of the rows lie within the bands: 65 to 97 % of those that no fit has seen, of many runs together. The errors of a law are
/// smooth, so that of a single run all rows may lie within, or few.
@Suite("Bands of forecasts")
struct BandTests {
  private static func share(_ cases: [(Forecast, [Double])]) -> Double {
    let rows = cases.flatMap { zip($0.points, $1) }
    return Double(rows.count { $0.low <= $1 && $1 <= $0.high }) / Double(rows.count)
  }

  @Test("They hold the rest of runs that were seen in part")
  func rests() throws {
    let names = [
      "constant_24000", "cosine_24000", "cosine_72000", "wsdcon_3", "wsdcon_9", "wsdld_20000_24000",
    ]
    let runs =
      try names.map { try Run($0) } + [try Run("constant_24000", size: 100), try Run("wsdcon_9", size: 100)]
    var cases: [(Forecast, [Double])] = []
    for run in runs {
      for part in [0.4, 0.6] {
        let (first, last) = (run.rows[0].step, run.rows[run.rows.count - 1].step)
        let seen = first + Int(part * Double(last - first))
        cases.append(run.forecast(try Study([run.record(to: seen)], law: .mpl), from: seen))
      }
    }
    #expect((0.65...0.97).contains(Self.share(cases)))
  }

  @Test("They hold other runs")
  func others() throws {
    let study = try Study(
      try ["cosine_24000", "constant_24000"].map { try Run($0).record() }, law: .mpl)
    let others = try [
      "wsd_20000_24000", "wsdcon_18", "wsdcon_3", "wsdcon_9", "wsdld_20000_24000", "constant_72000",
    ]
    .map { try Run($0).forecast(study) }
    #expect((0.65...0.97).contains(Self.share(others)))
  }

  @Test("Rows that chance moves lie within as often as is said", arguments: [0.5, 0.8, 0.95])
  func noise(band: Double) throws {
    let rates = [Double](repeating: 1e-3, count: 6_000)
    var state = 1 as UInt64
    func chance() -> Double {
      // The sum of twelve even numbers is nearly normal.
      (0..<12).reduce(-6.0) { sum, _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return sum + Double(state >> 11) / Double(1 << 53)
      }
    }
    let run = ExactRun(rates, every: 2, from: 100) { step in
      (2 + 3 * pow(Double(step), -0.4)) * exp(0.03 * chance())
    }
    let seen = RunRecord(rows: LossRows(run.rows.filter { $0.step < 3_000 }), rates: .planned(rates))
    let rest = run.rows.filter { $0.step >= 3_000 }
    let study = try Study([seen], law: .mpl)
    let forecast = study.forecast(study.curve(rates), at: rest.map(\.step), band: band)
    #expect(abs(Self.share([(forecast, rest.map(\.loss))]) - band) < 0.06)
  }
}
