import Glibc
import RunLogs
import TestSupport
import Testing

@testable import Following

/// What can happen to a file while it is followed.
@Suite("A followed file")
struct FileSourceTests {
  private let scratch: ScratchFolder
  private let onlooker: Onlooker

  init() throws {
    scratch = try ScratchFolder()
    onlooker = Onlooker(file: scratch.file("a.csv"))
    scratch.write(Rows.header + Rows.csv(1...3), to: "a.csv")
    #expect(onlooker.points("train_loss") == Rows.losses(1...3))
  }

  @Test("New rows come, half rows wait for their other half")
  func grows() {
    scratch.append("4,0.1,0.2", to: "a.csv")
    #expect(onlooker.points("train_loss") == Rows.losses(1...3))
    scratch.append("5\n5,0.1,0.2\n", to: "a.csv")
    #expect(onlooker.points("train_loss") == Rows.losses(1...3) + [[4, 0.25], [5, 0.2]])
    #expect(onlooker.source.runs[0].condition == .following && onlooker.source.runs[0].beginning == 0)
  }

  @Test("After a while the last line is taken even without its end, and goes on all the same")
  func endsWithoutNewline() {
    scratch.append("4,0.1,0.2", to: "a.csv")
    onlooker.look()
    #expect(onlooker.outcome.nextLook != nil)
    #expect(onlooker.points("train_loss", later: 3).last == [4, 0.2])
    scratch.append("5\n", to: "a.csv")
    #expect(onlooker.points("train_loss").last == [4, 0.25])
  }

  @Test("Nothing new is nothing to tell")
  func idle() {
    onlooker.look(later: 3)
    onlooker.look(later: 3, isTold: false)
    #expect(!onlooker.outcome.hasNews && onlooker.outcome.nextLook == nil)
  }

  @Test("A file that is cut and goes on where it was is one run", arguments: [true, false])
  func copyTruncated(repeatsHeader: Bool) {
    scratch.write((repeatsHeader ? Rows.header : "") + Rows.csv(4...5), to: "a.csv", flags: O_TRUNC)
    #expect(onlooker.points("train_loss") == Rows.losses(1...5))
    #expect(onlooker.source.runs[0].beginning == 0)
  }

  @Test("Rotated: what was written before and after the renaming is read, in order")
  func rotated() {
    scratch.append(Rows.csv(4...4), to: "a.csv")
    rename(scratch.file("a.csv"), scratch.file("a.csv.1"))
    scratch.append(Rows.csv(5...5), to: "a.csv.1")
    scratch.write(Rows.header + Rows.csv(6...7), to: "a.csv")
    #expect(onlooker.points("train_loss") == Rows.losses(1...7))
  }

  @Test("A rewritten header brings a new column, and the points that were")
  func rewrittenHeader() {
    let rows = (1...3).map { "\($0),\(0.1 / Double($0)),\(1.0 / Double($0)),\n" }.joined()
    scratch.write("step,lr,train_loss,val_loss\n" + rows + "3,,,0.5\n", to: "a.csv", flags: O_TRUNC)
    #expect(onlooker.points("train_loss") == Rows.losses(1...3))
    #expect(onlooker.points("val_loss") == [[3, 0.5]])
    #expect(onlooker.source.runs[0].beginning == 1)
  }

  @Test("While a file is rewritten the run does not shrink, but for a moment only")
  func slowlyRewritten() {
    scratch.write(Rows.header + Rows.csv(1...1), to: "a.csv", flags: O_TRUNC)
    #expect(onlooker.points("train_loss") == Rows.losses(1...3))
    #expect(onlooker.outcome.nextLook != nil)
    #expect(onlooker.points("train_loss", later: 1) == Rows.losses(1...1))
    #expect(onlooker.source.runs[0].beginning == 1)
  }

  @Test("Another run in the same place takes it")
  func replaced() {
    let other = "step,lr,train_loss\n1,9,9\n2,9,9\n3,9,9\n4,9,9\n"
    scratch.replace("a.csv", with: other)
    #expect(onlooker.points("train_loss") == [[1, 9], [2, 9], [3, 9], [4, 9]])
  }

  @Test("An editor that rewrites the file, with a line more, loses nothing and doubles nothing")
  func edited() {
    scratch.replace("a.csv", with: Rows.header + Rows.csv(1...4))
    #expect(onlooker.points("train_loss") == Rows.losses(1...4))
  }

  @Test("Values that are changed in place, the file as long as before")
  func sameLength() {
    scratch.write("step,lr,train_loss\n1,0.1,2.0\n2,0.05,0.5\n3,0.033,0.3\n", to: "a.csv")
    #expect(onlooker.points("train_loss") == [[1, 2], [2, 0.5], [3, 0.3]])
    scratch.write("step,lr,train_loss\n1,0.1,3.0\n2,0.05,0.5\n3,0.033,0.3\n", to: "a.csv", flags: 0)
    #expect(onlooker.points("train_loss") == [[1, 3], [2, 0.5], [3, 0.3]])
  }

  @Test("A file that vanishes keeps its points, and goes on when it is back")
  func vanishes() {
    rename(scratch.file("a.csv"), scratch.file("b"))
    let gone = onlooker.look()
    #expect(gone?.condition == .vanished && gone?.points("train_loss") == Rows.losses(1...3))
    rename(scratch.file("b"), scratch.file("a.csv"))
    scratch.append(Rows.csv(4...4), to: "a.csv")
    #expect(onlooker.points("train_loss") == Rows.losses(1...4))
    #expect(onlooker.source.runs[0].condition == .following)
  }

  @Test("What cannot be read is said in the system's words")
  func unreadable() {
    unlink(scratch.file("a.csv"))
    scratch.folder("a.csv")
    #expect(onlooker.look()?.condition == .unreadable("it is no file"))
  }

  @Test("A file cut under a writer that keeps its place begins with zeros")
  func sparse() {
    scratch.write(
      [UInt8](repeating: 0, count: 200) + Array((Rows.header + Rows.csv(7...9)).utf8), to: "a.csv")
    #expect(onlooker.points("train_loss", later: 1) == Rows.losses(1...3) + Rows.losses(7...9))
  }

  @Test("A JSON document that is rewritten each time")
  func document() {
    func state(_ range: ClosedRange<Int>) -> String {
      let rows = range.map { "{\"step\": \($0), \"loss\": \(1.0 / Double($0))}" }.joined(separator: ", ")
      return "{\"log_history\": [\(rows)], \"max_steps\": 100}"
    }
    let document = Onlooker(file: scratch.file("trainer_state.json"))
    scratch.write(state(1...3), to: "trainer_state.json")
    #expect(document.points("loss") == Rows.losses(1...3))
    #expect(document.source.runs[0].end.steps == 100)
    scratch.write(state(1...5), to: "trainer_state.json")
    #expect(document.points("loss") == Rows.losses(1...5))
  }

  @Test("What is no log is told so")
  func noLog() {
    scratch.write("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", to: "p.csv")
    guard case .noLog(let reason)? = Onlooker(file: scratch.file("p.csv")).look(later: 3)?.condition else {
      Issue.record("a pointer is taken for a log")
      return
    }
    #expect(reason.contains("git lfs pull"))
    scratch.write("", to: "e.csv")
    #expect(Onlooker(file: scratch.file("e.csv")).look(later: 3)?.condition == .waiting)
  }

  /// The law of the readers, through everything that stands between.
  @Test("However a log grows it is the one that `inspect` reads", arguments: [1, 7, 100, 70_000])
  func pieces(size: Int) {
    let text = Array(
      ("noise before\n" + (1...3_000).map { "step \($0): loss \(1.0 / Double($0)) lr 1e-3\n" }.joined()).utf8)
    let growing = Onlooker(file: scratch.file("t.log"))
    for start in stride(from: 0, to: min(text.count, size * 300), by: size) {
      scratch.write(
        Array(text[start..<min(text.count, start + size)]), to: "t.log", flags: O_CREAT | O_APPEND)
      growing.look()
    }
    let reading = LogReader.read(.file(scratch.file("t.log")))
    let followed = growing.look(later: 3)
    #expect(followed?.run.series.map(\.name) == reading.runs.first?.series.map(\.name))
    for one in reading.runs.first?.series ?? [] {
      #expect(followed?.run.series(named: one.name)?.track == one.track)
    }
  }

  @Test("Lines that give no point are kept, the last of many")
  func otherLines() {
    let log = Onlooker(file: scratch.file("o.log"))
    scratch.write("loading data\nstep 1: loss 0.5\nstep 2: loss 0.4\nsaving to disk", to: "o.log")
    scratch.append("\nstep 3: loss 0.3\n", to: "o.log")
    let lines = log.look()?.otherLines
    #expect(lines?.count == 2 && lines?[0] == "loading data" && lines?[1] == "saving to disk")
    scratch.append((1...5_000).map { "note number \($0) of the program\n" }.joined(), to: "o.log")
    let more = log.look()?.otherLines
    #expect(more?.count == OtherLines.most && more?.total == 5_002)
    #expect(more.map { $0[$0.count - 1] } == "note number 5000 of the program")
  }
}
