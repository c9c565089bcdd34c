import Glibc
import RunLogs
import TestSupport
import Testing

@testable import Following

/// Logs on other machines, with a program called `ssh` that runs the script here.
@Suite("Remote logs")
struct RemoteTests {
  @Test func quotesHoldEverything() {
    #expect(RemoteScript.quoted("a b") == "'a b'")
    #expect(RemoteScript.quoted("it's $HOME `x`") == "'it'\\''s $HOME `x`'")
    #expect(RemoteScript.text("-rf", []).hasPrefix("P='./-rf'\n"))
    #expect(RemoteScript.text("~/runs", []).hasPrefix("P=\"$HOME\"/'runs'\n"))
    #expect(RemoteScript.text("~", []).hasPrefix("P=.\n") && RemoteScript.text("", []).hasPrefix("P=.\n"))
    #expect(RemoteScript.text("*.csv", []).hasPrefix("P='./*.csv'\n"))
  }

  /// The law of all readers here: cuts do not matter.
  @Test(arguments: 1...9) func messagesInAnyCuts(size: Int) {
    let text = "F 1 /a b\nI 1 77\nD 1 0 5\nxy\nE1\nE 1\nP\nR 1\nG 1\nN\n"
    var messages = RemoteMessages()
    var found: [RemoteMessages.Message] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      found += messages.take(bytes[start..<min(bytes.count, start + size)])
    }
    #expect(
      found == [
        .file(1, path: "/a b", isFound: false), .inode(1, "77"),
        .data(1, offset: 0, bytes: Array("xy\nE1".utf8)), .turn,
        .restart(1), .gone(1), .nothing,
      ])
  }

  @Test(arguments: [
    "hello\n", "D 1 0\n", "D x 0 5\n", "D 1 0 99999999\n", "F 1\n", "D 1 0 3\nabcdefghij",
    String(repeating: "x", count: 9_000),
  ])
  func whatIsNoMessageIsSeen(text: String) {
    var messages = RemoteMessages()
    guard case .garbage? = messages.take(text.utf8).last else {
      Issue.record("'\(text.prefix(20))' passes")
      return
    }
  }

  /// Looks until a condition holds.
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

  /// There is what every Unix has, and nothing else.
  private static let withoutLrviz = "PATH=/usr/bin:/bin HOME=/nowhere; export PATH HOME\n"

  /// A folder with a program `ssh` that runs here what is to be run there.
  private func withLocalShell(_ body: (ScratchFolder) throws -> Void) throws {
    let scratch = try ScratchFolder()
    scratch.folder("bin")
    scratch.write("#!/bin/sh\n\(Self.withoutLrviz)exec sh\n", to: "bin/ssh")
    chmod(scratch.file("bin/ssh"), 0o755)
    try body(scratch)
  }

  private func source(_ place: String, _ scratch: ScratchFolder) -> Onlooker {
    Onlooker(
      RemoteSource(
        host: "elsewhere", place: place, ids: FollowedIDs(), options: ReadOptions(),
        program: scratch.file("bin/ssh")))
  }

  @Test("Rows come, files start over, vanish, and more of them appear")
  func remoteFolder() throws {
    try withLocalShell { scratch in
      scratch.folder("my runs")
      scratch.write(Rows.header + Rows.csv(1...3), to: "my runs/a.csv")
      let onlooker = source(scratch.file("my runs"), scratch)
      try wait(onlooker, "the rows") { $0.first?.points("train_loss") == Rows.losses(1...3) }
      scratch.append(Rows.csv(4...4), to: "my runs/a.csv")
      try wait(onlooker, "a row more") { $0.first?.points("train_loss") == Rows.losses(1...4) }
      scratch.replace("my runs/a.csv", with: Rows.header + Rows.csv(1...6))
      try wait(onlooker, "the new file") { $0.first?.points("train_loss") == Rows.losses(1...6) }
      scratch.write(Rows.header + Rows.csv(1...2), to: "my runs/b'b.csv")
      try wait(onlooker, "another") { $0.count == 2 }
      unlink(scratch.file("my runs/a.csv"))
      try wait(onlooker, "its end") { $0.first?.condition == .vanished }
    }
  }

  @Test("What matches a pattern is followed, now and later, and no name is run by the shell there")
  func pattern() throws {
    try withLocalShell { scratch in
      scratch.write(
        "#!/bin/sh\n\(Self.withoutLrviz)cd '\(scratch.path)'; HOME='\(scratch.path)'; exec sh\n",
        to: "bin/ssh")
      let onlooker = source("~/run*/log.csv", scratch)
      try wait(onlooker, "the reason") {
        $0.first?.condition == .unreadable("elsewhere:~/run*/log.csv: nothing matches")
      }
      HostileRuns.write(to: scratch)
      try wait(onlooker, "all runs") { HostileRuns.haveCome($0, from: scratch, withBroken: false) }
      #expect(scratch.names(".").filter { $0.contains("pwned") && !$0.hasPrefix("run") } == [])
      #expect(onlooker.source.runs.allSatisfy { $0.reader == .unixTools })
    }
  }

  @Test(
    "Of a pattern only stars, question marks and brackets mean anything, and nothing in what is called so",
    arguments: [
      "run$(touch pwned)*", "run?$(touch pwned)", "run`touch pwned`[ab]", "'; touch pwned; '*",
      "a\ntouch pwned*",
    ])
  func hostilePattern(pattern: String) throws {
    try withLocalShell { scratch in
      scratch.write("#!/bin/sh\n\(Self.withoutLrviz)cd '\(scratch.path)'; exec sh\n", to: "bin/ssh")
      let onlooker = source(pattern, scratch)
      try wait(onlooker, "the reason") {
        if case .unreadable(let words)? = $0.first?.condition {
          words.contains("nothing matches")
        } else {
          false
        }
      }
      // What has the name of a pattern is meant itself.
      scratch.write(Rows.header + Rows.csv(1...3), to: pattern)
      try wait(onlooker, "the rows") {
        pattern.contains("\n") || $0.first?.points("train_loss") == Rows.losses(1...3)
      }
      #expect(scratch.names(".").sorted() == [pattern, "bin"].sorted())
    }
  }

  @Test("A connection that breaks is made again, and nothing is read twice or lost")
  func broken() throws {
    try withLocalShell { scratch in
      // It ends after each piece that it has sent.
      let script = "#!/bin/sh\n\(Self.withoutLrviz)sed 's/moved=1 k=1/k=1/; s/echo P || exit/exit/' | sh\n"
      scratch.write(script, to: "bin/ssh")
      scratch.write(Rows.header + Rows.csv(1...3), to: "a.csv")
      let onlooker = source(scratch.file("a.csv"), scratch)
      try wait(onlooker, "the rows") { $0.first?.points("train_loss") == Rows.losses(1...3) }
      try wait(onlooker, "the break") {
        if case .unreadable? = $0.first?.condition { true } else { false }
      }
      scratch.append(Rows.csv(4...5), to: "a.csv")
      onlooker.time += 120
      try wait(onlooker, "the rest") { $0.first?.points("train_loss") == Rows.losses(1...5) }
    }
  }

  @Test("Who does not answer is told in ssh's words, and tried again")
  func refused() throws {
    try withLocalShell { scratch in
      scratch.write(
        "#!/bin/sh\necho 'ssh: Could not resolve hostname elsewhere' >&2; exit 255\n", to: "bin/ssh")
      let onlooker = source("x.csv", scratch)
      try wait(onlooker, "the reason") {
        $0.first?.condition == .unreadable("elsewhere: ssh: Could not resolve hostname elsewhere")
      }
      #expect(onlooker.outcome.nextLook != nil)
    }
  }

  @Test("What is not there is said, and found when it comes")
  func later() throws {
    try withLocalShell { scratch in
      let onlooker = source(scratch.file("a.csv"), scratch)
      try wait(onlooker, "the reason") {
        if case .unreadable(let words)? = $0.first?.condition {
          words.contains("no such file")
        } else {
          false
        }
      }
      scratch.write(Rows.header + Rows.csv(1...3), to: "a.csv")
      try wait(onlooker, "the rows") { $0.first?.points("train_loss") == Rows.losses(1...3) }
    }
  }
}
