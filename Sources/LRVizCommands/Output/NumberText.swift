#if canImport(Glibc)
  import Glibc
#endif

/// Numbers as text, in the ways the formats want them.
enum NumberText {
  /// The shortest text that reads back the same; `nan`, `inf`, `-inf`.
  static func shortest(_ value: Double) -> String { value.isNaN ? "nan" : value.description }

  /// C's `%.2e`: `1.00e-02`.
  static func scientific(_ value: Double) -> String { formatted("%.2e", value) }

  /// C's `%.4f`: `0.2345`.
  static func fixed(_ value: Double) -> String { formatted("%.4f", value) }

  /// C's `%.6g`, for people: `0.01` for 0.010000000000000002.
  static func general(_ value: Double) -> String { formatted("%.6g", value) }

  static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  private static func formatted(_ format: String, _ value: Double) -> String {
    // -nan tells nobody anything, and 1e308 as %.4f takes 314 characters.
    guard !value.isNaN else { return "nan" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 320) { buffer in
      _ = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, format, $0) }
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }
}
