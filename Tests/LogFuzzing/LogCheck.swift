import RunLogs

/// Reads damaged bytes and checks what must hold of any.
package enum LogCheck {
  /// What is wrong; nil if nothing is. That reading comes to an end without a trap is the first thing checked.
  package static func problem(_ bytes: [UInt8], as format: String?, cuts: inout LogMutator) -> String? {
    let whole = run(bytes, format, cut: bytes.count + 1)
    let cut = run(bytes, format, cut: 1 + cuts.next(below: 200))
    if !whole.isLike(run(bytes, format, cut: 1 << 20, readsQuickly: false)) {
      return "what is read quickly differs"
    }
    if !whole.isLike(cut) { return "cuts change what is read" }
    for one in whole.series where one.track.count > bytes.count {
      return "'\(one.name)' has more points than bytes"
    }
    let roles = RoleFinder.roles(of: whole)
    return roles.pairs.allSatisfy { whole.series.indices.contains($0.series) } ? nil : "a role of no series"
  }

  /// The run of some bytes that come in pieces of `cut`; with pauses it is asked for after each.
  package static func run(
    _ bytes: [UInt8], _ format: String?, cut: Int, pauses: Bool = false, readsQuickly: Bool = true,
    fileName: String = "x"
  ) -> LogRun {
    var run = all(
      bytes, format, cut: cut, pauses: pauses, readsQuickly: readsQuickly, fileName: fileName)
    run.settle()
    return run
  }

  /// The runs that some bytes tell apart.
  package static func runs(_ bytes: [UInt8], _ format: String?, cut: Int, readsQuickly: Bool = true)
    -> [LogRun]
  {
    all(bytes, format, cut: cut, pauses: false, readsQuickly: readsQuickly).parts().map { part in
      var part = part
      part.settle()
      return part
    }
  }

  private static func all(
    _ bytes: [UInt8], _ format: String?, cut: Int, pauses: Bool, readsQuickly: Bool, fileName: String = "x"
  ) -> LogRun {
    var options = ReadOptions()
    options.readsQuickly = readsQuickly
    options.format = format
    var feed = LogFeed(LogContext(fileName: fileName), options: options)
    var start = 0
    bytes.withUnsafeBufferPointer { all in
      while start < all.count {
        let end = min(all.count, start + cut)
        feed.take(Bytes(rebasing: all[start..<end]))
        if pauses { _ = feed.provisional() }
        start = end
      }
    }
    feed.finish()
    return feed.run
  }
}

extension LogRun {
  /// Whether everything that is shown is equal; every "not a number" is like any other.
  package func isLike(_ other: LogRun) -> Bool {
    format == other.format && skipped == other.skipped && status == other.status
      && series.count == other.series.count
      && zip(series, other.series).allSatisfy { a, b in
        a.name == b.name && a.rank == b.rank && a.axis == b.axis && a.digits == b.digits && a.track == b.track
      }
  }
}
