import RunLogs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs in a store that is read as a whole: a SQLite file, or a folder of MLflow, DVCLive or SwanLab. When something in it
/// has changed it is read again, at most once a second, and never more than a twentieth of the time.
final class StoreSource: FollowedSource {
  let path: String
  private let source: LogSource
  private let ids: FollowedIDs
  private let isFound: Bool
  private var options: ReadOptions
  private var views: [String: RunView] = [:]
  private var order: [String] = []
  /// What stands for all runs where none could be read.
  private var whole: RunView
  private var signature = Signature()
  private var nextReading = 0.0
  private var isDue = true

  private struct Signature: Equatable {
    var bytes = 0
    var latest = 0.0
    var files = 0
  }

  init(_ source: LogSource, ids: FollowedIDs, isFound: Bool, options: ReadOptions) {
    self.source = source
    self.ids = ids
    self.isFound = isFound
    self.options = options
    path = source.path
    whole = RunView(id: ids.make(), path: source.path, isFound: isFound)
  }

  var places: [String] { isFolder ? [path] + Self.folders(path, depth: 0) : [path, path + "-wal"] }

  var runs: [FollowedRun] {
    order.isEmpty
      ? (isFound ? [] : [whole.shown])
      : order.compactMap { views[$0] }.filter(\.isShown).map(\.shown)
  }

  func reread(_ options: ReadOptions) -> Bool {
    self.options = options
    isDue = true
    nextReading = 0
    return true
  }

  func look(_ glance: Glance) -> LookOutcome {
    var outcome = LookOutcome()
    guard FileBytes.kind(path) != nil else {
      outcome.hasNews = set(.vanished)
      return outcome
    }
    let now = currentSignature
    if now != signature { isDue = true }
    guard isDue else { return outcome }
    if glance.time < nextReading {
      outcome.nextLook = nextReading
      return outcome
    }
    (signature, isDue) = (now, false)
    read()
    nextReading = glance.time + max(1, 20 * (WallClock.uptime - glance.time))
    outcome.hasNews = true
    return outcome
  }

  private func set(_ condition: FollowedRun.Condition) -> Bool {
    var isNew = whole.set(condition)
    for key in order { isNew = views[key]?.set(condition) ?? false || isNew }
    return isNew
  }

  private func read() {
    let reading = LogReader.read(source, options: options)
    for (index, run) in reading.runs.enumerated() where !run.series.isEmpty {
      let key = run.id ?? run.name ?? "\(index)"
      if views[key] == nil {
        // The first of them takes the place that stood for all.
        let id = order.isEmpty ? whole.shown.id : ids.make()
        views[key] = RunView(id: id, path: path, isFound: isFound)
        order.append(key)
      }
      take(run, key)
    }
    if order.isEmpty {
      _ = whole.set(reading.failure.map { reading.isUnreadable ? .unreadable($0) : .noLog($0) } ?? .waiting)
    } else if let failure = reading.failure {
      _ = set(.unreadable(failure))
    }
  }

  private func take(_ run: LogRun, _ key: String) {
    let old = views[key]?.shown.run
    views[key]?.take(run, options)
    _ = views[key]?.set(.following)
    views[key]?.update { shown in
      shown.lastGrowth = signature.latest
      // A store may take back what it held.
      if let old, old.pointCount > run.pointCount { shown.beginning += 1 }
    }
  }

  // MARK: Changes

  private var isFolder: Bool { if case .file = source { false } else { true } }

  private var currentSignature: Signature {
    var signature = Signature()
    let files = isFolder ? ([path] + Self.folders(path, depth: 0)).flatMap(Self.files) : places
    for file in files.prefix(Self.mostFiles) {
      var info = stat()
      guard stat(file, &info) == 0 else { continue }
      signature.bytes += Int(info.st_size)
      signature.files += 1
      signature.latest = max(
        signature.latest, Double(info.st_mtim.tv_sec) + Double(info.st_mtim.tv_nsec) / 1e9)
    }
    return signature
  }

  private static let mostFiles = 10_000
  private static let deepest = 6

  private static func files(_ folder: String) -> [String] {
    FileBytes.names(folder).map { PathName.join(folder, $0) }
  }

  private static func folders(_ folder: String, depth: Int) -> [String] {
    guard depth < deepest else { return [] }
    let inside = files(folder).prefix(mostFiles).filter { FileBytes.kind($0) == .folder }
    return inside + inside.flatMap { folders($0, depth: depth + 1) }
  }
}
