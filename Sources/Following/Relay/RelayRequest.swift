import RunLogs

/// What the lrviz that shows logs asks of the one that reads them: where they lie, how they are read, and what it has.
package struct RelayRequest: Equatable, Sendable {
  package var path: String
  package var options: ReadOptions
  package var known: [KnownRun]

  /// Characters of the text; as much as a pipe or a socket takes at once together with the script.
  private static let longest = 100_000
  private static let width = 76
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  package init(path: String, options: ReadOptions, known: [KnownRun]) {
    (self.path, self.options, self.known) = (path, options, known)
  }

  /// As lines of letters and digits. Of runs that find no room in it all will come again.
  var text: String {
    for count in [known.count, known.count / 4] {
      let text = Self.text(packed(known: count))
      if text.utf8.count <= Self.longest { return text }
    }
    return Self.text(packed(known: 0))
  }

  /// - Parameter text: of another lrviz of the same protocol.
  package init?(_ text: some Sequence<UInt8>) {
    guard let packed = Self.bytes(text) else { return nil }
    var bytes: [UInt8] = []
    let inflater = Inflater()
    packed.withUnsafeBufferPointer { inflater.take($0) { bytes.append(contentsOf: $0) } }
    let read = bytes.withUnsafeBufferPointer { bytes -> Self? in
      var reader = PackReader(bytes)
      return try? Self(&reader)
    }
    guard let read else { return nil }
    self = read
  }

  private init(_ reader: inout PackReader) throws(PackingError) {
    path = try reader.text(most: 1 << 16)
    options = ReadOptions()
    options.format = try reader.optionalText(most: 1 << 10)
    options.lrName = try reader.optionalText(most: 1 << 10)
    options.lossName = try reader.optionalText(most: 1 << 10)
    switch try reader.byte() {
    case 0: break
    case 1:
      guard let axis = LogAxis(rawValue: try reader.text(most: 16)) else { throw PackingError() }
      options.x = .axis(axis)
    case 2: options.x = .named(try reader.text(most: 1 << 10))
    default: throw PackingError()
    }
    known = try reader.list(most: RelayProtocol.mostRuns) { reader throws(PackingError) in
      try KnownRun(&reader)
    }
  }

  private func packed(known count: Int) -> [UInt8] {
    var writer = PackWriter()
    writer.put(path)
    for name in [options.format, options.lrName, options.lossName] { writer.put(name) { $0.put($1) } }
    switch options.x {
    case nil: writer.put(UInt8(0))
    case .axis(let axis):
      writer.put(UInt8(1))
      writer.put(axis.rawValue)
    case .named(let name):
      writer.put(UInt8(2))
      writer.put(name)
    }
    // Numbers are places in this list: those that are left out keep theirs.
    let runs = known.enumerated().map { index, run in
      index < count ? run : KnownRun(path: run.path, part: run.part)
    }
    writer.put(runs) { $1.pack(&$0) }
    return Deflater().flushed(writer.bytes)
  }

  // MARK: Letters and digits

  /// In base 64.
  private static func text(_ bytes: [UInt8]) -> String {
    var letters: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
      for place in 0...group.count { letters.append(alphabet[word >> (18 - 6 * place) & 63]) }
      if letters.count % (width + 1) == width { letters.append(0x0A) }
    }
    return String(decoding: letters, as: UTF8.self)
  }

  private static func bytes(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var (bytes, word, bits) = ([UInt8](), 0, 0)
    for letter in text where letter != 0x0A {
      guard let value = alphabet.firstIndex(of: letter) else { return nil }
      word = (word << 6 | value) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: word >> bits))
      }
    }
    return bytes
  }
}
