import TestSupport
import Testing

@testable import JSON

#if canImport(Glibc)
  import Glibc
#endif

/// Numbers read eight digits at a time are those that are read with care.
@Suite("Numbers read quickly")
struct QuickNumberTests {
  /// What both ways make of a text with something behind it.
  private func check(_ text: String, behind: String = ",") {
    let bytes = Array((text + behind + String(repeating: " ", count: DecimalNumber.quickRoom)).utf8)
    bytes.withUnsafeBufferPointer { bytes in
      let careful = DecimalNumber.parse(bytes, at: 0, to: bytes.count)
      guard let quick = DecimalNumber.quick(bytes, at: 0, to: bytes.count) else { return }
      #expect(quick.value.bitPattern == careful?.value.bitPattern, "\(text)")
      #expect(quick.end == careful?.end, "\(text)")
      #expect(quick.power == careful?.power, "\(text)")
      #expect(quick.isWhole == careful?.isWhole, "\(text)")
    }
  }

  private func isQuick(_ text: String) -> Bool {
    let bytes = Array((text + String(repeating: "\n", count: DecimalNumber.quickRoom)).utf8)
    return bytes.withUnsafeBufferPointer { DecimalNumber.quick($0, at: 0, to: $0.count) != nil }
  }

  @Test("Those that programs print are read quickly")
  func common() {
    for text in [
      "0", "-0.0", "1", "12345678", "123456789", "1234567890123456", "2.564409237657773",
      "0.0009999999999999998", "3e-4", "1.5E+05", "1700000000.25", "-7.", ".5", "9007199254740993", "1e22",
      "2.225e-30",
    ] {
      #expect(isQuick(text), "\(text)")
      check(text)
    }
  }

  @Test("Hostile ones")
  func hostile() {
    for text in [
      "", "-", "+", ".", "e5", "1e", "1e+", "1e99999", "1e-99999", "1..2", "--1", "nan", "-inf", "infinity",
      "00000000000000000000000001.5", "0.00000000000000000000000000000000012345", "1e64", "1e65", "1e-64",
      "12345678901234567890", "0.12345678901234567890", "99999999999999999999999999", "1_000", "0x1p3",
      "123456789012345678e-19", "\u{FF11}", "1\u{0}2", "9999999999999999999", "18446744073709551616",
    ] {
      for behind in [",", "\n", " ", "e", ".", "-", "\u{E9}"] { check(text, behind: behind) }
    }
  }

  @Test("Any digits with any point and exponent", arguments: [1, 2, 3])
  func random(seed: UInt64) {
    var noise = Noise(state: seed)
    for _ in 0..<20_000 {
      let count = 1 + Int.random(in: 0..<22, using: &noise)
      var text = Int.random(in: 0..<4, using: &noise) == 0 ? "-" : ""
      let point = Int.random(in: 0..<count + 8, using: &noise)
      let isLowDigits = Int.random(in: 0..<3, using: &noise) == 0
      for index in 0..<count {
        if index == point { text += "." }
        text +=
          "\(isLowDigits ? Int.random(in: 0..<2, using: &noise) * 9 : Int.random(in: 0..<10, using: &noise))"
      }
      if Int.random(in: 0..<2, using: &noise) == 0 {
        text += "e\(Int.random(in: 0..<140, using: &noise) - 70)"
      }
      check(text)
    }
  }

  @Test("Between two doubles, and a digit beside that")
  func halves() {
    var noise = Noise(state: 9)
    for _ in 0..<5_000 {
      let mantissa = UInt64(1) << 53 + UInt64(Int.random(in: 0..<1 << 53, using: &noise)) * 2 + 1
      for beside in [mantissa - 1, mantissa, mantissa + 1] { check("\(beside)") }
      check(
        "\(UInt64(1) << 53 + UInt64(Int.random(in: 0..<1 << 52, using: &noise)))e\(Int.random(in: 0..<60, using: &noise) - 30)"
      )
    }
  }

  @Test("A power of ten is the library's")
  func scaling() {
    var noise = Noise(state: 4)
    for power in -64...64 {
      for _ in 0..<40 {
        let mantissa = noise.next() >> UInt64(Int.random(in: 0..<60, using: &noise)) | 1
        guard let value = DecimalScaling.nearest(mantissa, power: power) else { continue }
        #expect(value == strtod("\(mantissa)e\(power)", nil), "\(mantissa)e\(power)")
      }
    }
  }
}
