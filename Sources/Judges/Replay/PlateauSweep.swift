import LRSchedulers

/// A parameter with the values that a sweep gives it.
package struct SweepAxis: Sendable, Equatable {
  package var name: String
  package var values: [ParameterValue]

  package init(name: String, values: [ParameterValue]) {
    (self.name, self.values) = (name, values)
  }
}

/// A schedule on the same metrics with every combination of some arguments.
package struct PlateauSweep: Sendable {
  /// What a combination did.
  package struct Row: Sendable, Equatable {
    /// In the order of the axes.
    package var values: [ParameterValue]
    /// The first epochs at a new rate, counted from 1.
    package var cuts: [Int]
    package var finalLR: Double
  }

  /// As many combinations are made at most.
  package static let limit = 10_000_000

  package let axes: [SweepAxis]
  private let schedule: Schedule
  private let groups: [ParameterGroup]
  private let metrics: [Double]

  /// - Throws: a schedule that follows no metric, a name that is none of its parameters, a value that it refuses, or more
  ///   combinations than ``limit``.
  package init(
    _ schedule: Schedule, groups: [ParameterGroup], metrics: [Double], axes: [SweepAxis]
  ) throws(SchedulerError) {
    guard schedule.needsMetric else { throw PlateauReplay.noMetric(schedule) }
    var count = 1
    for axis in axes {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis.values.count)
      guard !overflow, product <= Self.limit else {
        throw SchedulerError(.value, "the sweep has more than \(Self.limit) combinations")
      }
      count = product
      for value in axis.values { try schedule.setting(axis.name, to: value).validate(groups: groups) }
    }
    (self.schedule, self.groups, self.metrics, self.axes) = (schedule, groups, metrics, axes)
  }

  package var count: Int { axes.reduce(1) { $0 * $1.values.count } }

  /// What combinations do; the last axis varies fastest.
  ///
  /// - Throws: what the library raises.
  package func rows(_ range: Range<Int>) throws(SchedulerError) -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(range.count)
    for index in range { rows.append(try row(index)) }
    return rows
  }

  private func row(_ index: Int) throws(SchedulerError) -> Row {
    let values = values(of: index)
    var schedule = schedule
    for (axis, value) in zip(axes, values) { schedule = try schedule.setting(axis.name, to: value) }
    var cuts: [Int] = []
    if let kernel = PlateauKernel(schedule) {
      let lr = metrics.withUnsafeBufferPointer { metrics in
        kernel.run(metrics, lr: groups[0].lr) { cuts.append($0) }
      }
      return Row(values: values, cuts: cuts, finalLR: lr)
    }
    let replay = try PlateauReplay(schedule, groups: groups, metrics: metrics)
    return Row(
      values: values, cuts: replay.cuts.filter { $0.group == 0 }.map(\.epoch), finalLR: replay.finalLRs[0])
  }

  private func values(of index: Int) -> [ParameterValue] {
    var (rest, values) = (index, [ParameterValue]())
    for axis in axes.reversed() {
      values.append(axis.values[rest % axis.values.count])
      rest /= axis.values.count
    }
    return values.reversed()
  }
}
