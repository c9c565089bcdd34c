import Glibc
import RunLogs
import TestSupport
import Testing

@testable import Following

/// Logs on other machines where lrviz is too, with a program called `ssh` that runs here what is to be run there.
@Suite("Logs by an lrviz elsewhere")
struct RelayTests {
  /// A folder with an `ssh` that finds the lrviz of this build, and takes all that it starts with it when it ends.
  private func withRelay(_ body: (ScratchFolder) throws -> Void) throws {
    let scratch = try ScratchFolder()
    scratch.folder("bin")
    scratch.write(
      """
      #!/bin/sh
      PATH='\(scratch.file("there"))':/usr/bin:/bin
      HOME='\(scratch.path)'
      export PATH HOME
      exec 3<&0
      trap 'trap - TERM; kill -TERM 0' TERM
      sh <&3 3<&- &
      wait $!

      """, to: "bin/ssh")
    chmod(scratch.file("bin/ssh"), 0o755)
    scratch.folder("there")
    symlink(PtySession.path(of: "lrviz"), scratch.file("there/lrviz"))
    try body(scratch)
  }

  private func source(_ place: String, _ scratch: ScratchFolder) -> RemoteSource {
    RemoteSource(
      host: "elsewhere", place: place, ids: FollowedIDs(), options: ReadOptions(),
      program: scratch.file("bin/ssh"))
  }

  /// A program of that text in the place of lrviz.
  private func install(_ text: String, _ scratch: ScratchFolder) {
    unlink(scratch.file("there/lrviz"))
    scratch.write("#!/bin/sh\n\(text)\n", to: "there/lrviz")
    chmod(scratch.file("there/lrviz"), 0o755)
  }

  private func wait(_ onlooker: Onlooker, _ what: String, until condition: ([FollowedRun]) -> Bool) throws {
    let end = WallClock.uptime + Onlooker.patience
    while !condition(onlooker.source.runs) {
      try #require(
        WallClock.uptime < end,
        "waited in vain for \(what): \(onlooker.source.runs.map { "\($0.run.path) \($0.condition)" })")
      var polled = pollfd(fd: onlooker.source.descriptor ?? -1, events: Int16(POLLIN), revents: 0)
      _ = poll(&polled, 1, 100)
      onlooker.look()
    }
  }

  @Test("Rows come, files start over, vanish, and more of them appear")
  func folder() throws {
    try withRelay { scratch in
      scratch.write(Rows.header + Rows.csv(1...3), to: "my runs/a.csv")
      let onlooker = Onlooker(source("~/my runs", scratch))
      try wait(onlooker, "the rows") { $0.first?.points("train_loss") == Rows.losses(1...3) }
      #expect(onlooker.source.runs.first?.reader == .lrviz)
      #expect(onlooker.source.runs.first?.run.path == "elsewhere:\(scratch.file("my runs/a.csv"))")
      #expect(onlooker.source.runs.first?.roles[.lr(group: 0)] != nil)
      scratch.append(Rows.csv(4...4), to: "my runs/a.csv")
      try wait(onlooker, "a row more") { $0.first?.points("train_loss") == Rows.losses(1...4) }
      let beginning = try #require(onlooker.source.runs.first?.beginning)
      scratch.replace("my runs/a.csv", with: Rows.header + Rows.csv(2...6))
      try wait(onlooker, "the new file") { $0.first?.points("train_loss") == Rows.losses(2...6) }
      #expect(try #require(onlooker.source.runs.first?.beginning) > beginning)
      scratch.write(Rows.header + Rows.csv(1...2), to: "my runs/b'b.csv")
      try wait(onlooker, "another") { $0.count == 2 }
      unlink(scratch.file("my runs/a.csv"))
      try wait(onlooker, "its end") { $0.first?.condition == .vanished }
    }
  }

  @Test("What matches a pattern is followed, now and later, whatever it is called")
  func pattern() throws {
    try withRelay { scratch in
      let onlooker = Onlooker(source("~/run*/log.csv", scratch))
      try wait(onlooker, "the reason") {
        if case .unreadable(let words)? = $0.first?.condition {
          words.contains("nothing matches")
        } else {
          false
        }
      }
      HostileRuns.write(to: scratch)
      try wait(onlooker, "all runs") { HostileRuns.haveCome($0, from: scratch, withBroken: true) }
      #expect(onlooker.source.runs.allSatisfy { $0.reader == .lrviz })
    }
  }

  @Test("What is no text comes too: event files as the run they are, a store of SQLite, other lines")
  func otherKinds() throws {
    try withRelay { scratch in
      scratch.write("starting\nstep 1 loss 0.5 lr 0.1\nsaving\nstep 2 loss 0.4 lr 0.1\n", to: "a.log")
      let onlooker = Onlooker(source(scratch.file("a.log"), scratch))
      try wait(onlooker, "other lines") { $0.first.map { $0.otherLines.count == 2 } ?? false }
      let lines = try #require(onlooker.source.runs.first?.otherLines)
      #expect((0..<lines.count).map { lines[$0] } == ["starting", "saving"])
      scratch.append("saving again\nstep 3 loss 0.3 lr 0.1\n", to: "a.log")
      try wait(onlooker, "one more") { $0.first?.otherLines.count == 3 }
    }
  }

  @Test("A reader that dies is started again, and goes on: what is there does not come twice")
  func dying() throws {
    try withRelay { scratch in
      scratch.write(Rows.header + Rows.csv(1...5_000), to: "a.csv")
      let source = source(scratch.file("a.csv"), scratch)
      let onlooker = Onlooker(source)
      try wait(onlooker, "the rows") { $0.first?.points("train_loss") == Rows.losses(1...5_000) }
      let first = try #require(onlooker.source.runs.first)
      source.breakConnection()
      scratch.append(Rows.csv(5_001...5_003), to: "a.csv")
      try wait(onlooker, "the break") {
        if case .unreadable? = $0.first?.condition { true } else { false }
      }
      onlooker.time += 120
      try wait(onlooker, "the rest") {
        $0.first?.points("train_loss") == Rows.losses(1...5_003) && $0.first?.condition == .following
      }
      let now = try #require(onlooker.source.runs.first)
      #expect(now.id == first.id && now.beginning == first.beginning)
      #expect(now.reader == .lrviz && onlooker.source.runs.count == 1)
    }
  }

  @Test("What changed while nobody was connected is what is shown then, and what is gone is said to be")
  func changedMeanwhile() throws {
    try withRelay { scratch in
      scratch.write(Rows.header + Rows.csv(1...50), to: "runs/a.csv")
      scratch.write(Rows.header + Rows.csv(1...60), to: "runs/b.csv")
      let source = source(scratch.file("runs"), scratch)
      let onlooker = Onlooker(source)
      try wait(onlooker, "the rows") { $0.count == 2 && $0[1].points("train_loss") == Rows.losses(1...60) }
      source.breakConnection()
      scratch.write(Rows.header + Rows.csv(11...30), to: "runs/b.csv")
      unlink(scratch.file("runs/a.csv"))
      try wait(onlooker, "the break") {
        if case .unreadable? = $0.first?.condition { true } else { false }
      }
      onlooker.time += 120
      try wait(onlooker, "the other rows") { $0[1].points("train_loss") == Rows.losses(11...30) }
      try wait(onlooker, "the end of the first") { $0[0].condition == .vanished }
      #expect(onlooker.source.runs[0].points("train_loss") == Rows.losses(1...50))
    }
  }

  @Test(
    "Where there is none, one that is too old, one that cannot run or something else of that name, it is done with what every Unix has",
    arguments: [
      "", "echo \"Error: Unexpected argument 'relay'\" >&2; exit 64", "exit 127", "exit 1", "kill -9 $$",
      "echo 'a program of that name'; exit 3",
    ])
  func without(program: String) throws {
    try withRelay { scratch in
      if program.isEmpty { unlink(scratch.file("there/lrviz")) } else { install(program, scratch) }
      scratch.write(Rows.header + Rows.csv(1...3), to: "a.csv")
      let onlooker = Onlooker(source(scratch.file("a.csv"), scratch))
      onlooker.look()
      try wait(onlooker, "the rows") {
        onlooker.time += 1
        return $0.first?.points("train_loss") == Rows.losses(1...3)
      }
      #expect(onlooker.source.runs.first?.reader == .unixTools)
      #expect(onlooker.source.runs.count == 1)
    }
  }

  @Test("One that is gone or always dies in mid-work is done without, under the same names")
  func gone() throws {
    try withRelay { scratch in
      scratch.write(Rows.header + Rows.csv(1...30), to: "a.csv")
      let source = source(scratch.file("a.csv"), scratch)
      let onlooker = Onlooker(source)
      try wait(onlooker, "the rows") { $0.first?.points("train_loss") == Rows.losses(1...30) }
      let id = try #require(onlooker.source.runs.first?.id)
      source.breakConnection()
      // It says hello, some of what it has to say, and dies.
      install("'\(PtySession.path(of: "lrviz"))' \"$@\" | head -c 60; kill -9 $$", scratch)
      scratch.append(Rows.csv(31...40), to: "a.csv")
      try wait(onlooker, "all rows by other means") {
        onlooker.time += 2
        return $0.first?.reader == .unixTools && $0.first?.points("train_loss") == Rows.losses(1...40)
      }
      #expect(onlooker.source.runs.map(\.id) == [id])
    }
  }

  @Test("What says hello and then nonsense is no longer asked")
  func nonsense() throws {
    try withRelay { scratch in
      install("cat >/dev/null; echo 'lrviz relay \(RelayProtocol.version)'; echo nonsense; sleep 5", scratch)
      scratch.write(Rows.header + Rows.csv(1...3), to: "a.csv")
      let onlooker = Onlooker(source(scratch.file("a.csv"), scratch))
      try wait(onlooker, "the rows by other means") {
        onlooker.time += 1
        return $0.first?.points("train_loss") == Rows.losses(1...3)
      }
    }
  }

  @Test("Another x is read there again")
  func otherX() throws {
    try withRelay { scratch in
      let rows = (1...9).map { "2024-05-01 10:00:0\($0) step \($0) loss 0.\($0) lr 0.1\n" }.joined()
      scratch.write(rows, to: "a.log")
      let onlooker = Onlooker(source(scratch.file("a.log"), scratch))
      try wait(onlooker, "the rows") { $0.first?.run.series.first?.track.lastX == 9 }
      let id = onlooker.source.runs.first?.id
      var options = ReadOptions()
      options.x = .axis(.time)
      #expect(onlooker.source.reread(options))
      try wait(onlooker, "times") { ($0.first?.run.series.first?.track.lastX ?? 0) > 1e9 }
      #expect(onlooker.source.runs.first?.id == id && onlooker.source.runs.count == 1)
    }
  }

  @Test("What is not there is said, and found when it comes")
  func later() throws {
    try withRelay { scratch in
      let onlooker = Onlooker(source(scratch.file("a.csv"), scratch))
      try wait(onlooker, "the reason") {
        if case .unreadable(let words)? = $0.first?.condition {
          words.contains("no such file")
        } else {
          false
        }
      }
      scratch.write(Rows.header + Rows.csv(1...3), to: "a.csv")
      try wait(onlooker, "the rows") { $0.first?.points("train_loss") == Rows.losses(1...3) }
      #expect(onlooker.source.runs.count == 1)
    }
  }

  @Test("It ends there when nobody reads any more")
  func ending() throws {
    try withRelay { scratch in
      install("'\(PtySession.path(of: "lrviz"))' \"$@\"; echo $? > '\(scratch.file("ended"))'", scratch)
      scratch.write(Rows.header + Rows.csv(1...3), to: "a.csv")
      var onlooker: Onlooker? = Onlooker(source(scratch.file("a.csv"), scratch))
      try wait(try #require(onlooker), "the rows") { !($0.first?.points("train_loss").isEmpty ?? true) }
      #expect(scratch.text("ended") == "")
      onlooker = nil
      let end = WallClock.uptime + Onlooker.patience
      while scratch.text("ended") == "", WallClock.uptime < end { usleep(50_000) }
      #expect(scratch.text("ended") == "0\n")
    }
  }
}
