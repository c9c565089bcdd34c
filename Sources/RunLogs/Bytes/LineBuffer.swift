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

  /// Whether the next byte begins a line.
  var isAtLineStart: Bool { rest.isEmpty && !isOverlong }

  /// Counts whole lines that were read by others.
  mutating func pass(_ lines: Int) { lineNumber += lines }

  /// Calls `body` with every complete line, without its newline, whether its end was cut off, and its number.
  mutating func take(_ bytes: Bytes, _ body: (Bytes, Bool, Int) -> Void) {
    var start = 0
    while start < bytes.count { start = takeLine(bytes, from: start, body) }
  }

  /// Takes one line, or what there is of it.
  ///
  /// - Returns: where the next one begins.
  mutating func takeLine(_ bytes: Bytes, from start: Int, _ body: (Bytes, Bool, Int) -> Void) -> Int {
    guard let base = bytes.baseAddress, start < bytes.count else { return bytes.count }
    guard let found = memchr(base + start, 0x0A, bytes.count - start) else {
      keep(bytes, start..<bytes.count)
      return bytes.count
    }
    let end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
    lineNumber += 1
    if isAtLineStart, end - start <= limit {
      body(Bytes(rebasing: bytes[start..<end]), false, lineNumber)
    } else {
      keep(bytes, start..<end)
      rest.withUnsafeBufferPointer { body($0, isOverlong, lineNumber) }
      rest.removeAll(keepingCapacity: rest.capacity <= 1 << 20)
      isOverlong = false
    }
    return end + 1
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
