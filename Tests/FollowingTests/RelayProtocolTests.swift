import Glibc
import RunLogs
import TestSupport
import Testing

@testable import Following

/// What two lrviz say to each other, without a connection.
@Suite("The relay's protocol")
struct RelayProtocolTests {
  private static func frames(_ frames: [RelayFrame], _ deflater: Deflater = Deflater()) -> [UInt8] {
    var writer = PackWriter()
    for frame in frames { frame.pack(&writer) }
    return deflater.flushed(writer.bytes)
  }

  private static let some = [
    RelayFrame(kind: .run, content: [0, 1, 97, 1, 48]), RelayFrame(kind: .heartbeat, content: []),
    RelayFrame(kind: .points, content: (0..<70_000).map { UInt8(truncatingIfNeeded: $0 * 7) }),
    RelayFrame(kind: .settled, content: []),
  ]

  @Test(arguments: [1, 2, 3, 7, 100, 4_096]) func framesInAnyCuts(size: Int) throws {
    let deflater = Deflater()
    let bytes = Self.some.flatMap { Self.frames([$0], deflater) } + Self.frames(Self.some, deflater)
    var frames = RelayFrames()
    var found: [RelayFrame] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      try Array(bytes[start..<min(bytes.count, start + size)]).withUnsafeBufferPointer {
        try frames.take($0) { frame throws(PackingError) in found.append(frame) }
      }
    }
    #expect(found == Self.some + Self.some)
  }

  /// All that was said comes out although the stream goes on.
  @Test func whatIsFlushedCanBeRead() throws {
    let deflater = Deflater()
    var frames = RelayFrames()
    for frame in Self.some {
      var found: [RelayFrame] = []
      try Self.frames([frame], deflater).withUnsafeBufferPointer {
        try frames.take($0) { frame throws(PackingError) in found.append(frame) }
      }
      #expect(found == [frame])
    }
  }

  @Test("What is no stream, no frame or too long is refused")
  func refused() {
    let streams: [[UInt8]] = [
      Array("D 1 0 5\nhello".utf8), Deflater().flushed([99, 0]),
      Deflater().flushed([3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]), Deflater().flushed([3, 0xFF, 0xFF, 0xFF, 7]),
    ]
    for bytes in streams {
      var frames = RelayFrames()
      #expect(throws: PackingError.self) {
        try bytes.withUnsafeBufferPointer { try frames.take($0) { _ throws(PackingError) in } }
      }
    }
  }

  @Test(arguments: 0..<200) func damagedFramesAreRefusedOrHarmless(seed: Int) {
    let deflater = Deflater()
    let contents: [(RelayFrame.Kind, [UInt8])] = [
      (.run, [0, 1, 97, 1, 48]), (.series, [0, 1, 2, 108, 114, 0, 0]), (.points, [0, 0, 0, 1, 0, 0, 0, 0]),
      (.lines, [0, 1, 1, 1, 120]), (.remark, [1, 1, 120]), (.shown, [0]), (.settled, []),
    ]
    let relayed = RelayedRuns(
      host: "h", names: RemoteIDs(FollowedIDs(), spare: nil), options: ReadOptions())
    for (kind, content) in contents {
      var content = content
      if seed > 0, !content.isEmpty {
        content[Int.random(in: 0..<content.count)] = UInt8.random(in: 0...255)
        content += (0..<seed % 5).map { _ in UInt8.random(in: 0...255) }
      }
      let bytes = Self.frames([RelayFrame(kind: kind, content: content)], deflater)
      _ = bytes.withUnsafeBufferPointer { try? relayed.take($0) }
    }
    #expect(relayed.runs.count <= 1)
  }

  @Test func requestsComeBack() throws {
    var options = ReadOptions()
    (options.format, options.lrName, options.lossName) = ("csv", "η", "ℒ")
    for x in [nil, ReadOptions.X.axis(.time), .named("tokens")] {
      options.x = x
      for count in [0, 1, 2, 500] {
        let known = (0..<count).map { KnownRun(path: "/runs/a b'\($0)", part: "\($0 % 3)") }
        let request = RelayRequest(path: "~/my runs", options: options, known: known)
        #expect(RelayRequest(request.text.utf8) == request)
        let lines = request.text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } })
      }
    }
  }

  @Test(arguments: ["", "hello", "AAAA", "\u{1B}[2J", "eJxLTAQAAeUA", String(repeating: "/", count: 4_000)])
  func noRequest(text: String) {
    #expect(RelayRequest(text.utf8) == nil)
  }

  @Test("Who could not begin is not asked again, nor who has failed twice; who has proved itself is")
  func trust() {
    var trust = RelayTrust()
    trust.begin(at: 0)
    trust.ended(with: 255, hasSpoken: false, at: 1)
    trust.ended(with: nil, hasSpoken: true, at: 2)
    #expect(trust.isGiven)
    for start in [100.0, 200, 300] {
      trust.begin(at: start)
      trust.ended(with: 70, hasSpoken: true, at: start + 90)
      #expect(trust.isGiven)
    }
    for start in [400.0, 410] {
      #expect(trust.isGiven)
      trust.begin(at: start)
      trust.ended(with: 70, hasSpoken: true, at: start + 1)
    }
    #expect(!trust.isGiven)
    var other = RelayTrust()
    other.begin(at: 0)
    other.ended(with: 70, hasSpoken: false, at: 1)
    #expect(!other.isGiven)
  }
}
