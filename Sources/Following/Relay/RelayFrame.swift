import RunLogs

/// What two lrviz say to each other: the one that reads logs on their machine, and the one that shows them.
///
/// The reader begins with the line `hello`. Behind it comes a zlib stream of frames, flushed whenever there is news: a byte
/// for the kind, the length as a varint, and the contents. Runs are called by numbers; those that the request has named
/// keep their places in it.
package enum RelayProtocol {
  /// Changed with every change of what is sent: two that do not speak the same use what every Unix has.
  package static let version = 1
  static let hello = Array("lrviz relay \(version)\n".utf8)
  /// A frame is no longer.
  static let longestFrame = 4 << 20
  /// Runs of one path.
  static let mostRuns = 10_000
  /// When nothing else is to be said, this often something is.
  static let heartbeat = 15.0
}

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

/// How it stands with a followed run, beside what is read of it.
struct RelayedState: Equatable {
  var condition: FollowedRun.Condition
  /// Seconds since it last grew: clocks of two machines differ.
  var age: Double
  var end: KnownEnd
  /// Whether the run is another one than before.
  var hasRestarted: Bool

  private static let longestReason = 1 << 12

  init(_ run: FollowedRun, hasRestarted: Bool) {
    condition = run.condition
    // What was never there has not vanished.
    if condition == .vanished, run.run.series.isEmpty {
      condition = .unreadable("there is no such file or folder")
    }
    age = max(0, WallClock.now - run.lastGrowth)
    end = run.end
    self.hasRestarted = hasRestarted
  }

  init(_ bytes: [UInt8]) throws(PackingError) {
    self = try bytes.withUnsafeBufferPointer { bytes throws(PackingError) in
      var reader = PackReader(bytes)
      return try Self(&reader)
    }
  }

  private init(_ reader: inout PackReader) throws(PackingError) {
    let kind = try reader.byte()
    let reason = try reader.text(most: Self.longestReason)
    switch kind {
    case 0: condition = .waiting
    case 1: condition = .following
    case 2: condition = .ended
    case 3: condition = .vanished
    case 4: condition = .unreadable(reason)
    case 5: condition = .noLog(reason)
    default: throw PackingError()
    }
    age = Double(try reader.count(most: .max)) / 1_000
    end = KnownEnd(
      steps: try reader.optional { reader throws(PackingError) in try reader.double() },
      epochs: try reader.optional { reader throws(PackingError) in try reader.double() })
    hasRestarted = try reader.byte() == 1
  }

  var packed: [UInt8] {
    var writer = PackWriter()
    let (kind, reason): (UInt8, String) =
      switch condition {
      case .waiting: (0, "")
      case .following: (1, "")
      case .ended: (2, "")
      case .vanished: (3, "")
      case .unreadable(let reason): (4, reason)
      case .noLog(let reason): (5, reason)
      }
    writer.put(kind)
    writer.put(Array(reason.utf8.prefix(Self.longestReason)))
    writer.put(Int(min(age, 1e12) * 1_000))
    writer.put(end.steps) { $0.put($1) }
    writer.put(end.epochs) { $0.put($1) }
    writer.put(UInt8(hasRestarted ? 1 : 0))
    return writer.bytes
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
