import Following
import RunLogs
import Testing

@testable import Lab

/// `X`: what the x of logs counts, of what they have.
@Suite struct LogAxisTests {
  private static let steps = (1...9).map { "step \($0): loss 0.\($0) lr 0.001\n" }.joined()
  private static let timed = (1...9).map { "2026-03-01 10:00:0\($0) step \($0): loss 0.\($0) lr 0.001\n" }
    .joined()
  private static let both = "step,epoch,loss,lr\n" + (1...9).map { "\($0 * 10),\($0),0.\($0),0.1\n" }.joined()

  /// What the log is asked for.
  private func commands(_ effects: [LabEffect]) -> [LogCommand] {
    effects.compactMap { if case .logs(let command) = $0 { command } else { nil } }
  }

  @Test("A log without times is not read for them, and it is said what it lacks")
  func lacking() {
    var lab = LogSamples.lab([Self.steps])
    #expect(commands(lab.press("X")) == [] && lab.scale.unit == .step)
    #expect(lab.notice?.text == "this log has no epochs, no times and no lines: its x is the step")
  }

  @Test("What it has comes one after the other, what it lacks is skipped and named")
  func skipping() {
    var lab = LogSamples.lab([Self.both])
    #expect(commands(lab.press("X")) == [] && lab.scale.unit == .epoch)
    #expect(lab.notice?.text == "x is the epoch")
    #expect(commands(lab.press("X")) == [] && lab.scale.unit == .step)
    #expect(lab.notice?.text == "x is the step; this log has no times and no lines")
  }

  @Test("Times are read, then counted from the start, then the log is read as it counts itself")
  func times() {
    var lab = LogSamples.lab([Self.timed])
    #expect(commands(lab.press("X")) == [.reread(.time)])
    #expect(lab.notice?.text == "x is the time; this log has no epochs")
    var options = ReadOptions()
    options.x = .axis(.time)
    let run = LogSamples.run(Self.timed, options: options)
    #expect(run.run.axis == .time)
    _ = lab.update(.logs([.run(run)], now: LogSamples.now))
    #expect(lab.scale.text(of: run.run.series[0].track.x(at: 4)) == "2026-03-01 10:00:05")
    #expect(commands(lab.press("X")) == [] && lab.scale.unit == .seconds)
    #expect(lab.scale.text(of: 3_725) == "1h02" && lab.scale.text(of: 200_000) == "2d7h")
    for far in [1e12, -1e20, 1e290, .infinity, .nan] {
      #expect(lab.scale.text(of: far) == CountText.of(far) && TimeText.clock(far) == CountText.of(far))
    }
    #expect(commands(lab.press("X")) == [.reread(nil)] && lab.display.logUnit == .step)
    #expect(lab.notice?.text == "x is the step; this log has no lines")
  }

  @Test("What most logs can be shown over is the x of all; the comparison names the others")
  func sharing() {
    let epochs = LogSamples.csv(1...20)
    var lab = LogSamples.lab([Self.steps, epochs, Self.both, epochs], 120, 40)
    #expect(lab.scale.unit == .epoch)
    lab.press("o")
    let text = lab.frame.text
    #expect(text.contains("1: no epochs (X)"))
    #expect(LogSamples.lab([Self.steps, epochs]).scale.unit == .step)
    #expect(LogSamples.lab([Self.both, Self.both]).scale.unit == .step)
    #expect(LogSamples.lab([]).scale.unit == .step)
  }

  @Test("What came through a pipe has the x that it has")
  func pipe() {
    var lab = LogSamples.lab([])
    _ = lab.update(.logs([.run(LogSamples.run(Self.timed, path: "-"))], now: LogSamples.now))
    #expect(commands(lab.press("X")) == [] && lab.scale.unit == .step)
    #expect(lab.notice?.text == "a pipe cannot be read again for its times: its x is the step")
  }
}
