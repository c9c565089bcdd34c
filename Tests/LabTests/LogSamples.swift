import Canvas
import Following
import RunLogs

@testable import Lab

/// Labs with logs that are read from text, as the follower would pass them on.
enum LogSamples {
  /// When these logs are looked at.
  static let now = 1_000_000.0

  /// A lab that watches logs, each of which was written so many seconds ago.
  static func lab(
    _ logs: [String], _ width: Int = 80, _ height: Int = 24, age: Double = 1, glyphs: GlyphSet = .braille,
    plans: [LogPlan] = [], judgesPlateaus: Bool = false
  ) -> Lab {
    let watch = Watch(title: "runs", plans: plans, now: now, judgesPlateaus: judgesPlateaus)
    var lab = Lab(
      watching: watch, size: Size(width: width, height: height), display: DisplaySettings(glyphs: glyphs))
    let news = logs.enumerated().map { FollowNews.run(run($1, id: $0, written: now - age)) }
    _ = lab.update(.logs(news + [.settled(count: logs.count)], now: now))
    return lab
  }

  /// What has been read of a text.
  static func run(
    _ text: String, id: Int = 0, path: String? = nil, written: Double = now - 1, beginning: Int = 0,
    options: ReadOptions = ReadOptions()
  ) -> FollowedRun {
    var feed = LogFeed(LogContext(fileName: "run.log"), options: options)
    Array(text.utf8).withUnsafeBufferPointer { feed.take($0) }
    feed.finish()
    var followed = FollowedRun(id: FollowedID(id), path: path ?? "runs/run\(id).log")
    followed.run = feed.run
    followed.run.path = followed.run.path.isEmpty ? path ?? "runs/run\(id).log" : followed.run.path
    followed.run.settle()
    followed.roles = RoleFinder.roles(of: followed.run)
    followed.condition = followed.run.series.isEmpty ? .waiting : .following
    followed.lastGrowth = written
    followed.beginning = beginning
    return followed
  }

  /// A run of StepLR(10) with losses that fall, and a validation every five epochs.
  static func csv(_ epochs: ClosedRange<Int> = 1...30, factor: Double = 0.1) -> String {
    let rows = epochs.map { epoch -> String in
      let lr = (0..<(epoch - 1) / 10).reduce(0.1) { lr, _ in lr * factor }
      let validation = epoch % 5 == 0 ? "\(1.2 / Double(epoch))" : ""
      return "\(epoch),\(lr),\(1.0 / Double(epoch)),\(validation)"
    }
    return (["epoch,lr,train_loss,val_loss"] + rows).joined(separator: "\n") + "\n"
  }

  /// Steps with their loss, as a program prints them.
  static func text(_ steps: ClosedRange<Int>) -> String {
    steps.map { "step \($0): loss \(2.0 / Double($0)) lr 0.001\n" }.joined()
  }
}
