import Synchronization
import Testing

@testable import Engine

@Suite("The metronome", .timeLimit(.minutes(5)))
struct MetronomeTests {
  private final class Log: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var text: [String] { lines.withLock { $0 } }
  }

  @Test("Everybody has had a turn before anybody is told")
  func turnsBeforeNews() async {
    let (metronome, log) = (Metronome(), Log())
    let (stream, told) = AsyncStream<Void>.makeStream()
    for name in ["a", "b", "c"] {
      metronome.wait(forTickOf: 20_000_000) {
        log.add(name)
        return {
          log.add("told " + name)
          told.yield()
        }
      }
    }
    var news = stream.makeAsyncIterator()
    for _ in 0..<3 { await news.next() }
    #expect(log.text == ["a", "b", "c", "told a", "told b", "told c"])
  }

  @Test("A turn is given once, and without anybody waiting the timer stops", arguments: [1, 1_000_000])
  func silence(interval: UInt64) async throws {
    let (metronome, log) = (Metronome(), Log())
    #expect(metronome.isSilent)
    metronome.wait(forTickOf: interval) {
      log.add("a")
      return nil
    }
    while !metronome.isSilent { await Task.yield() }
    #expect(log.text == ["a"])
  }

  @Test("Runs of different paces do not wait for each other")
  func paces() async {
    let (metronome, log) = (Metronome(), Log())
    metronome.wait(forTickOf: 3_600_000_000_000) {
      log.add("late")
      return nil
    }
    let (stream, told) = AsyncStream<Void>.makeStream()
    metronome.wait(forTickOf: 1000) {
      log.add("soon")
      return { told.finish() }
    }
    for await _ in stream {}
    #expect(log.text == ["soon"])
    #expect(!metronome.isSilent)
  }
}
