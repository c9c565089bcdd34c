import Foundation
import Testing

@testable import Predict

/// What a study foretells of runs that it has not seen.
@Suite("Studies of runs")
struct StudyTests {
  private static let trained = ["cosine_24000", "constant_24000", "wsdcon_9"]
  private static let others = [
    "constant_72000", "cosine_72000", "wsd_20000_24000", "wsdld_20000_24000", "wsdcon_3", "wsdcon_18",
  ]

  @Test("Three runs foretell six others", arguments: Law.allCases)
  func others(law: Law) throws {
    let study = try Study(try Self.trained.map { try Run($0).record() }, law: law)
    let met = try Self.others.map { try Run($0).agreement(study) }
    let (mean, worst) = (met.map(\.meanError), met.map(\.worstError))
    #expect(mean.reduce(0, +) / 6 < 0.0014 && worst.reduce(0, +) / 6 < 0.0047)
    #expect(study.priorShares.allSatisfy { (0...1).contains($0.share) })
    #expect(met.allSatisfy { $0.determination > 0.99 })
  }

  @Test(
    "The end of a run is foretold within 0.7 % from what is seen of it",
    arguments: [
      ("cosine_24000", 25, 0.6), ("wsd_20000_24000", 25, 0.8), ("wsdld_20000_24000", 25, 0.6),
      ("constant_24000", 100, 0.6), ("cosine_24000", 100, 0.6), ("wsdcon_9", 100, 0.7),
    ])
  func rest(name: String, size: Int, part: Double) throws {
    let run = try Run(name, size: size)
    let (first, last) = (run.rows[0].step, run.rows[run.rows.count - 1].step)
    let seen = first + Int(part * Double(last - first))
    let study = try Study([run.record(to: seen)], law: .mpl)
    let (forecast, losses) = run.forecast(study, from: seen)
    #expect(abs(Agreement(forecast, losses: losses).final) < 0.007)
    let within = zip(forecast.points, losses).filter { $0.low <= $1 && $1 <= $0.high }
    #expect(Double(within.count) > 0.65 * Double(losses.count))
  }

  @Test(
    "Losses that follow the law are foretold to their last digits, whatever their scale",
    arguments: [1, 40.0])
  func exact(scale: Double) throws {
    let (floor, rest, gain) = (2.5 * scale, log(0.8 * scale), log(0.11 * scale))
    let point: [Double] = [floor, rest, log(0.45), gain, log(0.9), log(0.6), log(0.009)]
    func losses(_ rates: [Double], _ steps: [Int]) -> [Double] {
      MultiPowerCurve(RateCurve(rates, unit: 1e-3), steps: steps).values(point, every: 1).losses
    }
    func run(_ factor: (Double) -> Double) -> ExactRun {
      let rates = (0..<6_000).map { step -> Double in
        if step < 300 { return 1e-3 * Double(step) / 299 }
        return 1e-3 * factor(Double(step - 300) / 5_700)
      }
      let steps = Array(stride(from: 300, to: 6_000, by: 50))
      let values = losses(rates, steps)
      return ExactRun(rates, every: 50, from: 300) { values[($0 - 300) / 50] }
    }
    let seen = [run { $0 < 0.7 ? 1 : 1 - 3 * ($0 - 0.7) }, run { 0.5 * (1 + cos(.pi * $0)) + 0.02 }]
    let study = try Study(seen.map(\.record), law: .mpl)
    let unseen = run { $0 < 0.5 ? 1 : 0.2 }
    let forecast = study.forecast(study.curve(unseen.rates), at: unseen.rows.map(\.step))
    #expect(Agreement(forecast, losses: unseen.rows.map(\.loss)).worstError < 1e-3)
    #expect(study.largestMisfit < 2e-4)
  }

  @Test("A wider band holds a narrower one, and both hold the loss")
  func bands() throws {
    let run = try Run("wsd_20000_24000")
    let study = try Study([run.record()], law: .mpl)
    let curve = study.curve(run.rates)
    let bands = [0.5, 0.8, 0.95].map { study.forecast(curve, at: [5_000, 23_000], band: $0).points }
    for row in 0..<2 {
      #expect(bands[0][row].low > bands[1][row].low && bands[1][row].low > bands[2][row].low)
      #expect(bands.allSatisfy { $0[row].low < $0[row].loss && $0[row].loss < $0[row].high })
    }
    #expect(abs(ErrorModel.factor(0.8) - 1.2815515655446) < 1e-9)
  }

  @Test("A run given twice counts once, and one run's order does not matter")
  func repeated() throws {
    let runs = try Self.trained.map { try Run($0).record() }
    let once = try Study([runs[1], runs[2]], law: .momentum)
    let twice = try Study([runs[2], runs[1], runs[2]], law: .momentum)
    #expect(twice.runs.count == 2 && twice.places == [0, 1, 0])
    for (one, two) in zip(once.parameters, twice.parameters) {
      #expect(abs(one.value - two.value) < 1e-4 * abs(one.value))
    }
  }

  @Test("The best decay is near what is known of these runs, and its range holds it")
  func best() throws {
    let study = try Study(try Self.trained.map { try Run($0).record() }, law: .mpl)
    let best = try #require(study.bestDecay(steps: 24_000, warmup: 2_160))
    #expect(best.shape == .squareRoot && (0.15...0.25).contains(best.fraction))
    #expect(best.range.contains(best.fraction) && best.range.lowerBound > 0.08 && best.range.upperBound < 0.4)
    #expect(best.spec.hasPrefix("get_wsd_schedule(num_warmup_steps=2160, "))
    #expect(study.bestDecay(steps: 2_165, warmup: 2_160) == nil)
    // No neighbor is better by the law itself.
    func final(_ decay: Int) -> Double {
      let rates = (0..<24_000).map { step -> Double in
        if step < 2_160 { return 3e-4 * Double(step) / 2_160 }
        let way = Double(step - (24_000 - decay)) / Double(decay)
        return way < 0 ? 3e-4 : 3e-4 * (1 - way.squareRoot())
      }
      return study.forecast(study.curve(rates), at: [23_999]).points[0].loss
    }
    let loss = final(best.decaySteps)
    for decay in [
      best.decaySteps / 2, best.decaySteps * 9 / 10, best.decaySteps * 11 / 10, best.decaySteps * 2,
    ] {
      #expect(final(decay) > loss - 2e-5)
    }
    let edge = Int(best.range.lowerBound * 21_840)
    #expect(abs(final(edge) / loss - 1.001) < 1e-4)
  }
}
