import Foundation
import Testing

@testable import Predict

/// The fast sums over drops, compared with the sums over all steps.
@Suite("Sums over drops")
struct SumTests {
  /// Of each the rate after a part of its steps, which are as many as the second argument says.
  private static let schedules: [(name: String, rate: @Sendable (Double, Double) -> Double)] = [
    ("constant", { _, _ in 1 }),
    ("cosine", { part, _ in 0.55 + 0.45 * cos(.pi * part) }),
    (
      "cosine to 0 after a warm-up",
      { part, _ in part < 0.1 ? 10 * part : 0.5 + 0.5 * cos(.pi * (part - 0.1) / 0.9) }
    ),
    ("line to 0", { part, count in min(1, 4 * (1 - part) - 4 / count) }),
    ("root to 0", { part, _ in 1 - part.squareRoot() }),
    ("powers", { part, _ in pow(0.1, 3 * part) }),
    ("stairs", { part, _ in pow(0.5, (7 * part).rounded(.down)) }),
    ("digits", { part, _ in (1e3 * (1 - 0.9 * part)).rounded() / 1e3 }),
    ("cycles", { part, _ in 0.55 + 0.45 * cos(9 * .pi * part) }),
    ("noise", { part, count in 1 - 0.15 * abs(sin(part * count * 12.9898)) }),
    ("zeros between", { part, count in (part * count).truncatingRemainder(dividingBy: 100) < 90 ? 1 : 0 }),
  ]

  /// Kernels' beta, gamma and C: from those of the papers to ones that no run has.
  private static let kernels = [
    (0.8, 0.6, 0.01), (0.58, 0.64, 0.11), (1.6, 0.5, 0.004), (0.3, 1.0, 1.0), (3.0, 0.2, 0.0003),
  ]

  @Test("They are what all steps give", arguments: Self.schedules.indices)
  func equal(index: Int) {
    for count in [1, 2, 15, 16, 17, 40, 257, 3_001] {
      let rates = (0..<count).map { Self.schedules[index].rate(Double($0) / Double(count), Double(count)) }
      let curve = RateCurve(rates, unit: 1)
      let steps = Array(Set([0, count / 3, count / 2, count * 9 / 10, count - 1])).sorted()
      let terms = DropTerms(curve, steps: steps)
      for (beta, gamma, speed) in Self.kernels {
        let kernel = { (logRate: Double, area: Double) -> Double in
          let way = speed * exp(-gamma * logRate) * area
          return 1 - pow(1 + way, -beta)
        }
        for (row, step) in steps.enumerated() {
          var truth = 0.0
          for place in 0...step {
            let rate = log(max(curve.rates[place], DropBlocks.leastRate))
            truth += curve.drop(at: place) * kernel(rate, curve.area(to: step + 1) - curve.area(to: place))
          }
          var sum = 0.0
          for term in terms.bounds[row]..<terms.bounds[row + 1] {
            sum += terms.weights[term] * kernel(terms.logRates[Int(terms.nodes[term])], terms.areas[term])
          }
          // B is about a tenth of the loss: a loss is within 1e-6 where the sum is within 5e-6.
          #expect(abs(sum - truth) < 5e-6, "\(Self.schedules[index].name), \(count) steps, row \(step)")
        }
      }
    }
  }

  @Test("Constant stretches cost nothing, smooth ones little")
  func cost() {
    let flat = DropTerms(RateCurve([Double](repeating: 1, count: 100_000), unit: 1), steps: [99_999])
    #expect(flat.weights.isEmpty)
    let rates = (0..<65_536).map { step -> Double in 0.5 + 0.5 * cos(.pi * Double(step) / 70_000) }
    let curve = RateCurve(rates, unit: 1)
    #expect(DropTerms(curve, steps: [65_535]).weights.count < 400)
  }
}
