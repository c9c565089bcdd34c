import Charts

/// A moment as a pane counts it, from 1.
package enum Moment: Sendable, Equatable {
  /// When an epoch begins: a rate set for it is in force from here on.
  case epochStart(Double)
  /// When an epoch is complete: what is measured at its end stands here.
  case epochEnd(Double)
  case step(Double)
  /// An x of a log, as the log has it.
  case logged(Double)
}

/// How a pane counts: what joins its own epochs and steps to a scale that it shares with panes that count otherwise.
package struct Clock: Sendable, Equatable {
  /// Optimizer steps of an epoch; nil where that is not known.
  package var stepsPerEpoch: Double?
  /// Whether its rates change with every step, not with every epoch.
  package var countsSteps: Bool
  /// What all numbers of a log count; nil for a pane that trains.
  private(set) var axis: TimeScale.Unit?
  /// Of a log: the epoch at step 0.
  private var epochAtZero = 0.0
  /// Of a log: the x at which it begins.
  private var start = 0.0

  package init(stepsPerEpoch: Double?, countsSteps: Bool = false) {
    self.stepsPerEpoch = stepsPerEpoch.flatMap { $0 >= 1 ? $0 : nil }
    self.countsSteps = countsSteps
  }

  /// That of a log.
  ///
  /// - Parameters:
  ///   - axis: what its x counts.
  ///   - stepsPerEpoch: where steps and epochs were logged together.
  ///   - epochAtZero: the epoch at step 0, where both were.
  ///   - start: its first x.
  init(axis: TimeScale.Unit, stepsPerEpoch: Double?, epochAtZero: Double, start: Double) {
    self.init(stepsPerEpoch: stepsPerEpoch, countsSteps: axis == .step)
    self.axis = axis
    self.epochAtZero = epochAtZero
    self.start = start
  }

  /// What a number of the pane counts.
  package enum Count: Sendable {
    case epochStart, epochEnd, step, logged
  }

  /// Where the pane's counts stand on a scale; nil where the clock cannot know.
  package func placement(of count: Count, on scale: TimeScale) -> Placement? {
    if let axis { return placement(of: axis, on: scale.unit) }
    return switch (scale.unit, count) {
    case (.epoch, .epochStart), (.epoch, .epochEnd), (.step, .step): Placement()
    case (.epoch, .step): stepsPerEpoch.map { Placement(scale: 1 / $0, offset: 1 - 1 / $0) }
    case (.step, .epochStart): stepsPerEpoch.map { Placement(scale: $0, offset: 1 - $0) }
    case (.step, .epochEnd): stepsPerEpoch.map { Placement(scale: $0) }
    case (.seconds, _), (.time, _), (.line, _), (_, .logged): nil
    }
  }

  /// Of a log, whose numbers all count the same.
  private func placement(of axis: TimeScale.Unit, on unit: TimeScale.Unit) -> Placement? {
    switch (unit, axis) {
    case (.seconds, .time): Placement(offset: -start)
    case (.epoch, .step): stepsPerEpoch.map { Placement(scale: 1 / $0, offset: epochAtZero) }
    case (.step, .epoch): stepsPerEpoch.map { Placement(scale: $0, offset: -epochAtZero * $0) }
    default: unit == axis ? Placement() : nil
    }
  }

  package func x(of moment: Moment, on scale: TimeScale) -> Double? {
    switch moment {
    case .epochStart(let epoch): placement(of: .epochStart, on: scale)?.x(epoch)
    case .epochEnd(let epoch): placement(of: .epochEnd, on: scale)?.x(epoch)
    case .step(let step): placement(of: .step, on: scale)?.x(step)
    case .logged(let x): placement(of: .logged, on: scale)?.x(x)
    }
  }

  /// What its measurements count.
  var measureCount: Count { axis == nil ? .epochEnd : .logged }

  /// What its rates count.
  package var rateCount: Count { axis != nil ? .logged : countsSteps ? .step : .epochStart }

  /// The epoch that an x belongs to, counted from 1.
  package func epoch(at x: Double, on scale: TimeScale) -> Double? { count(.epochStart, at: x, on: scale) }

  /// The last count that begins at an x or before it.
  package func count(_ count: Count, at x: Double, on scale: TimeScale) -> Double? {
    // What a division leaves short of a whole number is that number.
    placement(of: count, on: scale).map { ($0.trackX(x) + 1e-9).rounded(.down) }
  }

  /// The ruler of the pane's epochs under one of steps; nil where it would count the same.
  package func ruler(on scale: TimeScale) -> SecondRuler? {
    guard scale.unit == .step, stepsPerEpoch != 1 || epochAtZero != 0 else { return nil }
    return stepsPerEpoch.map { SecondRuler(name: "epoch", factor: 1 / $0, offset: epochAtZero) }
  }
}
