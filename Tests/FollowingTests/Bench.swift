import Glibc
import RunLogs
import Testing

@testable import Following

/// A folder of a test's own, and files in it that change as those of trainers do.
final class Scratch {
  let path: String

  init() throws {
    var template = Array("/tmp/lrviz-following-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) != nil }
    try #require(made)
    path = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    if FileBytes.kind(path) == .folder, readlink(path) == nil {
      for name in FileBytes.names(path) { remove("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }

  private static func readlink(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 1_024)
    return Glibc.readlink(path, &buffer, 1_023) > 0 ? "" : nil
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func folder(_ name: String) { mkdir(file(name), 0o777) }

  /// Writes into a file: over what it holds, behind it, or in its place.
  func write(_ text: String, to name: String, flags: Int32 = O_CREAT | O_TRUNC) {
    write(Array(text.utf8), to: name, flags: flags)
  }

  func write(_ bytes: [UInt8], to name: String, flags: Int32 = O_CREAT | O_TRUNC) {
    let file = open(file(name), O_WRONLY | flags, 0o666)
    _ = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    close(file)
  }

  func append(_ text: String, to name: String) { write(text, to: name, flags: O_CREAT | O_APPEND) }

  func replace(_ name: String, with text: String) {
    write(text, to: name + ".new")
    rename(file(name + ".new"), file(name))
  }
}

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
    self.init(FileSource(path: file, id: FollowedID(0), isFound: isFound, options: options))
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
