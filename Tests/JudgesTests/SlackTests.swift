import Foundation
import Judges
import RunLogs
import Testing

/// How finely rates are known follows from how they were printed.
@Suite("Digits of rates")
struct SlackTests {
  private func slack(_ texts: [String]) throws -> [Double] {
    let text =
      "step,lr\n" + texts.enumerated().map { "\($0.offset),\($0.element)" }.joined(separator: "\n") + "\n"
    let (run, roles) = WrittenRun.read(text)
    return LoggedRates(run.series[try #require(roles.lrGroups.first)]).slack
  }

  private func cosine(_ count: Int) -> [Double] {
    (0..<count).map { 0.025 * (1 + cos(.pi * Double($0) / Double(count))) }
  }

  @Test(
    "Half of the last digit, however zeros are kept",
    arguments: [("%.6f", 5e-7, 5e-7), ("%.4e", 5e-7, 5e-9), ("%g", 5e-8, 5e-10)])
  func formats(format: String, first: Double, last: Double) throws {
    let rates = cosine(100).map { String(format: format, $0) }
    let found = try slack(rates)
    #expect(abs(found[0] / first - 1) < 0.01, "\(rates[0]): \(found[0])")
    // The last rate is near 6.2e-6, where scientific digits end further down.
    #expect(found[99] <= max(first, last) * 1.01, "\(rates[99]): \(found[99])")
  }

  @Test("Doubles in full are exact, also the short ones among them")
  func exact() throws {
    #expect(try slack(cosine(50).map(\.description)).allSatisfy { $0 <= 1e-9 })
  }

  @Test("A few short levels in many rows are exact")
  func levels() throws {
    let rates = [String](repeating: "0.05", count: 30) + [String](repeating: "0.005", count: 30)
    #expect(try slack(rates).allSatisfy { $0 <= 1e-7 })
  }

  @Test("Rounded with zeros left out: a short value is known as finely as its neighbors")
  func rounded() throws {
    let rates = cosine(100).map { (($0 * 1e6).rounded() / 1e6).description }
    #expect(try slack(rates).allSatisfy { $0 >= 4.9e-7 && $0 <= 5.2e-7 })
  }
}
