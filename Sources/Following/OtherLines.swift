import RunLogs

/// The last lines of a log that gave no point: what else the program prints.
package struct OtherLines: Sendable {
  /// So many are kept, each cut after `longest` bytes.
  package static let most = 1_000
  private static let longest = 400

  private var ring: [String] = []
  private var start = 0
  /// How many there were in all.
  package private(set) var total = 0

  package init() {}

  package var count: Int { ring.count }

  /// From the oldest one kept to the newest; as they stand in the log, so not to be shown raw.
  package subscript(index: Int) -> String { ring[(start + index) % ring.count] }

  mutating func append(_ line: Bytes) {
    let text = String(decoding: line.prefix(Self.longest), as: UTF8.self)
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    total += 1
    if ring.count < Self.most {
      ring.append(text)
    } else {
      ring[start] = text
      start = (start + 1) % Self.most
    }
  }
}
