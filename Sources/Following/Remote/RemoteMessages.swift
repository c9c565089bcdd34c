/// Takes apart what ``RemoteScript`` sends, in any cuts.
struct RemoteMessages {
  enum Message: Equatable {
    /// - Parameter isFound: whether it was found in a folder, and not asked for.
    case file(Int, path: String, isFound: Bool)
    case inode(Int, String)
    case data(Int, offset: Int, bytes: [UInt8])
    case restart(Int)
    case gone(Int)
    case nothing
    case turn
    /// Something else came: the connection has to be made again.
    case garbage(String)
  }

  private static let longestLine = 8_192

  private var pending: [UInt8] = []
  /// Of data whose bytes are still to come.
  private var expected: (file: Int, offset: Int, count: Int)?

  mutating func take(_ bytes: some Sequence<UInt8>) -> [Message] {
    pending.append(contentsOf: bytes)
    var messages: [Message] = []
    var start = 0
    while let message = next(&start) {
      messages.append(message)
      if case .garbage = message { break }
    }
    pending.removeFirst(start)
    return messages
  }

  private mutating func next(_ start: inout Int) -> Message? {
    while true {
      if let data = expected { return self.data(data.file, data.offset, data.count, &start) }
      guard let end = pending[start...].firstIndex(of: 0x0A) else {
        return pending.count - start > Self.longestLine ? .garbage("a line that never ends") : nil
      }
      let line = String(decoding: pending[start..<end], as: UTF8.self)
      start = end + 1
      if let message = message(line) { return message }
    }
  }

  private mutating func data(_ file: Int, _ offset: Int, _ count: Int, _ start: inout Int) -> Message? {
    let trailer = Array("\nE \(file)\n".utf8)
    guard pending.count - start >= count + trailer.count else { return nil }
    let end = start + count
    guard pending[end..<end + trailer.count].elementsEqual(trailer) else {
      return .garbage("a file changed while it was read")
    }
    defer {
      start = end + trailer.count
      expected = nil
    }
    return .data(file, offset: offset, bytes: Array(pending[start..<end]))
  }

  /// nil where bytes follow.
  private mutating func message(_ line: String) -> Message? {
    let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    let number = words.count > 1 ? Int(words[1]) : nil
    switch (words[0], number) {
    case ("P", _): return .turn
    case ("N", _): return .nothing
    case ("F", let file?) where words.count == 3: return .file(file, path: words[2], isFound: false)
    case ("S", let file?) where words.count == 3: return .file(file, path: words[2], isFound: true)
    case ("I", let file?) where words.count == 3: return .inode(file, words[2])
    case ("R", let file?): return .restart(file)
    case ("G", let file?): return .gone(file)
    case ("D", let file?) where words.count == 3:
      let rest = words[2].split(separator: " ").compactMap { Int($0) }
      guard rest.count == 2, rest[0] >= 0, 0...RemoteScript.piece ~= rest[1] else { return .garbage(line) }
      expected = (file, rest[0], rest[1])
      return nil
    default: return .garbage(line)
    }
  }
}
