import Testing
import Tracks

@testable import RunLogs

/// Runs that are sent to another machine, piece by piece.
@Suite("Runs on the wire")
struct RunRelayTests {
  /// Both ends, and a request in between whenever the connection is made anew.
  private struct Wire {
    var sender = RunSender(known: nil)
    var receiver = RunReceiver(path: "there")
    var bytes = 0

    mutating func send(_ run: LogRun) throws -> Bool {
      var pieces: [RunSender.Piece] = []
      let hasChanged = sender.update(run) { pieces.append($0) }
      for piece in pieces { try take(piece) }
      return hasChanged
    }

    private mutating func take(_ piece: RunSender.Piece) throws {
      switch piece {
      case .facts(let content):
        bytes += content.count
        try content.withUnsafeBufferPointer { try receiver.take(facts: $0) }
      case .series(let content):
        bytes += content.count
        try content.withUnsafeBufferPointer { try receiver.take(series: $0) }
      case .points(let content):
        bytes += content.count
        try content.withUnsafeBufferPointer { try receiver.take(points: $0) }
      }
    }

    /// The reader has died and is started again.
    mutating func reconnect() throws {
      var writer = PackWriter()
      receiver.known(part: "0", path: "there").pack(&writer)
      let known = try writer.bytes.withUnsafeBufferPointer { bytes in
        var reader = PackReader(bytes)
        return try KnownRun(&reader)
      }
      sender = RunSender(known: known)
      bytes = 0
    }
  }

  private func run(_ text: String, name: String = "log.csv") -> LogRun {
    var feed = LogFeed(LogContext(fileName: name), options: ReadOptions())
    Array(text.utf8).withUnsafeBufferPointer { feed.take($0) }
    feed.finish()
    var run = feed.run.parts()[0]
    run.settle()
    return run
  }

  private func expectEqual(_ a: LogRun, _ b: LogRun, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(a.series.map(\.name) == b.series.map(\.name), sourceLocation: sourceLocation)
    for (one, other) in zip(a.series, b.series) {
      #expect(one.track == other.track && one.axis == other.axis && one.rank == other.rank)
      #expect((0..<one.track.count).allSatisfy { one.digits.power(at: $0) == other.digits.power(at: $0) })
    }
    #expect(a.format == b.format && a.producer == b.producer && a.status == b.status && a.plan == b.plan)
    #expect(a.skipped == b.skipped && a.notes == b.notes && a.clock == b.clock && a.split == b.split)
    #expect(
      RoleFinder.roles(of: a, options: ReadOptions()) == RoleFinder.roles(of: b, options: ReadOptions()))
  }

  @Test(
    "The plan that a log begins with arrives whole, and what it leaves out stays away",
    arguments: [
      #""plan": "StepLR(2)", "interval": "step", "lr": [0.1, 0.01], "optimizer": "SGD()", "epochs": 5"#,
      #""plan": "StepLR(step_size=2)", "lr": [1e-300]"#,
      #""plan": "LambdaLR(lr_lambda=lambda e: 'ü漢')", "lr": null"#,
      #""plan": "StepLR(2)", "interval": "epoch", "epochs": 9007199254740991"#,
    ])
  func plans(members: String) throws {
    let run = run("{\"lrviz\": {\(members)}}\n{\"step\": 1, \"lr\": 0.1}\n", name: "run.jsonl")
    let plan = try #require(run.plan)
    var wire = Wire()
    _ = try wire.send(run)
    #expect(wire.receiver.run.plan == plan)
    expectEqual(wire.receiver.run, run)
  }

  private static let lines = (1...20_000).map { step in
    "\(step),\(step / 400),\(Double(20_000 - step) / 200_000),\(Double((step * 7_919) % 1_000) / 1_000)\n"
  }

  private func csv(_ count: Int) -> String { "step,epoch,lr,loss\n" + Self.lines.prefix(count).joined() }

  /// Numbers of all kinds come back bit by bit.
  @Test(arguments: 0..<40) func columnsComeBack(seed: Int) throws {
    var random = SystemRandomNumberGenerator()
    let kinds: [() -> Double] = [
      { Double(Int.random(in: -1_000...1_000, using: &random)) },
      { Double(Int.random(in: 0...99_999, using: &random)) / 10_000 },
      { Double(Float.random(in: -1...1, using: &random)) },
      { Double.random(in: -1e-9...1e9, using: &random) },
      { Double(bitPattern: .random(in: .min ... .max, using: &random)) },
      {
        [0, -0.0, .nan, .infinity, -.infinity, 1e300, .leastNonzeroMagnitude][
          Int.random(in: 0..<7, using: &random)]
      },
    ]
    let kind = kinds[seed % kinds.count]
    let values = (0..<Int.random(in: 0...300)).map { _ in kind() }
    for isEven in [false, true] {
      for power in [nil, -4, 3, -30] {
        var writer = PackWriter()
        PackedColumn.write(values, power: power, isEven: isEven, &writer)
        let back = try writer.bytes.withUnsafeBufferPointer { bytes in
          var reader = PackReader(bytes)
          return try PackedColumn.read(values.count, &reader)
        }
        #expect(back.map(\.bitPattern) == values.map(\.bitPattern))
      }
    }
  }

  @Test("A run that grows in steps of any size is the same on both sides")
  func growing() throws {
    var wire = Wire()
    for count in [1, 2, 3, 100, 101, 9_000, 20_000] {
      let whole = run(csv(count))
      #expect(try wire.send(whole) == false)
      expectEqual(wire.receiver.run, whole)
    }
    // Printed numbers take few bytes even before they are packed.
    #expect(wire.bytes < 20_000 * 3 * 4)
  }

  @Test("Whoever comes back is sent what it lacks, and all if it has something else")
  func again() throws {
    var wire = Wire()
    _ = try wire.send(run(csv(15_000)))
    try wire.reconnect()
    #expect(try wire.send(run(csv(15_010))) == false)
    expectEqual(wire.receiver.run, run(csv(15_010)))
    #expect(wire.bytes < 2_000)
    try wire.reconnect()
    let other = run("step,epoch,lr,loss\n" + Self.lines.dropFirst(3).prefix(16_000).joined())
    #expect(try wire.send(other))
    expectEqual(wire.receiver.run, other)
  }

  @Test("What is taken back, written over, renamed or left out is so on the other side too")
  func changing() throws {
    var wire = Wire()
    let texts = [
      csv(500), csv(200), "step,loss,lr\n1,0.5,0.1\n2,0.4,0.1\n", "step,val_loss\n1,0.7\n",
      "step,loss\n1,nan\n2,inf\n3,0.25\n", csv(9_999),
    ]
    for text in texts {
      let whole = run(text)
      _ = try wire.send(whole)
      expectEqual(wire.receiver.run, whole)
    }
    var cut = run(csv(9_999))
    cut.purge(from: 5_000, prefix: "")
    #expect(try wire.send(cut))
    expectEqual(wire.receiver.run, cut)
    _ = try wire.send(LogRun())
    #expect(wire.receiver.run.series.isEmpty)
  }

  @Test("Every kind of log that there is here comes whole")
  func everyFormat() throws {
    let sources = LogSearch(PracticeLogs.folder).sources
    #expect(sources.count > 20)
    for source in sources {
      for whole in LogReader.read(source).runs {
        var wire = Wire()
        _ = try wire.send(whole)
        expectEqual(wire.receiver.run, whole)
        try wire.reconnect()
        #expect(try wire.send(whole) == false, "\(source.path) is not what it was")
        expectEqual(wire.receiver.run, whole)
      }
    }
  }

  /// Damaged pieces are refused or harmless: no count of theirs is believed.
  @Test(arguments: 0..<60) func damage(seed: Int) throws {
    var pieces: [RunSender.Piece] = []
    var sender = RunSender(known: nil)
    _ = sender.update(run(csv(300))) { pieces.append($0) }
    var receiver = RunReceiver(path: "there")
    for piece in pieces {
      let content: [UInt8] =
        switch piece {
        case .facts(let bytes), .series(let bytes), .points(let bytes): bytes
        }
      var bytes = content
      for _ in 0...seed % 4 where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count)] = UInt8.random(in: 0...255)
      }
      if seed % 3 == 0 { bytes.removeLast(Int.random(in: 0...bytes.count)) }
      bytes.withUnsafeBufferPointer { bytes in
        switch piece {
        case .facts: try? receiver.take(facts: bytes)
        case .series: try? receiver.take(series: bytes)
        case .points: try? receiver.take(points: bytes)
        }
      }
    }
    #expect(receiver.run.pointCount <= 300 * 4)
  }
}
