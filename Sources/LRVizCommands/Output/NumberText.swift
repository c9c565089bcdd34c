#if canImport(Glibc)
  import Glibc
#endif

/// Numbers as text for tables.
enum NumberText {
  /// C's `%.6g`, or with other digits, for people: `0.01` for 0.010000000000000002.
  static func general(_ value: Double, digits: Int32 = 6) -> String {
    // C may write -nan.
    guard !value.isNaN else { return "nan" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      _ = withVaList([digits, value]) { vsnprintf(buffer.baseAddress, buffer.count, "%.*g", $0) }
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }
}
