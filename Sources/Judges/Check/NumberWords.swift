#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers within sentences.
enum NumberWords {
  /// C's `%.4g`.
  static func rate(_ value: Double) -> String { text(value, "%.4g") }

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
