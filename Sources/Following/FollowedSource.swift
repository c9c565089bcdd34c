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

  /// What there is to say of it as a whole, such as a bound that was met.
  var remark: String? { get }

  /// The runs as they stand. Those that were found and hold nothing to draw are left out.
  var runs: [FollowedRun] { get }

  /// Reads all of it again, in another way; false where that cannot be done.
  func reread(_ options: ReadOptions) -> Bool
}

extension FollowedSource {
  var descriptor: Int32? { nil }
  var isOver: Bool { false }
  var remark: String? { nil }
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
  /// How many bytes were read, as far as that is known.
  var bytes = 0
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
