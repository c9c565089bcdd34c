#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers that look well when a value is changed by keys.
package enum PreferredNumbers {
  /// Renard's R10: ten numbers a decade, nearly evenly apart on a log scale.
  private static let mantissas: [Double] = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8]

  /// Without the stray last bits of decimal sums: 0.1 + 0.05 is 0.15.
  static func rounded(_ value: Double) -> Double {
    let scaled = value * 1e9
    return scaled.magnitude < 0x1p53 ? scaled.rounded() / 1e9 : value
  }

  /// The preferred number some places further up or down; 0 stands just below the smallest.
  package static func moved(_ value: Double, by steps: Int, smallest: Double) -> Double {
    let lowest = place(of: smallest)
    let present = value < smallest ? lowest - 1 : place(of: value)
    let wanted = present + min(max(steps, -1000), 1000)
    return wanted < lowest ? 0 : number(at: wanted)
  }

  private static func place(of value: Double) -> Int { Int(clamping: (10 * log10(value)).rounded()) }

  private static func number(at place: Int) -> Double {
    let decade = Int((Double(place) / 10).rounded(.down))
    let mantissa = mantissas[place - 10 * decade]
    // Dividing by a power of ten gives the double nearest to the decimal, multiplying by 1e-5 would not.
    return decade < 0 ? mantissa / pow(10, Double(-decade)) : mantissa * pow(10, Double(decade))
  }
}
