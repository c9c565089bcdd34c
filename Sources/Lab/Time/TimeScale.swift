import Charts

/// What the x of all charts counts, and the stretch of it that is shown.
///
/// Epochs and steps are counted from 1 as they are completed: epoch 10 of 45 steps ends at step 450, and what is measured
/// at its end stands there. A rate in force at step `s` stands at `s`. Where a pane's own counts stand, its ``Clock`` knows.
package struct TimeScale: Sendable, Equatable {
  package enum Unit: String, Sendable {
    case epoch, step
    /// Seconds since a run began.
    case seconds
    /// Seconds since 1970.
    case time
    /// Lines of a log that has neither.
    case line
  }

  package var unit: Unit
  /// The first and the last x that is shown: zooming and panning change nothing else.
  package var domain: ClosedRange<Double>
  /// The ruler under the first, where it is right for all panes.
  package var ruler: SecondRuler?

  package init(_ unit: Unit, _ domain: ClosedRange<Double>, ruler: SecondRuler? = nil) {
    self.unit = unit
    self.domain = domain
    self.ruler = ruler
  }

  package var start: Double { domain.lowerBound }
  package var end: Double { domain.upperBound }

  func clamped(_ x: Double) -> Double { min(max(x, start), end) }
}

extension TimeScale.Unit {
  /// What a ruler calls it.
  var name: String { self == .seconds ? "since start" : rawValue }

  /// What there are of it.
  var plural: String {
    switch self {
    case .epoch: "epochs"
    case .step: "steps"
    case .seconds, .time: "times"
    case .line: "lines"
    }
  }

  var labels: Axis.Labels {
    switch self {
    case .epoch, .step, .line: .count
    case .seconds: .elapsed
    case .time: .clock
    }
  }
}

extension TimeScale {
  /// A place on it, for a readout.
  func text(of x: Double) -> String {
    switch unit {
    case .epoch, .step, .line: CountText.of(x)
    case .seconds: TimeText.elapsed(x)
    case .time: TimeText.clock(x)
    }
  }
}

extension Lab {
  /// The x that all charts share, and what is shown of it.
  package var scale: TimeScale {
    var scale = wholeScale
    if let zoom { scale.domain = zoom.shown(of: scale.domain, dataEnd: dataEnd(scale)) }
    return scale
  }

  /// All of it.
  var wholeScale: TimeScale { isWatching ? logScale : trainingScale }

  /// Epochs, or steps as soon as one pane's scheduler steps with every batch.
  private var trainingScale: TimeScale {
    let clocks = panes.indices.map { panes[$0].clock }
    let unit: TimeScale.Unit = clocks.contains(where: \.countsSteps) ? .step : .epoch
    var scale = TimeScale(unit, 1...1)
    let ends = panes.indices.compactMap { index in
      clocks[index].x(of: .epochEnd(Double(panes[index].epochs)), on: scale)
    }
    scale.domain = 1...max(1, ends.max() ?? 1)
    let rulers = clocks.map { $0.ruler(on: scale) }
    if let first = rulers.first, rulers.allSatisfy({ $0 == first }) { scale.ruler = first }
    return scale
  }
}
