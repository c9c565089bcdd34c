import Glibc
import Testing

@testable import JSON

/// Decimal text is read as `strtod` reads it, bit for bit.
@Suite struct DecimalTests {
  private func number(_ text: String) -> DecimalNumber? {
    Array(text.utf8).withUnsafeBufferPointer { DecimalNumber.whole($0, in: 0..<$0.count) }
  }

  private func double(_ text: String) -> Double? { number(text)?.value }

  private static let readings: [(String, Double)] = [
    ("0", 0.0), ("-0", -0.0), ("1", 1), ("+1", 1), ("0.1", 0.1), (".5", 0.5), ("5.", 5), ("1e3", 1000),
    ("1E-3", 0.001),
    ("1e+3", 1000), ("0.30000000000000004", 0.1 + 0.2), ("9007199254740993", 9_007_199_254_740_992),
    ("9007199254740993.0000000000000001", 9_007_199_254_740_994), ("1e22", 1e22), ("1e23", 1e23),
    ("8.41e21", 8.41e21), ("17976931348623157e292", .greatestFiniteMagnitude), ("1e309", .infinity),
    ("-1e309", -.infinity),
    ("5e-324", .leastNonzeroMagnitude), ("2.4703282292062327e-324", 0),
    ("2.4703282292062328e-324", .leastNonzeroMagnitude), ("1e-400", 0),
    ("2.2250738585072011e-308", .leastNormalMagnitude.nextDown), ("0e999999999999", 0),
    ("1e-999999999999999999999", 0),
    ("00000000000000000000000000000001.5", 1.5), ("0.000000000000000000000000000000000000015e38", 1.5),
    ("18446744073709551615", 18_446_744_073_709_551_616),
    ("18446744073709551616", 18_446_744_073_709_551_616),
    ("1.7976931348623157e308", .greatestFiniteMagnitude), ("3e-27", 3e-27),
    ("1234567890123456789e-27", 1.234567890123456789e-9),
  ]

  @Test(arguments: readings)
  func vectors(text: String, value: Double) {
    #expect(double(text)?.bitPattern == value.bitPattern, "\(text)")
  }

  @Test(arguments: [
    "", "-", "+", ".", "e5", "1e", "1e+", "1 2", "1x", "0x10", "nano", "info", "in", "1.2.3", "--1", "1_0",
    "\u{E}an",
  ])
  func refusals(text: String) { #expect(double(text) == nil, "\(text)") }

  @Test func shortestTextReadsBack() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<50_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(double(value.description)?.bitPattern == value.bitPattern, "\(value)")
    }
  }

  /// Digits and exponents of every length, with points anywhere: ties are met among them by halfway texts.
  @Test func anyTextIsReadAsStrtodReadsIt() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<50_000 {
      let digits = (0..<Int.random(in: 1...24, using: &random)).map { _ in
        String(Int.random(in: 0...9, using: &random))
      }
      var text = digits.joined()
      text.insert(
        ".", at: text.index(text.startIndex, offsetBy: Int.random(in: 0...digits.count, using: &random)))
      if Bool.random(using: &random) { text += "e\(Int.random(in: -40...40, using: &random))" }
      #expect(double(text)?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
  }

  @Test func tiesGoToEven() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      // Halfway between two doubles from 2^53 to 2^63, and one above and below.
      let exponent = Int.random(in: 1...10, using: &random)
      let significand = UInt64.random(in: 1 << 52..<1 << 53, using: &random)
      let middle = significand << UInt64(exponent) | 1 << UInt64(exponent - 1)
      for value in [middle - 1, middle, middle + 1] {
        #expect(double("\(value)")?.bitPattern == strtod("\(value)", nil).bitPattern, "\(value)")
        #expect(double("\(value)e-7")?.bitPattern == strtod("\(value)e-7", nil).bitPattern, "\(value)e-7")
      }
    }
  }

  @Test func wordsAndBlanksAroundThem() {
    for text in ["nan", "NaN", "-nan", " NAN\t"] { #expect(double(text)?.isNaN == true, "\(text)") }
    for text in ["inf", "Infinity", " +INF\r"] { #expect(double(text) == .infinity, "\(text)") }
    for text in ["-inf", "-Infinity"] { #expect(double(text) == -.infinity, "\(text)") }
    #expect(double(" 1\t") == 1)
  }

  @Test func theLastDigitAndWhetherItIsWhole() {
    for (text, power, isWhole) in [
      ("12", 0, true), ("0.2730", -4, false), ("1.5e-05", -6, false), ("1e3", 3, false), ("-7", 0, true),
      ("5.", 0, false), ("0.12345678901234567", Int(DecimalNumber.exact), false),
    ] {
      #expect(number(text).map { Int($0.power) } == power && number(text)?.isWhole == isWhole, "\(text)")
    }
  }

  @Test func theLongestNumberIsTakenOfWhatStandsThere() {
    for (text, value, end) in [("1.5e-x", 1.5, 3), ("12,5", 12, 2), ("3.5.6", 3.5, 3), ("7e+", 7, 1)] {
      let bytes = Array(text.utf8)
      let found = bytes.withUnsafeBufferPointer { DecimalNumber.parse($0, at: 0, to: $0.count) }
      #expect(found?.value == value && found?.end == end, "\(text)")
    }
  }
}
