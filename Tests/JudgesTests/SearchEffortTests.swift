import LRSchedulers
import RunLogs
import Testing

@testable import Judges

/// What looking for a schedule may take is bounded, and it is said where that was not enough.
@Suite("The effort of identification")
struct SearchEffortTests {
  private func rates(_ values: [Double]) -> LoggedRates {
    LoggedRates(xs: values.indices.map(Double.init), values: values)
  }

  private static let noise = (0..<3_000).map { (step: Int) -> Double in
    let part = Double((step * 7_919) % 1_009) / 1_009
    return 1e-3 * (1.2 + part) / Double(1 + step / 400)
  }

  @Test("What takes more is ended, and said to be", arguments: [0, 1, 10_000, 100_000])
  func cut(points: Int) {
    let findings = Findings(
      rates(Self.noise), producer: nil, stepsPerEpoch: nil, effort: SearchEffort(points))
    #expect(!findings.isComplete)
    #expect(!findings.candidates.contains { $0.isExact })
  }

  @Test("What is found before is told, and nothing more is said")
  func found() throws {
    let cosine = try WrittenRun.rates("CosineAnnealingLR(T_max=2000)", lr: 0.1, count: 2_000)
    let findings = Findings(rates(cosine), producer: nil, stepsPerEpoch: nil, effort: SearchEffort(400_000))
    #expect(findings.isComplete && findings.candidates.first?.isExact == true && findings.pieces.isEmpty)
  }

  @Test("The usual effort is enough for rates of no schedule, in every way of counting")
  func usual() {
    let effort = SearchEffort()
    let findings = Findings(rates(Self.noise), producer: nil, stepsPerEpoch: nil, effort: effort)
    #expect(findings.isComplete && !effort.isSpent)
  }

  @Test("A share of what is left is used, and no more")
  func shares() {
    let effort = SearchEffort(100)
    effort.using(0.25) {
      effort.spend(20)
      #expect(!effort.isSpent)
      effort.spend(20)
      #expect(effort.isSpent)
    }
    #expect(!effort.isSpent && effort.wasCut)
    effort.spend(60)
    #expect(effort.isSpent)
  }
}
