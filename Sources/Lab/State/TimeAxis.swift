import Charts
import Training

/// What the x of all charts counts: epochs, or optimizer steps as soon as one pane's scheduler steps with every batch.
///
/// Steps and epochs are both counted as they are completed: epoch 10 of 45 steps ends at x = 450, and what is measured at
/// its end stands there. A rate in force at step `s` stands at x = `s`.
struct TimeAxis: Sendable, Equatable {
  let epochs: Int
  /// nil while epochs are counted.
  let stepsPerEpoch: Int?

  /// The last x.
  var end: Int { epochs * (stepsPerEpoch ?? 1) }

  /// Counts of the axis in an epoch.
  var countsPerEpoch: Int { stepsPerEpoch ?? 1 }

  var unit: String { stepsPerEpoch == nil ? "epoch" : "step" }

  /// The first x of an epoch.
  func start(ofEpoch epoch: Int) -> Int { (epoch - 1) * countsPerEpoch + 1 }

  /// The epoch an x belongs to.
  func epoch(at x: Int) -> Int { (x - 1) / countsPerEpoch + 1 }

  /// The ruler of epochs under that of steps.
  var secondRuler: SecondRuler? {
    stepsPerEpoch.map { SecondRuler(name: "epoch", factor: 1 / Double($0)) }
  }

  /// The same time on another axis.
  func moved(_ x: Int, to other: TimeAxis) -> Int {
    guard countsPerEpoch != other.countsPerEpoch else { return min(x, other.end) }
    return min(other.start(ofEpoch: epoch(at: x)), other.end)
  }
}

extension TimeAxis {
  /// A line of what is in force from a moment on, such as a rate, by the counts of `pane`'s scheduler.
  func placed(_ line: PlotLine, of pane: Pane) -> PlotLine {
    let counts = pane.stepsPerEpoch == nil ? Double(countsPerEpoch) : 1
    return line.placed(scale: counts, offset: 1 - counts)
  }

  /// Where a count of a pane's scheduler stands.
  func x(of count: Int, in pane: Pane) -> Int {
    guard pane.stepsPerEpoch == nil else { return count }
    return (count - 1).multipliedReportingOverflow(by: countsPerEpoch).partialValue + 1
  }

  /// A line of what is measured at the ends of epochs.
  func placed(measured line: PlotLine) -> PlotLine {
    line.placed(scale: Double(countsPerEpoch))
  }
}

extension Pane {
  /// Steps of an epoch where the scheduler steps with every batch; nil where it steps once an epoch.
  var stepsPerEpoch: Int? { configuration.interval == .step ? configuration.stepsPerEpoch : nil }
}

extension Lab {
  /// The x axis that all charts share.
  var time: TimeAxis {
    let stepping = panes.indices.first { panes[$0].configuration.interval == .step }
    return TimeAxis(epochs: epochs, stepsPerEpoch: stepping.flatMap { panes[$0].stepsPerEpoch })
  }
}
