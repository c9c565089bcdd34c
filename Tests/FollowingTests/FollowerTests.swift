import Glibc
import RunLogs
import Synchronization
import TestSupport
import Testing

@testable import Following

/// The thread, with the kernel's word and without.
@Suite("Following")
struct FollowerTests {
  /// A follower whose news are gathered until a condition holds.
  private final class Audience {
    let follower: Follower
    private let signal: DispatchFreeSignal
    private(set) var runs: [FollowedID: FollowedRun] = [:]
    private(set) var remark: String?
    private(set) var settled: Int?

    init(_ paths: [FollowedPath], polls: Bool) {
      let signal = DispatchFreeSignal()
      self.signal = signal
      follower = Follower(paths, polls: polls, wake: { signal.raise() })
      follower.start()
    }

    deinit { follower.stop() }

    func wait(_ what: String, until condition: ([FollowedRun]) -> Bool) throws {
      let end = WallClock.uptime + Onlooker.patience
      while !condition(sorted) {
        try #require(
          WallClock.uptime < end,
          "waited in vain for \(what): \(sorted.map(\.condition)) \(sorted.map { $0.run.path })")
        signal.wait(milliseconds: 200)
        for news in follower.take() {
          switch news {
          case .run(let run): runs[run.id] = run
          case .dropped(let id): runs[id] = nil
          case .remark(let text): remark = text
          case .settled(let count): settled = count
          }
        }
      }
    }

    var sorted: [FollowedRun] { runs.values.sorted { $0.run.path < $1.run.path } }
  }

  /// A pipe: what wakes the reader.
  private final class DispatchFreeSignal: Sendable {
    let ends: (Int32, Int32)

    init() {
      var pair: [Int32] = [0, 0]
      pipe(&pair)
      ends = (pair[0], pair[1])
    }

    deinit {
      close(ends.0)
      close(ends.1)
    }

    func raise() { _ = [UInt8(0)].withUnsafeBufferPointer { write(ends.1, $0.baseAddress, 1) } }

    func wait(milliseconds: Int32) {
      var polled = pollfd(fd: ends.0, events: Int16(POLLIN), revents: 0)
      var byte: UInt8 = 0
      if poll(&polled, 1, milliseconds) > 0 { read(ends.0, &byte, 1) }
    }
  }

  @Test("A file that grows, is replaced, vanishes and comes back", arguments: [false, true])
  func file(polls: Bool) throws {
    let scratch = try ScratchFolder()
    scratch.write(Rows.header + Rows.csv(1...3), to: "a.csv")
    let audience = Audience([.local(scratch.file("a.csv"))], polls: polls)
    try audience.wait("the rows") { $0.first?.points("train_loss") == Rows.losses(1...3) }
    scratch.append(Rows.csv(4...4), to: "a.csv")
    try audience.wait("a row more") { $0.first?.points("train_loss") == Rows.losses(1...4) }
    scratch.replace("a.csv", with: Rows.header + Rows.csv(1...6))
    try audience.wait("the new file") { $0.first?.points("train_loss") == Rows.losses(1...6) }
    unlink(scratch.file("a.csv"))
    try audience.wait("its end") { $0.first?.condition == .vanished }
    scratch.write(Rows.header + Rows.csv(7...8), to: "a.csv")
    try audience.wait("it again") { $0.first?.points("train_loss") == Rows.losses(1...8) }
  }

  @Test("Runs that appear in a folder, below it, and in folders made later", arguments: [false, true])
  func folder(polls: Bool) throws {
    let scratch = try ScratchFolder()
    scratch.write("nothing to see", to: "notes.txt")
    let audience = Audience([.local(scratch.path)], polls: polls)
    try audience.wait("the first look") { _ in audience.settled != nil }
    #expect(audience.runs.isEmpty)
    scratch.folder("one")
    scratch.write(Rows.header + Rows.csv(1...3), to: "one/a.csv")
    try audience.wait("a run") { $0.map { $0.run.path } == [scratch.file("one/a.csv")] }
    scratch.append(Rows.csv(4...4), to: "one/a.csv")
    try audience.wait("its row") { $0.first?.points("train_loss") == Rows.losses(1...4) }
    scratch.write(Rows.header + Rows.csv(1...2), to: "b.csv")
    try audience.wait("another") { $0.count == 2 }
    unlink(scratch.file("b.csv"))
    try audience.wait("its end") { $0.first?.condition == .vanished }
  }

  @Test("A folder that vanishes and comes back", arguments: [false, true])
  func lostFolder(polls: Bool) throws {
    let scratch = try ScratchFolder()
    scratch.folder("runs")
    scratch.write(Rows.header + Rows.csv(1...3), to: "runs/a.csv")
    let audience = Audience([.local(scratch.file("runs"))], polls: polls)
    try audience.wait("the rows") { $0.first?.points("train_loss") == Rows.losses(1...3) }
    rename(scratch.file("runs"), scratch.file("old"))
    try audience.wait("its end") { $0.first?.condition == .vanished }
  }

  /// Whatever the path looks like, the kernel's word is understood.
  @Test(
    "Paths that are relative, to files and folders", arguments: ["a.csv", "./a.csv", ".", "./", "sub/..", ""])
  func relative(path: String) throws {
    let scratch = try ScratchFolder()
    scratch.folder("sub")
    scratch.write(Rows.header + Rows.csv(1...3), to: "a.csv")
    // Relative to the folder of this process, which other tests share: up to the root, and down again.
    var buffer = [CChar](repeating: 0, count: 4_096)
    getcwd(&buffer, buffer.count)
    let folder = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let depth = folder.split(separator: "/").count
    let up = String(repeating: "../", count: depth)
    let place = "\(up)\(scratch.path.dropFirst())" + (path.isEmpty ? "" : "/\(path)")
    let audience = Audience([.local(place)], polls: false)
    try audience.wait("the rows") { $0.first?.points("train_loss") == Rows.losses(1...3) }
    scratch.append(Rows.csv(4...4), to: "a.csv")
    try audience.wait("a row more") { $0.first?.points("train_loss") == Rows.losses(1...4) }
  }

  @Test("A link to a file elsewhere is followed")
  func link() throws {
    let (scratch, other) = (try ScratchFolder(), try ScratchFolder())
    other.write(Rows.header + Rows.csv(1...3), to: "a.csv")
    symlink(other.file("a.csv"), scratch.file("latest.csv"))
    let audience = Audience([.local(scratch.file("latest.csv"))], polls: false)
    try audience.wait("the rows") { $0.first?.points("train_loss") == Rows.losses(1...3) }
    other.append(Rows.csv(4...4), to: "a.csv")
    try audience.wait("a row more") { $0.first?.points("train_loss") == Rows.losses(1...4) }
  }

  @Test("What matches a pattern, now and later, files and folders", arguments: [false, true])
  func pattern(polls: Bool) throws {
    let scratch = try ScratchFolder()
    scratch.write(Rows.header + Rows.csv(1...3), to: "run1/log.csv")
    scratch.write(Rows.header + Rows.csv(1...3), to: "other/log.csv")
    let audience = Audience(
      [.pattern(scratch.file("run?/log*")), .pattern(scratch.file("set[12]"))], polls: polls)
    try audience.wait("the rows") { $0.first?.points("train_loss") == Rows.losses(1...3) }
    scratch.append(Rows.csv(4...4), to: "run1/log.csv")
    try audience.wait("a row more") { $0.first?.points("train_loss") == Rows.losses(1...4) }
    #expect(audience.remark == "nothing matches \(scratch.file("set[12]"))")
    scratch.write(Rows.header + Rows.csv(1...2), to: "run2/log.csv")
    scratch.write(Rows.header + Rows.csv(1...2), to: "set2/sub/a.csv")
    scratch.write(Rows.header + Rows.csv(1...2), to: "set3/sub/a.csv")
    try audience.wait("what has come") {
      $0.map(\.run.path) == ["run1/log.csv", "run2/log.csv", "set2/sub/a.csv"].map(scratch.file)
    }
    try audience.wait("no remark") { _ in audience.remark == nil }
  }

  @Test("More files at once than are followed: the latest are, and it is said")
  func many() throws {
    let scratch = try ScratchFolder()
    let audience = Audience([.local(scratch.path)], polls: false)
    try audience.wait("the first look") { _ in audience.settled != nil }
    for number in 1...(SourceCatalog.most + 50) {
      scratch.write(Rows.header + Rows.csv(1...2), to: "run\(number).csv")
    }
    try audience.wait("all") { _ in audience.remark != nil }
    try audience.wait("as many as are followed") { $0.count >= SourceCatalog.most }
    #expect(audience.remark?.contains("written last") == true)
  }

  @Test("Read again over another x")
  func reread() throws {
    let scratch = try ScratchFolder()
    scratch.write("epoch,step,train_loss\n0,10,1\n1,20,0.5\n", to: "a.csv")
    let audience = Audience([.local(scratch.file("a.csv"))], polls: false)
    try audience.wait("steps") { $0.first?.points("train_loss") == [[10, 1], [20, 0.5]] }
    var options = ReadOptions()
    options.x = .axis(.epoch)
    audience.follower.reread(options)
    try audience.wait("epochs") { $0.first?.points("train_loss") == [[0, 1], [1, 0.5]] }
  }
}
