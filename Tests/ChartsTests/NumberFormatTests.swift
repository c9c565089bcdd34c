import Charts
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (0.1, "1.00e-01"), (0.01, "1.00e-02"), (0, "0.00e+00"), (-0.0, "-0.00e+00"), (1, "1.00e+00"),
    (9.995, "9.99e+00"), (9.996, "1.00e+01"), (99_950, "1.00e+05"), (1.125, "1.12e+00"), (1.375, "1.38e+00"),
    (-0.000123456, "-1.23e-04"), (1e100, "1.00e+100"), (.leastNonzeroMagnitude, "4.94e-324"),
    (1.7976931348623157e308, "1.80e+308"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
  ])
  func scientific(_ value: Double, _ text: String) {
    #expect(NumberFormat.scientific(decimals: 2).text(value) == text)
  }

  @Test(arguments: [
    (0.12345, "0.1235"), (0.12335, "0.1234"), (0.5, "0.5000"), (0, "0.0000"), (-1.5, "-1.5000"),
    (0.00005, "0.0001"),
    (0.00004999, "0.0000"), (0.99995, "1.0000"), (0.99996, "1.0000"), (123456.78905, "123456.7891"),
    (0.00003, "0.0000"), (0.03125, "0.0312"), (0.09375, "0.0938"), (1e15, "1000000000000000.0000"),
    (.nan, "nan"),
  ])
  func fixed(_ value: Double, _ text: String) {
    #expect(NumberFormat.fixed(decimals: 4).text(value) == text)
  }

  @Test func percentAndShortest() {
    #expect(NumberFormat.accuracy.text(0.931) == "93.1%")
    #expect(NumberFormat.accuracy.text(1) == "100.0%")
    #expect(NumberFormat.accuracy.text(.nan) == "nan")
    #expect(NumberFormat.percent(decimals: 0).text(0.125) == "12%")
    #expect(NumberFormat.shortest.text(0.1) == "0.1")
    #expect(NumberFormat.shortest.text(1e-5) == "1e-05")
    #expect(NumberFormat.fixed(decimals: 0).text(0.5) == "0")
    #expect(NumberFormat.fixed(decimals: 0).text(1.5) == "2")
  }

  @Test func readoutsTurnScientificWhereFixedShowsNothing() {
    #expect(NumberFormat.readout(0.1234) == "0.1234")
    #expect(NumberFormat.readout(0) == "0.0000")
    #expect(NumberFormat.readout(0.00012) == "1.20e-04")
    #expect(NumberFormat.readout(123_456) == "1.23e+05")
  }

  /// C's printf is the reference, over doubles of every magnitude.
  @Test func agreesWithPrintf() {
    var noise = Noise(state: 7)
    for _ in 0..<4000 {
      let value = Double(bitPattern: noise.next())
      guard value.isFinite else { continue }
      #expect(NumberFormat.scientific(decimals: 2).text(value) == printf("%.2e", value))
      #expect(NumberFormat.scientific(decimals: 0).text(value) == printf("%.0e", value))
      #expect(NumberFormat.scientific(decimals: 17).text(value) == printf("%.17e", value))
      let small = Double.random(in: -1000...1000, using: &noise)
      #expect(NumberFormat.fixed(decimals: 4).text(small) == printf("%.4f", small))
      #expect(NumberFormat.fixed(decimals: 0).text(value) == printf("%.0f", value))
    }
  }

  private func printf(_ format: String, _ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 512)
    let length = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
