import RunLogs

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
