import Charts
import Following
import RunLogs
import Tracks

/// How a run is doing, as far as its log tells.
package enum LogState: Sendable, Equatable {
  case waiting
  case live
  /// It grew while it was watched, and has not for so many seconds.
  case stalled(Double)
  /// Nothing has been written for so long since before it was watched.
  case quiet(Double)
  case finished
  case failed
  /// Where a loss stopped being a number, or of any use.
  case diverged(Double)
  case vanished
  case unreadable(String)
  case noLog(String)

  /// Whether nothing more is expected.
  package var isOver: Bool {
    switch self {
    case .finished, .failed, .diverged, .vanished, .noLog: true
    case .waiting, .live, .stalled, .quiet, .unreadable: false
    }
  }
}

/// How fast a log grows.
struct LogPace: Sendable {
  private static let most = 60
  /// Older moments say nothing of how fast it is now.
  private static let memory = 600.0
  /// A run that was silent so long has stalled, unless its rows always take their time.
  static let patience = 60.0
  /// A log whose rows nobody has seen come.
  static let unknownPatience = 600.0

  private var moments: [(time: Double, x: Double)] = []
  /// The longest pauses between two rows that were seen to come.
  private(set) var longestPause = 0.0
  private(set) var hasGrown = false

  mutating func note(time: Double, x: Double, isFirst: Bool) {
    if let last = moments.last {
      guard x != last.x else { return }
      if x < last.x { moments = [] }
      if !isFirst {
        hasGrown = true
        // A pause that was taken for a stall is not to be waited for the next time.
        longestPause = max(longestPause * 0.98, min(time - last.time, 10 * patience))
      }
    }
    moments.append((time, x))
    if moments.count > Self.most { moments.removeFirst() }
    while let first = moments.first, moments.count > 2, time - first.time > Self.memory {
      moments.removeFirst()
    }
  }

  /// After how many seconds of silence it has stalled.
  var patience: Double {
    hasGrown ? max(Self.patience, 3 * longestPause) : Self.unknownPatience
  }

  /// Units of x in a second, from the rows that were seen to come.
  var perSecond: Double? {
    guard hasGrown, moments.count >= 3, let first = moments.first, let last = moments.last,
      last.time - first.time > 0.5, last.x > first.x
    else { return nil }
    return (last.x - first.x) / (last.time - first.time)
  }
}

/// Lengths of time in words.
enum AgeText {
  /// `12 s`, `3 min`, `5 h`, `2 d`.
  static func of(_ seconds: Double) -> String {
    let seconds = max(0, seconds)
    if seconds < 60 { return "\(Int(seconds)) s" }
    if seconds < 3_600 { return "\(Int(seconds / 60)) min" }
    if seconds < 172_800 { return "\(Int(seconds / 3_600)) h" }
    return seconds < 1e12 ? "\(Int(seconds / 86_400)) d" : "ages"
  }

  /// When that text will be another one.
  static func untilNext(_ seconds: Double) -> Double {
    let unit = seconds < 60 ? 1.0 : seconds < 3_600 ? 60.0 : seconds < 172_800 ? 3_600.0 : 86_400.0
    return unit - max(0, seconds).truncatingRemainder(dividingBy: unit) + 0.01
  }
}
