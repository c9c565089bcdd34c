#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers within sentences.
enum NumberWords {
  /// C's `%.4g`.
  static func rate(_ value: Double) -> String { text(value, "%.4g") }

  /// Two rates with as many digits as tell them apart.
  static func pair(_ a: Double, _ b: Double) -> (String, String) {
    for format in ["%.4g", "%.6g", "%.9g", "%.12g"] {
      let words = (text(a, format), text(b, format))
      if words.0 != words.1 { return words }
    }
    return (text(a, "%.17g"), text(b, "%.17g"))
  }

  /// An x: whole where it is.
  static func place(_ x: Double) -> String {
    if let whole = Int(exactly: x) { return String(whole) }
    return text(x, "%.6g")
  }

  static func percent(_ part: Double) -> String { text(100 * part, "%.3g") + " %" }

  private static func text(_ value: Double, _ format: String) -> String {
    guard !value.isNaN else { return "nan" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { buffer in
      _ = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, format, $0) }
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }
}
