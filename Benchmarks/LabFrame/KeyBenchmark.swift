import Canvas
import LRSchedulers
import Lab
import Training

/// What a key costs that changes a parameter of a SequentialLR with a plan of so many steps.
struct KeyBenchmark {
  private var lab: Lab
  private let clock = ContinuousClock()

  init(steps: Int) throws {
    let spec =
      "SequentialLR([LinearLR(0.1, total_iters=500), CosineAnnealingLR(T_max=\(steps))], milestones=[500])"
    let configuration = RunConfiguration(
      schedule: try Schedule(parsing: spec), workload: "mock", epochs: steps)
    lab = Lab([configuration], size: Size(width: 200, height: 60))
    complete()
    // To T_max, the last parameter but one.
    for _ in 0..<4 { _ = lab.update(.key(.down)) }
  }

  /// Milliseconds from the key until the next frame is drawn, and until the chart is complete; the medians of eleven.
  mutating func measured() -> (frame: Double, complete: Double) {
    var (frames, wholes) = ([Double](), [Double]())
    for key in (0..<11).map({ $0 % 2 == 0 ? KeyEvent.right : .left }) {
      let start = clock.now
      _ = lab.update(.key(key))
      draw()
      frames.append(start.duration(to: clock.now) / .milliseconds(1))
      complete()
      draw()
      wholes.append(start.duration(to: clock.now) / .milliseconds(1))
    }
    return (frames.sorted()[5], wholes.sorted()[5])
  }

  /// As the event loop does it: slices of a few milliseconds, a frame thirty times a second.
  private mutating func complete() {
    var (steps, drawn) = (2_048, clock.now)
    while lab.isPlanning {
      let time = clock.measure { _ = lab.update(.plan(steps: steps)) }
      steps = max(256, Int(Double(steps) * min(2, .milliseconds(3) / max(time, .nanoseconds(1)))))
      guard drawn.duration(to: clock.now) > .milliseconds(33) else { continue }
      draw()
      drawn = clock.now
    }
  }

  private func draw() {
    guard lab.frame.cells.isEmpty else { return }
    print("nothing was drawn")
  }
}
