import Glibc
import RunLogs
import TestSupport
import Testing

@testable import Following

/// Event files, stores and pipes.
@Suite("Followed sources")
struct SourceTests {
  /// A TFRecord with a scalar, whose checksums nobody asks for where the length can be trusted… they are real.
  static func record(step: UInt8, _ value: Float) -> [UInt8] {
    let simple: [UInt8] =
      [0x0A, 4] + Array("loss".utf8) + [0x15] + withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
    let summary: [UInt8] = [0x0A, UInt8(simple.count)] + simple
    let event: [UInt8] = [0x10, step, 0x2A, UInt8(summary.count)] + summary
    let length = withUnsafeBytes(of: UInt64(event.count).littleEndian, Array.init)
    return length + masked(length) + event + masked(event)
  }

  private static func masked(_ bytes: [UInt8]) -> [UInt8] {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
    }
    crc = ~crc
    let mask = (crc >> 15 | crc << 17) &+ 0xA282_EAD8
    return withUnsafeBytes(of: mask.littleEndian, Array.init)
  }

  private func events(_ scratch: ScratchFolder) -> EventsSource {
    guard case .events(let root, let files)? = LogSearch(scratch.path).sources.first else {
      return EventsSource(root: "", files: [], id: FollowedID(0), isFound: true, options: ReadOptions())
    }
    return EventsSource(root: root, files: files, id: FollowedID(0), isFound: true, options: ReadOptions())
  }

  @Test("Event files grow, by halves of records, and more of them come")
  func eventFiles() throws {
    let scratch = try ScratchFolder()
    scratch.write(Self.record(step: 1, 0.5), to: "events.out.tfevents.1.host")
    let source = events(scratch)
    let onlooker = Onlooker(source)
    #expect(onlooker.points("loss") == [[1, 0.5]])
    let next = Self.record(step: 2, 0.25)
    scratch.write(Array(next.prefix(9)), to: "events.out.tfevents.1.host", flags: O_APPEND)
    #expect(onlooker.points("loss") == [[1, 0.5]])
    scratch.write(Array(next.dropFirst(9)), to: "events.out.tfevents.1.host", flags: O_APPEND)
    #expect(onlooker.points("loss") == [[1, 0.5], [2, 0.25]])
    scratch.write(Self.record(step: 3, 0.125), to: "events.out.tfevents.2.host")
    if case .events(_, let files)? = LogSearch(scratch.path).sources.first { source.add(files) }
    #expect(onlooker.points("loss") == [[1, 0.5], [2, 0.25], [3, 0.125]])
    // The first one is rewritten: all start over.
    scratch.write(Self.record(step: 1, 8), to: "events.out.tfevents.1.host")
    #expect(onlooker.points("loss") == [[1, 8], [3, 0.125]])
    #expect(source.runs[0].beginning == 1)
  }

  @Test("A folder of MLflow is read again when a metric has grown")
  func store() throws {
    let scratch = try ScratchFolder()
    scratch.folder("run")
    scratch.folder("run/metrics")
    scratch.write("run_id: abc\nstatus: 1\n", to: "run/meta.yaml")
    scratch.write("1 0.5 1\n", to: "run/metrics/train_loss")
    let source = StoreSource(
      .mlflowRun(scratch.file("run")), ids: FollowedIDs(), isFound: true, options: ReadOptions())
    let onlooker = Onlooker(source)
    #expect(onlooker.points("train_loss") == [[1, 0.5]])
    scratch.append("2 0.25 2\n", to: "run/metrics/train_loss")
    #expect(onlooker.points("train_loss") == [[1, 0.5]], "not twice in a second")
    #expect(onlooker.outcome.nextLook != nil)
    #expect(onlooker.points("train_loss", later: 2) == [[1, 0.5], [2, 0.25]])
  }

  @Test("A pipe is read as it comes, and ends")
  func pipe() throws {
    var ends: [Int32] = [0, 0]
    Glibc.pipe(&ends)
    let onlooker = Onlooker(
      StreamSource(path: "-", file: ends[0], ids: FollowedIDs(), options: ReadOptions()))
    func say(_ text: String) {
      _ = Array(text.utf8).withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
    }
    #expect(onlooker.look()?.condition == .waiting)
    say("{\"step\": 1, \"train_loss\": 0.5}\nwords\n{\"step\"")
    #expect(onlooker.points("train_loss") == [[1, 0.5]])
    say(": 2, \"train_loss\": 0.25}")
    close(ends[1])
    let last = onlooker.look()
    #expect(last?.points("train_loss") == [[1, 0.5], [2, 0.25]] && last?.condition == .ended)
    #expect(last?.otherLines.count == 1 && last?.otherLines[0] == "words")
    close(ends[0])
  }

  @Test("The panes of lrviz train are runs of their own, from a pipe and from a file")
  func panes() throws {
    let rows = (1...3).flatMap { epoch in
      (1...2).map {
        "{\"pane\": \($0), \"spec\": \"StepLR(step_size=\($0))\", \"epoch\": \(epoch), \"val_loss\": \($0)}\n"
      }
    }
    var ends: [Int32] = [0, 0]
    Glibc.pipe(&ends)
    let pipe = Onlooker(StreamSource(path: "-", file: ends[0], ids: FollowedIDs(), options: ReadOptions()))
    for row in rows { _ = Array(row.utf8).withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) } }
    pipe.look()
    close(ends[1])
    pipe.look()
    let runs = pipe.source.runs
    #expect(runs.map(\.run.name) == ["pane 1: StepLR(step_size=1)", "pane 2: StepLR(step_size=2)"])
    #expect(runs.map { $0.points("val_loss") } == [1, 2].map { pane in [1, 2, 3].map { [$0, pane] } })
    close(ends[0])

    let scratch = try ScratchFolder()
    scratch.write(rows.joined(), to: "train.jsonl")
    let file = Onlooker(file: scratch.path + "/train.jsonl")
    file.look()
    #expect(file.source.runs.map(\.run.name) == runs.map(\.run.name))
    #expect(Set(file.source.runs.map(\.id)).count == 2, "each has a pane of its own")
    let more = "{\"pane\": 3, \"spec\": \"StepLR(step_size=3)\", \"epoch\": 1, \"val_loss\": 3}\n"
    scratch.append(more, to: "train.jsonl")
    file.look()
    #expect(file.source.runs.count == 3, "as they come")
    let reading = LogReader.read(.file(scratch.path + "/train.jsonl"))
    #expect(reading.runs.map(\.pointCount) == [3, 3, 1])
  }
}
