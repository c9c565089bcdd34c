#if canImport(Glibc)
  import Glibc
#endif

/// Numbers as text, in the ways the formats want them.
enum NumberText {
  /// The shortest text that reads back the same; `nan`, `inf`, `-inf`.
  static func shortest(_ value: Double) -> String { value.isNaN ? "nan" : value.description }

  /// C's `%.6g`, for people: `0.01` for 0.010000000000000002.
  static func general(_ value: Double) -> String {
    // -nan tells nobody anything.
    guard !value.isNaN else { return "nan" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      _ = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, "%.6g", $0) }
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
