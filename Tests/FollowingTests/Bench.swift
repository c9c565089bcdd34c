import Glibc
import RunLogs
import TestSupport
import Testing

@testable import Following

/// A source that is looked at by hand, at times that a test makes up.
final class Onlooker {
  /// Seconds that a condition is waited for, however busy the machine is.
  static let patience = 300.0

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

/// Folders of runs with names that would do something if a shell took them for more than names.
enum HostileRuns {
  static let names = [
    "run 1", "run 'q'", "run \"q\"", "run$(touch pwned)", "run`touch pwned`", "run;touch pwned",
    "run|touch pwned",
    "run*s", "run[x]", "run\\", "run~", "run é", "run-rf", "run$HOME", "run\ttab", "run#!", "run&",
  ]
  /// What only lrviz follows: for the tools of every Unix a name ends with the line.
  static let broken = "run\ntouch pwned"

  /// Writes a log in each of them, with as many rows as its place in the list and two.
  static func write(to scratch: ScratchFolder) {
    for (index, name) in (names + [broken]).enumerated() {
      scratch.write(Rows.header + Rows.csv(1...index + 3), to: "\(name)/log.csv")
    }
    scratch.write("nothing", to: "run.txt")
  }

  /// Whether each has come whole, under its own name, and nothing else.
  static func haveCome(_ runs: [FollowedRun], from scratch: ScratchFolder, withBroken: Bool) -> Bool {
    let expected = names + (withBroken ? [broken] : [])
    return runs.count == expected.count
      && (names + [broken]).enumerated().allSatisfy { index, name in
        guard expected.contains(name) else { return true }
        let run = runs.first { $0.run.path.hasSuffix(":" + scratch.file("\(name)/log.csv")) }
        return run?.points("train_loss") == Rows.losses(1...index + 3)
      }
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
