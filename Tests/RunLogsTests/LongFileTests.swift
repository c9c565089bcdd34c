import Foundation
import RunLogs
import Testing

/// Files that are read by two threads.
@Suite("Long files")
struct LongFileTests {
  private func write(_ bytes: [UInt8]) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID()).csv").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test(
    "All bytes in their order, of any length",
    arguments: [0, 1, 1 << 20, 1 << 20 + 1, 1 << 21 - 1, 1 << 21, 1 << 21 + 1, 3 << 20, 1 << 22, 5_000_011])
  func order(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 11) }
    let path = try write(bytes)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var read: [UInt8] = []
    #expect(
      FileBytes.read(path) {
        read.append(contentsOf: $0); return true
      } == nil)
    #expect(read == bytes)
    var pieces = 0
    _ = FileBytes.read(path) { _ in
      pieces += 1
      return false
    }
    #expect(pieces == min(count, 1))
  }

  @Test("Several long logs at once, though only one has the thread that helps")
  func atOnce() async throws {
    let text = "step,loss,lr\n" + (0..<200_000).map { "\($0),0.\($0 % 977),1e-\($0 % 9)\n" }.joined()
    let path = try write(Array(text.utf8))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let expected = try #require(LogReader.read(.file(path)).runs.first)
    #expect(expected.pointCount == 400_000)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          LogReader.read(.file(path)).runs.first?.series.map(\.track) == expected.series.map(\.track)
        }
      }
      for await isEqual in group { #expect(isEqual) }
    }
  }
}
