import RunLogs

/// A run on its way to those who look at it: settled, with roles, which are looked for again only when they may be others.
struct RunView {
  private(set) var shown: FollowedRun
  /// Whether it was found in a folder: what holds no curve there is no log.
  let isFound: Bool
  private var key: [Int] = []

  init(id: FollowedID, path: String, isFound: Bool) {
    shown = FollowedRun(id: id, path: path)
    self.isFound = isFound
  }

  /// Whether it is to be shown.
  var isShown: Bool { !isFound || shown.roles.hasCurves }

  /// - Returns: whether it is another one.
  mutating func set(_ condition: FollowedRun.Condition) -> Bool {
    defer { shown.condition = condition }
    return shown.condition != condition
  }

  mutating func update(_ change: (inout FollowedRun) -> Void) { change(&shown) }

  mutating func take(_ run: LogRun, _ options: ReadOptions) {
    var run = run
    run.path = shown.run.path
    run.settle()
    take(settled: run, options)
  }

  /// Takes what is settled already.
  mutating func take(settled run: LogRun, _ options: ReadOptions) {
    var run = run
    if run.producer == nil { run.producer = Producer.guess(run, run.path) }
    let key = Self.key(run)
    if key != self.key {
      shown.roles = RoleFinder.roles(of: run, options: options)
      self.key = key
    }
    shown.run = run
    shown.end.note(run)
  }

  /// What roles depend on: names, and how many points there are, roughly.
  private static func key(_ run: LogRun) -> [Int] {
    run.series.map { one in
      one.name.utf8.count << 8 + (one.track.count.bitWidth - one.track.count.leadingZeroBitCount)
    }
  }
}

/// The views of one log: of its run, or of those that it tells apart, as they come.
struct RunViews {
  private let path: String
  private let ids: FollowedIDs
  private let isFound: Bool
  /// The first is always there.
  private var views: [RunView]

  /// - Parameter id: of the first; nil for one of `ids`.
  init(
    path: String, id: FollowedID? = nil, ids: FollowedIDs, isFound: Bool,
    reader: FollowedRun.RemoteReader? = nil
  ) {
    (self.path, self.ids, self.isFound) = (path, ids, isFound)
    views = [RunView(id: id ?? ids.make(), path: path, isFound: isFound)]
    views[0].update { $0.reader = reader }
  }

  /// Those that are to be shown.
  var shown: [FollowedRun] { views.filter(\.isShown).map(\.shown) }
  /// Whether nothing has been read.
  var areEmpty: Bool { views.allSatisfy { $0.shown.run.series.isEmpty } }

  /// What concerns the log as a whole is kept with its first run.
  mutating func updateFirst(_ change: (inout FollowedRun) -> Void) { views[0].update(change) }

  mutating func updateAll(_ change: (inout FollowedRun) -> Void) {
    for index in views.indices { views[index].update(change) }
  }

  /// - Returns: whether any is another one.
  mutating func set(_ condition: FollowedRun.Condition) -> Bool {
    var isNew = false
    for index in views.indices { isNew = views[index].set(condition) || isNew }
    return isNew
  }

  /// Takes what has been read of the log.
  mutating func take(_ run: LogRun, _ options: ReadOptions) {
    let parts = run.parts()
    if views.count > parts.count { views.removeSubrange(max(1, parts.count)...) }
    for (index, part) in parts.enumerated() {
      if index == views.count {
        var view = RunView(id: ids.make(), path: path, isFound: isFound)
        view.update { [first = views[0].shown] in
          ($0.condition, $0.lastGrowth, $0.reader) = (first.condition, first.lastGrowth, first.reader)
        }
        views.append(view)
      }
      views[index].take(part, options)
    }
  }
}
