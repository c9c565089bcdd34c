import Glibc
import RunLogs
import Testing

@testable import Following

/// A source that is looked at by hand, at times that a test makes up.
final class Onlooker {
  let source: any FollowedSource
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 4_096)
  var time = WallClock.uptime
  private(set) var outcome = LookOutcome()

  init(_ source: any FollowedSource) {
    self.source = source
  }

  convenience init(file: String, isFound: Bool = false, options: ReadOptions = ReadOptions()) {
    self.init(FileSource(path: file, ids: FollowedIDs(), isFound: isFound, options: options))
  }

  deinit { buffer.deallocate() }

  /// Looks until there is nothing more to be read; `later` seconds have passed since the last time.
  @discardableResult
  func look(later: Double = 0, isTold: Bool = true) -> FollowedRun? {
    time = max(time, WallClock.uptime) + later
    repeat {
      outcome = source.look(Glance(buffer: buffer, isTold: isTold, time: time))
    } while outcome.hasMore
    return source.runs.first
  }

  /// What a first look came to.
  var lookedOutcome: LookOutcome {
    look()
    return outcome
  }

  /// What a series holds, after a look.
  func points(_ name: String, later: Double = 0) -> [[Double]] {
    look(later: later)?.points(name) ?? []
  }
}

extension FollowedRun {
  func points(_ name: String) -> [[Double]] {
    guard let track = run.series(named: name)?.track else { return [] }
    return (0..<track.count).map { [track.x(at: $0), track[$0]] }
  }
}

/// Rows of a CSV file as Lightning's logger writes them.
enum Rows {
  static let header = "step,lr,train_loss\n"

  static func csv(_ range: ClosedRange<Int>) -> String {
    range.map { "\($0),\(0.1 / Double($0)),\(1.0 / Double($0))\n" }.joined()
  }

  static func losses(_ range: ClosedRange<Int>) -> [[Double]] {
    range.map { [Double($0), 1.0 / Double($0)] }
  }
}
