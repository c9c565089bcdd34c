import Foundation
import JSON
import Testing

@testable import Predict

/// What fastai 2.8.12, torch-lr-finder 0.2.2 and Lightning 2.6.6 really suggested, each run end to end on scripted losses.
@Suite("Range tests")
struct RangeTests {
  private static let libraries = [
    "fastai": ["valley", "steep", "minimum", "slide"], "torch_lr_finder": ["steepest"],
    "lightning": ["steepest"],
  ]

  private static func curves() throws -> JSONObject {
    let text = try String(contentsOf: Run.data.appendingPathComponent("range_test.json"), encoding: .utf8)
    return try #require(try JSONValue(parsing: text)["curves"]?.object)
  }

  private func numbers(_ value: JSONValue?) throws -> [Double] {
    try #require(value?.array).map { $0.double ?? .nan }
  }

  @Test("Every curve gives what each library suggests, from raw losses and from recorded ones")
  func suggestions() throws {
    for member in try Self.curves().members {
      let raw = try numbers(member.value["raw"])
      for (library, functions) in Self.libraries {
        let truth = try #require(member.value[library])
        let (rates, losses) = (try numbers(truth["lr"]), try numbers(truth["loss"]))
        let recorded = RangeTest(rates: rates, losses: losses, planned: 100, isSmoothed: true)
        var tests = [recorded]
        // A test that stopped early has no rates for what came after.
        tests.append(RangeTest(rates: rates, losses: Array(raw.prefix(rates.count)), planned: 100))
        for (index, test) in tests.enumerated() {
          for function in functions {
            // Of the flat curve the functions' answers are decided by rounding.
            if member.name == "flat", index == 1 { continue }
            let found = test.suggestions.first { $0.name == "\(library).\(function)" }?.rate
            let wanted = try #require(truth["suggestions"]?[function]?.double)
            #expect(abs((found ?? .nan) / wanted - 1) < 1e-5, "\(member.name) \(library) \(function)")
          }
        }
      }
    }
  }

  @Test("Smoothed losses are those that the libraries record")
  func smoothing() throws {
    for member in try Self.curves().members {
      let truth = try #require(member.value["fastai"])
      let (rates, losses) = (try numbers(truth["lr"]), try numbers(truth["loss"]))
      let raw = RangeTest(
        rates: rates, losses: Array(try numbers(member.value["raw"]).prefix(rates.count)), planned: 100)
      for (one, two) in zip(raw.smoothed.losses, losses[10...]) { #expect(abs(one / two - 1) < 2e-6) }
    }
  }

  @Test("Nothing is suggested where a curve tells nothing")
  func status() throws {
    for member in try Self.curves().members {
      let truth = try #require(member.value["fastai"])
      let raw = try numbers(member.value["raw"])
      let test = RangeTest(rates: try numbers(truth["lr"]), losses: raw, planned: 100)
      #expect(test.status == (member.name == "flat" ? .flat : .ok), "\(member.name)")
      #expect((test.suggested == nil) == (member.name == "flat"))
      #expect((test.firstNaN != nil) == raw.contains { $0.isNaN })
    }
  }

  private func test(_ count: Int = 100, _ loss: (Double) -> Double) -> RangeTest {
    let rates = (0..<count).map { pow(10, -7 + 8 * Double($0) / Double(count)) }
    return RangeTest(rates: rates, losses: rates.map(loss))
  }

  @Test("Curves of all kinds")
  func kinds() {
    #expect(test { _ in 2.3 }.status == .flat)
    #expect(test { 2.3 / (1 + 100 * $0) }.status == .neverRises)
    #expect(test { 2.3 / (1 + 100 * $0) + 3 * $0 }.status == .ok)
    #expect(test { 1 + 2e4 * $0 }.status == .divergesAtOnce)
    #expect(test { _ in .nan }.status == .divergesAtOnce)
    #expect(test(12) { 2.3 / (1 + 100 * $0) }.status == .tooShort)
    #expect(test(0) { $0 }.status == .tooShort)
    for count in 0..<40 {
      let short = test(count) { 2.3 / (1 + 100 * $0) }
      #expect(short.suggestions.count == 6 && (short.status == .tooShort) == (short.suggested == nil))
    }
  }
}
