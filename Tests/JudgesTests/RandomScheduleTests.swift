import Foundation
import LRSchedulers
import RunLogs
import Testing

@testable import Judges

/// Random schedules of the kinds that few digits hide, over lengths, digits and windows: each is found by its name, and its plan gives the rates
/// of all steps back, those between the rows too.
@Suite("Identification of random schedules")
struct RandomScheduleTests {
  @Test("One-cycles", arguments: 0..<8)
  func oneCycles(seed: Int) throws { try expectFound(.oneCycle, seed) }

  @Test("Warm-up, stable and decay", arguments: 0..<8)
  func stable(seed: Int) throws { try expectFound(.stable, seed) }

  @Test("Megatron's, down to a lowest rate", arguments: 0..<8)
  func megatron(seed: Int) throws { try expectFound(.megatron, seed) }

  @Test("Restarts, each longer than the one before, begun late and ended within one", arguments: 0..<8)
  func restarts(seed: Int) throws { try expectFound(.restarts, seed) }

  @Test("Windows of a line that falls", arguments: 0..<8)
  func falls(seed: Int) throws { try expectFound(.lateFall, seed) }

  @Test("Windows of a warm-up", arguments: 0..<8)
  func warmups(seed: Int) throws { try expectFound(.lateRise, seed) }

  @Test(
    "A hundred thousand rows of three digits",
    arguments: [RandomSchedule.Kind.oneCycle, .stable, .megatron, .restarts], [1])
  func long(kind: RandomSchedule.Kind, seed: Int) throws {
    try expectFound(kind, seed, rows: 100_000, digits: 3)
  }

  private func expectFound(
    _ kind: RandomSchedule.Kind, _ seed: Int, rows: Int = 3_000, digits: Int? = nil
  ) throws {
    let run = RandomSchedule(kind, seed: seed, rows: rows, digits: digits)
    let rates = try WrittenRun.rates(run.spec, lr: run.lr, count: run.last)
    let logged = try #require(run.logged(rates))
    let all = Identification.candidates(logged).filter(\.isExact)
    let found = try #require(
      all.first { run.names.isEmpty || run.names.contains($0.schedule.name) },
      "\(run): \(all.map(\.schedule.spec))")
    let again = try WrittenRun.rates(found.schedule.spec, lr: found.lr, count: run.last)
    let window = run.first..<run.last
    let mean = window.reduce(0) { $0 + abs(again[$1] - rates[$1]) } / Double(window.count)
    let top = window.map { rates[$0] }.max() ?? 0
    #expect(mean <= (run.digits < 4 ? 4e-3 : 2e-3) * top, "\(run): \(found.schedule.spec), lr \(found.lr)")
  }
}
