import LogFuzzing
import RunLogs
import Testing

/// A run that starts over in the same file begins a segment of its curves; what it says of itself again is no point.
@Suite("Several starts in one file")
struct SecondStartTests {
  /// The series of a log: x and value of each point.
  private func points(_ text: String, _ format: String) -> [String: [[Double]]] {
    let run = LogCheck.run(Array(text.utf8), format, cut: 1 << 20)
    return Dictionary(uniqueKeysWithValues: run.series.map { ($0.name, $0.points) })
  }

  private static let lines = [
    "lr = 0.1", "learning_rate: 0.0003", "Overriding: learning_rate = 0.0003", "base_lr 0.6",
  ]

  @Test("Settings in front of a second and a third start", arguments: lines)
  func restated(line: String) {
    let run = "\(line)\nmax_iters = 20\nstep 0: loss 3.5\nstep 10: loss 2.5\nstep 20: loss 1.5\n"
    for starts in 1...3 {
      let found = points(String(repeating: run, count: starts), "text")
      let one: [[Double]] = [[0, 3.5], [10, 2.5], [20, 1.5]]
      let wanted = Array(repeating: one, count: starts).flatMap(\.self)
      #expect(found == ["loss": wanted], "\(starts) starts")
    }
  }

  @Test("Rates that are said again and again are points, also where the run starts over")
  func rates() {
    let run = (0..<3).map { "Epoch \($0) loss: 0.\(9 - $0)\nUpdating learning rate to 0.00\(5 - $0)\n" }
      .joined()
    let found = points(run + run, "text")
    #expect(found["Updating learning rate"]?.map { $0[1] } == [0.005, 0.004, 0.003, 0.005, 0.004, 0.003])
  }

  @Test("Segments in every format that has lines", arguments: ["text", "jsonl", "csv"])
  func segments(format: String) {
    func run(_ count: Int) -> String {
      let head =
        format == "csv" ? "step,loss\n" : format == "jsonl" ? "{\"config\": {\"lr\": 0.1}}\n" : "lr = 0.1\n"
      return head
        + (0..<count).map { step in
          switch format {
          case "csv": "\(step),0.\(step + 1)\n"
          case "jsonl": "{\"step\": \(step), \"loss\": 0.\(step + 1)}\n"
          default: "step \(step) loss 0.\(step + 1)\n"
          }
        }.joined()
    }
    let both = LogCheck.run(Array((run(5) + run(8)).utf8), format, cut: 1 << 20)
    let loss = both.series(named: "loss")
    #expect(both.series.count == 1)
    #expect(loss?.track.count == 13)
    #expect(loss?.track.segments == [0, 5])
  }
}
