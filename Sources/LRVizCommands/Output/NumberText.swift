import CSystem
import LRSchedulers

/// Numbers as text for tables.
enum NumberText {
  /// C's `%.6g`, or with other digits, for people: `0.01` for 0.010000000000000002.
  static func general(_ value: Double, digits: Int32 = 6) -> String {
    // C may write -nan.
    guard !value.isNaN else { return "nan" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      cs_print_number(buffer.baseAddress, buffer.count, CChar(UInt8(ascii: "g")), digits, value)
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  /// As Python writes it.
  static func python(_ value: Double) -> String { PythonNumber.repr(value) }
}
