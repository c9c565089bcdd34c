import CSystem

/// Numbers as text for tables.
enum NumberText {
  /// C's `%.6g`, for people: `0.01` for 0.010000000000000002.
  static func general(_ value: Double) -> String {
    // C may write -nan.
    guard !value.isNaN else { return "nan" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      cs_print_number(buffer.baseAddress, buffer.count, CChar(UInt8(ascii: "g")), 6, value)
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }
}
