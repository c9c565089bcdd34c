import RunLogs

/// What one run, or several, are read from: a file, the event files of a run, a store, a pipe. Used on one thread only.
protocol FollowedSource: AnyObject {
  /// Where it lies; two sources of a path are the same.
  var path: String { get }

  /// Files and folders whose changes concern it.
  var places: [String] { get }

  /// Reads what has come, within the budget.
  func look(_ glance: Glance) -> LookOutcome

  /// A descriptor that is readable when there is something to look at; nil for what the kernel tells of otherwise.
  var descriptor: Int32? { get }

  /// Whether nothing more can come.
  var isOver: Bool { get }

  /// The runs as they stand. Those that were found and hold nothing to draw are left out.
  var runs: [FollowedRun] { get }

  /// Reads all of it again, in another way; false where that cannot be done.
  func reread(_ options: ReadOptions) -> Bool
}

extension FollowedSource {
  var descriptor: Int32? { nil }
  var isOver: Bool { false }
}

/// The circumstances of a look.
struct Glance {
  /// Room for a piece of a file.
  let buffer: UnsafeMutableBufferPointer<UInt8>
  /// Bytes after which others have their turn.
  var budget = 4 << 20
  /// Whether somebody says that there is something new.
  var isTold = true
  /// Whether the file may stay open.
  var keepsOpen = true
  /// Seconds since the machine began.
  let time: Double
}

/// What came of a look.
struct LookOutcome {
  /// Whether the runs are others than before.
  var hasNews = false
  /// Whether there is more to be read at once.
  var hasMore = false
  /// When to look again even if nobody says that there is something new.
  var nextLook: Double?
  /// Whether it turns out to be a store, which is read otherwise.
  var isStore = false
}

/// Gives followed runs their names.
final class FollowedIDs {
  private var next = 0

  func make() -> FollowedID {
    defer { next += 1 }
    return FollowedID(next)
  }
}

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
