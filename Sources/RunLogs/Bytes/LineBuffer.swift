#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Cuts bytes that come in any pieces into lines; no byte is looked at twice.
struct LineBuffer: Sendable {
  /// The line that has not ended.
  private(set) var rest: [UInt8] = []
  /// Whether the line that has not ended is longer than is kept.
  private var isOverlong = false
  private(set) var lineNumber = 0
  private let limit: Int

  init(limit: Int = LogLimits.recordBytes) {
    self.limit = limit
  }

  /// Calls `body` with every complete line, without its newline, whether its end was cut off, and its number.
  mutating func take(_ bytes: Bytes, _ body: (Bytes, Bool, Int) -> Void) {
    guard let base = bytes.baseAddress else { return }
    var start = 0
    while start < bytes.count, let found = memchr(base + start, 0x0A, bytes.count - start) {
      let end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      lineNumber += 1
      if rest.isEmpty, !isOverlong, end - start <= limit {
        body(Bytes(rebasing: bytes[start..<end]), false, lineNumber)
      } else {
        keep(bytes, start..<end)
        rest.withUnsafeBufferPointer { body($0, isOverlong, lineNumber) }
        rest.removeAll(keepingCapacity: rest.capacity <= 1 << 20)
        isOverlong = false
      }
      start = end + 1
    }
    keep(bytes, start..<bytes.count)
  }

  /// The line that never ended, if there is one.
  mutating func finish(_ body: (Bytes, Bool, Int) -> Void) {
    guard !rest.isEmpty || isOverlong else { return }
    lineNumber += 1
    rest.withUnsafeBufferPointer { body($0, isOverlong, lineNumber) }
    rest = []
    isOverlong = false
  }

  private mutating func keep(_ bytes: Bytes, _ range: Range<Int>) {
    let room = limit - rest.count
    if range.count > room { isOverlong = true }
    rest.append(contentsOf: bytes[range.lowerBound..<(range.lowerBound + min(range.count, max(0, room)))])
  }
}
