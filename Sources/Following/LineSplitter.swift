import RunLogs

/// Feeds a log, and keeps the lines that gave no point: those near its end, as nobody looks at the others.
struct LineSplitter {
  /// Bytes near the end of a file that are taken line by line.
  private static let near = 1 << 18
  /// Bytes at the start and at the end of a piece that are searched for the end of the run.
  private static let searched = 1 << 16
  private static let searchedAtEnd = 1 << 12

  /// Whether there are bytes in it that are no text.
  private(set) var isBinary = false
  private var partial: [UInt8] = []
  private var countBefore = 0

  /// Whether the last line has not ended.
  var isInLine: Bool { !partial.isEmpty }

  /// - Parameter remaining: how many bytes of the file are to come after these.
  mutating func take(
    _ bytes: Bytes, remaining: Int, isFirst: Bool, _ feed: inout LogFeed, _ run: inout FollowedRun
  ) {
    if isFirst { isBinary = bytes.prefix(512).contains(0) || bytes.starts(with: [0x1F, 0x8B]) }
    if isBinary { return feed.take(bytes) }
    search(bytes, isFirst: isFirst, isNear: remaining < Self.near, &run)
    guard remaining + bytes.count < Self.near else {
      feed.take(bytes)
      return keep(rest(bytes))
    }
    if partial.isEmpty { countBefore = Self.pointCount(&feed) }
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      line(Bytes(rebasing: bytes[start...end]), &feed, &run)
      start = end + 1
    }
    let tail = Bytes(rebasing: bytes[start...])
    if !tail.isEmpty { feed.take(tail) }
    keep(tail)
  }

  private func search(_ bytes: Bytes, isFirst: Bool, isNear: Bool, _ run: inout FollowedRun) {
    if isFirst || isNear { run.end.note(Bytes(rebasing: bytes.prefix(Self.searched))) }
    if bytes.count > Self.searched { run.end.note(Bytes(rebasing: bytes.suffix(Self.searchedAtEnd))) }
  }

  private func rest(_ bytes: Bytes) -> Bytes {
    let start = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return Bytes(rebasing: bytes[start...])
  }

  private mutating func keep(_ tail: Bytes) {
    if partial.count < 512 { partial.append(contentsOf: tail.prefix(512)) }
  }

  private mutating func line(_ bytes: Bytes, _ feed: inout LogFeed, _ run: inout FollowedRun) {
    feed.take(bytes)
    let count = Self.pointCount(&feed)
    if count == countBefore {
      let text = partial + bytes.dropLast()
      text.withUnsafeBufferPointer { run.otherLines.append($0) }
    }
    partial.removeAll(keepingCapacity: true)
    countBefore = count
  }

  private static func pointCount(_ feed: inout LogFeed) -> Int { feed.provisional().pointCount }
}
