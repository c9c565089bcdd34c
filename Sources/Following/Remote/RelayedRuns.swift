import RunLogs

/// Runs of another machine as the lrviz there sends them.
final class RelayedRuns {
  private let host: String
  private let names: RemoteIDs
  private var options: ReadOptions
  private var frames = RelayFrames()
  private var all: [Run] = []
  private(set) var remark: String?

  private final class Run {
    let path: String
    let part: String
    var points: RunReceiver
    var view: RunView
    var lines = OtherLines()
    var state: RelayedState?
    /// Whether it has been spoken of since the connection was made.
    var isThere = false

    init(path: String, part: String, id: FollowedID, shownPath: String) {
      (self.path, self.part) = (path, part)
      points = RunReceiver(path: shownPath)
      view = RunView(id: id, path: shownPath, isFound: false)
      view.update { $0.reader = .lrviz }
    }
  }

  private static let longestPath = 1 << 16
  private static let longestLine = 1 << 12

  init(host: String, names: RemoteIDs, options: ReadOptions) {
    (self.host, self.names, self.options) = (host, names, options)
  }

  var runs: [FollowedRun] { all.map(\.view.shown) }
  var isEmpty: Bool { all.isEmpty }
  /// What need not come again.
  var known: [KnownRun] { all.map { $0.points.known(part: $0.part, path: $0.path) } }

  /// A connection has been made: what was half sent will come again.
  func begin() {
    frames = RelayFrames()
    remark = nil
    for run in all { run.isThere = false }
  }

  /// Everything will come again, and is to be read otherwise.
  func reread(_ options: ReadOptions) {
    self.options = options
    for run in all {
      run.points = RunReceiver(path: run.view.shown.run.path)
      run.view.update { $0.beginning += 1 }
    }
  }

  /// Another reader takes these over.
  func removeAll() { (all, remark) = ([], nil) }

  /// - Returns: whether that is new.
  func set(_ condition: FollowedRun.Condition) -> Bool {
    all.reduce(false) { $1.view.set(condition) || $0 }
  }

  /// - Returns: whether there is something new to be shown.
  /// - Throws: where that is not what an lrviz says.
  func take(_ bytes: Bytes) throws(PackingError) -> Bool {
    var hasNews = false
    try frames.take(bytes) { frame throws(PackingError) in
      hasNews =
        try frame.content.withUnsafeBufferPointer { content throws(PackingError) in
          try take(frame.kind, content)
        } || hasNews
    }
    return hasNews
  }

  // MARK: Frames

  private func take(_ kind: RelayFrame.Kind, _ content: Bytes) throws(PackingError) -> Bool {
    var reader = PackReader(content)
    switch kind {
    case .heartbeat: return false
    case .settled: return forgetOthers()
    case .remark:
      remark = try reader.optionalText(most: Self.longestLine)
      return true
    case .run:
      try add(&reader)
      return false
    case .facts, .series, .points, .state, .lines, .shown:
      let number = try reader.count(most: RelayProtocol.mostRuns - 1)
      guard all.indices.contains(number) else { throw PackingError() }
      return try take(kind, &reader, all[number])
    }
  }

  private func add(_ reader: inout PackReader) throws(PackingError) {
    let number = try reader.count(most: RelayProtocol.mostRuns - 1)
    let path = try reader.text(most: Self.longestPath)
    let part = try reader.text(most: Self.longestPath)
    if number == all.count {
      let id = names.id(path, part: part, isShown: true)
      all.append(Run(path: path, part: part, id: id, shownPath: "\(host):\(path)"))
    }
    guard all.indices.contains(number), all[number].path == path, all[number].part == part else {
      throw PackingError()
    }
    all[number].isThere = true
  }

  private func take(
    _ kind: RelayFrame.Kind, _ reader: inout PackReader, _ run: Run
  ) throws(PackingError) -> Bool {
    switch kind {
    case .facts: try run.points.take(facts: reader.rest())
    case .series: try run.points.take(series: reader.rest())
    case .points: try run.points.take(points: reader.rest())
    case .state: run.state = try RelayedState(Array(reader.rest()))
    case .lines: try take(&reader, &run.lines)
    default:
      show(run)
      return true
    }
    return false
  }

  private func take(_ reader: inout PackReader, _ lines: inout OtherLines) throws(PackingError) {
    if try reader.byte() == 1 { lines = OtherLines() }
    for line in try reader.texts(most: OtherLines.most, Self.longestLine) {
      Array(line.utf8).withUnsafeBufferPointer { lines.append($0) }
    }
  }

  private func show(_ run: Run) {
    run.view.take(settled: run.points.run, options)
    guard let state = run.state else { return }
    _ = run.view.set(state.condition)
    run.view.update { shown in
      shown.lastGrowth = WallClock.now - state.age
      shown.end = state.end
      shown.otherLines = run.lines
      if state.hasRestarted { shown.beginning += 1 }
    }
  }

  /// What was not found again is gone.
  private func forgetOthers() -> Bool {
    var isNew = false
    for run in all where !run.isThere { isNew = run.view.set(.vanished) || isNew }
    return isNew
  }
}
