import Charts
import JSON

#if canImport(Glibc)
  import Glibc
#endif

/// Where a command's output goes: gathered text, written in large pieces.
///
/// Output that cannot be written ends the command with status 74. A reader that has gone away (`lrviz print … | head`) ends
/// the program by SIGPIPE, without a word, as it does other Unix tools.
struct ByteSink: ~Copyable {
  private let descriptor: Int32
  private let name: String
  private var pending: [UInt8] = []
  private static let pieceSize = 1 << 16

  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    pending.reserveCapacity(Self.pieceSize)
  }

  static func standardOutput() -> ByteSink { ByteSink(descriptor: STDOUT_FILENO, name: "standard output") }

  mutating func write(_ text: String) throws(CommandError) {
    pending.append(contentsOf: text.utf8)
    if pending.count >= Self.pieceSize { try flush() }
  }

  mutating func write(_ bytes: [UInt8]) throws(CommandError) {
    pending += bytes
    if pending.count >= Self.pieceSize { try flush() }
  }

  mutating func write(_ value: Int) throws(CommandError) { try write(String(value)) }

  /// The shortest text that reads back the same; `nan`, `inf`, `-inf`.
  mutating func write(shortest value: Double) throws(CommandError) {
    try write(NumberFormat.shortest.text(value))
  }

  /// Takes what has been written there, so that it can be written on.
  mutating func take(_ json: inout JSONWriter) throws(CommandError) {
    pending.append(contentsOf: json.bytes)
    json.removeAll()
    if pending.count >= Self.pieceSize { try flush() }
  }

  /// Hands over everything gathered so far.
  mutating func flush() throws(CommandError) {
    var start = 0
    while start < pending.count {
      let written = pending.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if written < 0, errno == EINTR { continue }
      guard written >= 0 else { throw .cannotWrite(name) }
      start += written
    }
    pending.removeAll(keepingCapacity: true)
  }
}

extension CommandError {
  /// With the reason the system gave last.
  static func cannotWrite(_ name: String) -> CommandError {
    CommandError("cannot write \(name): \(String(cString: strerror(errno)))", .inputOutput)
  }
}
