import RunLogs
import TestSupport
import Testing

@testable import Following

/// The logs of the processes of a job, told by their names and put together.
@Suite("Logs of a job")
struct JobTests {
  @Test(
    "What launchers call the logs of processes",
    arguments: [
      ("rank0.log", "rank*.log", "rank0"), ("logs/rank_12.txt", "logs/rank_*.txt", "rank_12"),
      ("run/node-3.out", "run/node-*.out", "node-3"), ("a/gpu01/train.log", "a/gpu*/train.log", "gpu01"),
      ("slurm-123_4.out", "slurm-123_*.out", "4"), ("out/slurm-77-2.out", "out/slurm-77-*.out", "2"),
      ("logs/none_x/attempt_0/3/stdout.log", "logs/none_x/attempt_0/*/stdout.log", "rank3"),
      ("train.local_rank=1.log", "train.local_rank=*.log", "local_rank=1"),
      ("big:runs/train.log", "*:runs/train.log", "big"), ("u@n1:r/rank0.log", "*:r/rank*.log", "u@n1/rank0"),
      ("Worker_7.LOG", "Worker_*.LOG", "Worker_7"),
    ])
  func names(path: String, job: String, label: String) {
    let part = JobPart(path)
    #expect(part?.job == job && part?.label == label, "\(String(describing: part))")
  }

  @Test(
    "Names that say nothing of processes",
    arguments: [
      "train.log", "run1.csv", "frank0.log", "node.log", "slurm-123.out", "epoch_3/log.txt", "3/stdout.log",
      "rank0b.log", "", "/", "rank", "version_0/metrics.csv",
    ])
  func others(path: String) { #expect(JobPart(path) == nil) }

  @Test("They stand in the order of their numbers")
  func order() {
    let labels = ["rank10.log", "rank9.log", "rank0.log"].compactMap { JobPart($0) }.sorted().map(\.label)
    #expect(labels == ["rank0", "rank9", "rank10"])
  }

  private func run(_ id: Int, _ path: String, _ steps: ClosedRange<Int>) -> FollowedRun {
    var feed = LogFeed(LogContext(fileName: "a.log"))
    let text = steps.map { "step \($0): loss 0.5 lr 0.1\n" }.joined()
    Array(text.utf8).withUnsafeBufferPointer { feed.take($0) }
    feed.finish()
    var followed = FollowedRun(id: FollowedID(id), path: path)
    followed.run = feed.run
    followed.run.path = path
    followed.run.settle()
    followed.roles = RoleFinder.roles(of: followed.run)
    followed.condition = .following
    followed.lastGrowth = Double(id)
    return followed
  }

  /// What is shown after news, by id, as a reader of them would have it.
  private func show(_ news: [FollowNews], in shown: inout [Int: FollowedRun]) {
    for one in news {
      switch one {
      case .run(let run): shown[run.id.rawValue] = run
      case .dropped(let id): shown[id.rawValue] = nil
      case .remark, .settled: break
      }
    }
  }

  @Test(
    "In whatever order they appear they are one run, of which the first process has the roles",
    arguments: 0..<6)
  func gathered(order: Int) {
    let runs = [
      run(0, "r/rank0.log", 1...5), run(1, "r/rank1.log", 1...4), run(2, "r/rank2.log", 1...3),
      run(3, "other.log", 1...2),
    ]
    let orders = [[0, 1, 2, 3], [2, 1, 0, 3], [1, 3, 2, 0], [3, 2, 0, 1], [0, 2, 1, 3], [1, 0, 3, 2]]
    var gatherer = JobGatherer(isOn: true)
    var shown: [Int: FollowedRun] = [:]
    for index in orders[order] { show(gatherer.take([runs[index]]), in: &shown) }
    #expect(shown.count == 2 && shown[3]?.run.path == "other.log")
    let whole = shown[0]
    #expect(whole?.run.path == "r/rank*.log" && whole?.run.name == "rank*.log (3 logs)")
    #expect(
      whole?.run.series.map(\.name)
        == ["rank0/loss", "rank0/lr", "rank1/loss", "rank1/lr", "rank2/loss", "rank2/lr"])
    #expect(whole?.run.series.map(\.track.count) == [5, 5, 4, 4, 3, 3])
    #expect(whole?.roles[.lr(group: 0)] == 1 && whole?.roles[.trainLoss] == 0)
    #expect(whole?.lastGrowth == 2)
    // A process that writes on, and the job apart again and together.
    show(gatherer.take([run(1, "r/rank1.log", 1...9)]), in: &shown)
    #expect(shown[0]?.run.series[2].track.count == 9)
    show(gatherer.gather(false, runs), in: &shown)
    #expect(shown.count == 4 && shown[0]?.run.path == "r/rank0.log")
    show(gatherer.gather(true, runs), in: &shown)
    #expect(shown.count == 2 && shown[0]?.run.path == "r/rank*.log")
  }

  @Test("A process alone is a run as others are, and what is wrong with one is said of all")
  func conditions() {
    var gatherer = JobGatherer(isOn: true)
    var shown: [Int: FollowedRun] = [:]
    show(gatherer.take([run(4, "r/rank0.log", 1...5)]), in: &shown)
    #expect(shown[4]?.run.path == "r/rank0.log" && shown[4]?.run.series.first?.name == "loss")
    var bad = run(5, "r/rank1.log", 1...5)
    bad.condition = .unreadable("Permission denied")
    show(gatherer.take([bad]), in: &shown)
    #expect(shown[4]?.condition == .unreadable("Permission denied"))
  }
}
