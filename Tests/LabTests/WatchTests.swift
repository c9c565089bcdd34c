import Canvas
import Charts
import Following
import LRSchedulers
import RunLogs
import Testing
import Tracks

@testable import Lab

/// What watching does with news, time and keys.
@Suite struct WatchTests {
  @Test func theFirstRunTakesThePlaceThatStoodForAll() {
    var lab = LogSamples.lab([])
    #expect(lab.panes.count == 1 && lab.panes[0].log?.followed.id == Watch.nobody)
    _ = lab.update(.logs([.run(LogSamples.run(LogSamples.csv(), id: 3))], now: LogSamples.now))
    #expect(lab.panes.count == 1 && lab.panes[0].log?.followed.id == FollowedID(3))
    _ = lab.update(.logs([.run(LogSamples.run(LogSamples.csv(), id: 4))], now: LogSamples.now))
    #expect(lab.panes.count == 2)
    _ = lab.update(.logs([.dropped(FollowedID(3))], now: LogSamples.now))
    #expect(lab.panes.map { $0.log?.followed.id } == [FollowedID(4)])
  }

  @Test func newsOfAClosedPaneAreKeptForIt() {
    var lab = LogSamples.lab([LogSamples.csv(1...10), LogSamples.csv(1...10)])
    lab.press("x")
    _ = lab.update(.logs([.run(LogSamples.run(LogSamples.csv(1...20), id: 0))], now: LogSamples.now))
    #expect(lab.panes.count == 1)
    lab.press("u")
    #expect(lab.panes.count == 2 && lab.panes[0].log?.lastX == 20)
  }

  @Test func timeMakesALiveRunStall() throws {
    var lab = LogSamples.lab([LogSamples.csv(1...10)])
    func grow(_ epochs: Int, at time: Double) {
      let run = LogSamples.run(LogSamples.csv(1...epochs), written: time)
      _ = lab.update(.logs([.run(run)], now: time))
    }
    for second in 1...5 { grow(10 + second, at: LogSamples.now + Double(second)) }
    #expect(lab.logStates == [.live])
    let due = try #require(lab.nextChange)
    #expect(due > LogSamples.now + 60 && due < LogSamples.now + 80)
    _ = lab.update(.clock(due))
    guard case .stalled? = lab.logStates.first else {
      Issue.record("it is \(lab.logStates)")
      return
    }
    #expect(lab.frame.text.contains("stalled 1 min"))
    grow(17, at: due + 5)
    #expect(lab.logStates == [.live])
  }

  @Test func theAgesOfManyRunsChangeOnceASecondAtMost() throws {
    var lab = LogSamples.lab([])
    for number in 0..<90 {
      let run = LogSamples.run(
        LogSamples.csv(), id: number, written: LogSamples.now - 700 - 1.37 * Double(number))
      _ = lab.update(.logs([.run(run)], now: LogSamples.now))
    }
    let end = LogSamples.now + 60
    var turns: [Double] = []
    while let due = lab.nextChange, due < end, turns.count < 1_000 {
      turns.append(due)
      _ = lab.update(.clock(due))
    }
    #expect(turns.count > 30 && zip(turns, turns.dropFirst()).allSatisfy { $1 - $0 >= 1 })
    // Each of them has its age of then.
    for (number, state) in lab.logStates.enumerated() {
      guard case .quiet(let age) = state else {
        Issue.record("it is \(state)")
        continue
      }
      #expect(abs(age - (700 + 1.37 * Double(number) + (turns.last ?? 0) - LogSamples.now)) < 1e-3)
    }
  }

  @Test func anOldLogIsQuietNotStalled() {
    let lab = LogSamples.lab([LogSamples.csv()], age: 7_300)
    #expect(lab.logStates == [.quiet(7_300)])
    #expect(lab.frame.text.contains("last row 2 h ago"))
  }

  @Test func endsAreSeen() {
    let diverged = "step 1: loss 0.5\nstep 2: loss 0.4\nstep 3: loss nan\n"
    #expect(LogSamples.lab([diverged]).logStates == [.diverged(3)])
    var finished = LogSamples.run(LogSamples.text(1...50))
    finished.end = KnownEnd(steps: 50)
    var lab = LogSamples.lab([])
    _ = lab.update(.logs([.run(finished), .settled(count: 1)], now: LogSamples.now))
    #expect(lab.logStates == [.finished] && lab.hasLogs)
    finished.condition = .vanished
    finished.end = KnownEnd()
    _ = lab.update(.logs([.run(finished)], now: LogSamples.now))
    #expect(lab.logStates == [.vanished] && lab.frame.text.contains("file is gone"))
    finished.condition = .unreadable("Permission denied")
    _ = lab.update(.logs([.run(finished)], now: LogSamples.now))
    #expect(lab.frame.text.contains("cannot be read: Permission denied"))
  }

  @Test func whatALogSaysNeverReachesTheScreenRaw() {
    var run = LogSamples.run("step 1: loss 0.5\nstep 2: loss 0.4\n", path: "runs/\u{1B}[31mred\u{7}.csv")
    run.run.name = "\u{1B}]0;title\u{7}\u{202E}"
    run.condition = .unreadable("\u{1B}[2J")
    var lab = LogSamples.lab([])
    _ = lab.update(.logs([.run(run)], now: LogSamples.now))
    for key in ["", "/", "⎋E", "⎋z"] {
      lab.press(key)
      #expect(lab.frame.cells.allSatisfy { $0.scalar.value >= 0x20 && $0.scalar != "\u{202E}" })
    }
  }

  @Test func seriesAreChosenFromAList() {
    let text = (1...20).map { (step: Int) -> String in
      "{\"step\": \(step), \"train_loss\": \(1.0 / Double(step)), \"lr\": 0.1, \"grad_norm\": 3}\n"
    }
    var lab = LogSamples.lab([text.joined()])
    #expect(!lab.frame.text.contains("others"))
    lab.press("/grad⏎⎋")
    #expect(lab.frame.text.contains("others"))
    lab.press("/train⏎⎋")
    #expect(
      lab.panes[0].log?.shownSeries.map { lab.panes[0].log?.run.series[$0].name } == ["lr", "grad_norm"])
    #expect(lab.viewState.logs["runs/run0.log"]?.choices == ["grad_norm": true, "train_loss": false])
  }

  @Test func zoomFollowsTheEndUntilItIsMoved() {
    var lab = LogSamples.lab([LogSamples.text(1...101)])
    lab.press("+")
    #expect(lab.scale.domain == 51...101)
    _ = lab.update(.logs([.run(LogSamples.run(LogSamples.text(1...201)))], now: LogSamples.now))
    #expect(lab.scale.domain == 151...201)
    lab.press("[")
    #expect(lab.scale.domain == 138.5...188.5)
    _ = lab.update(.logs([.run(LogSamples.run(LogSamples.text(1...301)))], now: LogSamples.now))
    #expect(lab.scale.domain == 138.5...188.5)
    lab.press("0")
    #expect(lab.scale.domain == 1...301)
    lab.press("-")
    #expect(lab.notice?.isRefusal == true)
  }

  @Test func theCursorGoesFromPointToPoint() {
    let rows = (1...20).map { (row: Int) -> String in "\(row * 50),\(1.0 / Double(row)),0.1\n" }.joined()
    var lab = LogSamples.lab(["step,train_loss,lr\n" + rows])
    lab.press("c←")
    #expect(lab.cursor == 950)
    lab.press("H")
    #expect(lab.cursor == 450)
    #expect(lab.frame.text.contains("train \(1.0 / 9)"))
  }

  /// Unless one place is looked at in all of them, or somebody has said what x is.
  @Test func whatIsMuchShorterIsDrawnOverItsOwnX() {
    var lab = LogSamples.lab([LogSamples.text(1...1_000), LogSamples.text(1...20), LogSamples.csv()])
    func own(_ pane: Int) -> ClosedRange<Double>? { lab.panes[pane].log?.charts(lab.frameContext).first?.x }
    #expect(own(0) == nil && own(1) == 1...20)
    // Epochs have no place among these steps.
    #expect(own(2) == 1...30 && lab.panes[2].log?.charts(lab.frameContext).first?.xUnit == .epoch)
    lab.press("c")
    #expect(own(1) == nil)
    lab.press("⎋+")
    #expect(own(1) == nil)
  }

  @Test func timesAreAskedForAndKeptApart() {
    let timed = (1...9).map { "10:00:0\($0) step \($0): loss 0.\($0) lr 0.001\n" }.joined()
    var lab = LogSamples.lab([timed, LogSamples.csv()])
    let effects = lab.press("X")
    #expect(effects.contains { if case .logs(.reread(.time)) = $0 { true } else { false } })
    #expect(lab.frame.text.contains("no times in this log"))
  }

  @Test func everyViewComesBack() throws {
    var lab = LogSamples.lab([LogSamples.csv(), LogSamples.csv()])
    lab.press("SSOVv+yY")
    lab.press("e")
    lab.press("StepLR(10)⏎")
    let state = lab.viewState
    var again = LogSamples.lab([])
    again.restore(state, keepsPlans: false)
    let runs = [0, 1].map { FollowNews.run(LogSamples.run(LogSamples.csv(), id: $0)) }
    _ = again.update(.logs(runs, now: LogSamples.now))
    #expect(again.viewState == state)
    #expect(again.panes[0].log?.plan?.schedule.spec == "StepLR(step_size=10)")
    // What another version wrote, or somebody's hand, is left alone.
    var odd = ViewState()
    odd.settings = ["charts": "all", "smoothing": "x", "zoom": "-3", "x": "miles", "layout": ""]
    var fresh = LogSamples.lab([LogSamples.csv()])
    let before = fresh.frame
    fresh.restore(odd, keepsPlans: false)
    #expect(fresh.frame == before)
  }

  /// As for the lab that trains: every key does something visible or says why it cannot.
  @Test(arguments: ["", "z", "o", "c", "/", "e", "?", "E", "L", "+", "V", "S"])
  func everyKeyChangesTheFrameOrSaysWhyNot(way: String) {
    var start = LogSamples.lab([LogSamples.csv(), LogSamples.text(1...40)], plans: [])
    start.press(way)
    for key in KeyTable.keys {
      var lab = start
      lab.notice = nil
      let before = lab.frame
      let effects = lab.update(.key(key))
      let isVisible = lab.frame != before || lab.notice != nil
      #expect(isVisible || !effects.isEmpty, "\(key) after '\(way)'")
    }
  }

  @Test func framesHoldAtEverySize() {
    var lab = LogSamples.lab([LogSamples.csv(), LogSamples.text(1...40), "no numbers\n"])
    for way in ["", "V", "VSO+", "z", "zo"] {
      lab.press(way)
      for (width, height) in [(20, 6), (40, 10), (80, 24), (120, 40), (200, 60), (41, 60)] {
        _ = lab.update(.resize(Size(width: width, height: height)))
        #expect(lab.frame.size == Size(width: width, height: height))
      }
    }
  }
}
