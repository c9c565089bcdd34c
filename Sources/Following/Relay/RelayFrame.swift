import RunLogs

/// A thing that one lrviz says to the other.
struct RelayFrame: Equatable {
  enum Kind: UInt8 {
    /// A run that has not been spoken of on this connection.
    case run
    /// What is known of a run beside its points.
    case facts
    case series
    case points
    /// How it stands with a run: ``RelayedState``.
    case state
    /// The last lines of a run's log that gave no point.
    case lines
    /// A run is complete as of now, and can be shown.
    case shown
    /// The first look at everything is over.
    case settled
    /// What is to be said of the path as a whole.
    case remark
    case heartbeat
  }

  var kind: Kind
  var content: [UInt8]

  func pack(_ writer: inout PackWriter) {
    writer.put(kind.rawValue)
    writer.put(content)
  }
}

/// Takes apart what the other lrviz says behind its hello, in any cuts.
struct RelayFrames {
  private let inflater = Inflater()
  private var pending: [UInt8] = []

  /// - Throws: where it is no such stream: the connection has to be made again.
  mutating func take(_ bytes: Bytes, _ body: (RelayFrame) throws(PackingError) -> Void) throws(PackingError) {
    inflater.take(bytes) { pending.append(contentsOf: $0) }
    guard inflater.problem == nil else { throw PackingError() }
    var start = 0
    defer { pending.removeFirst(start) }
    while let frame = try next(&start) { try body(frame) }
  }

  private func next(_ start: inout Int) throws(PackingError) -> RelayFrame? {
    var (length, shift, index) = (0, 0, start + 1)
    while true {
      guard index < pending.count else { return nil }
      let byte = pending[index]
      index += 1
      length |= Int(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { break }
      guard shift < 28 else { throw PackingError() }
    }
    guard let kind = RelayFrame.Kind(rawValue: pending[start]), length <= RelayProtocol.longestFrame else {
      throw PackingError()
    }
    guard pending.count - index >= length else { return nil }
    start = index + length
    return RelayFrame(kind: kind, content: Array(pending[index..<start]))
  }
}
