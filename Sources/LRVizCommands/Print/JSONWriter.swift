import LRSchedulers

/// One object with the curves of each schedule: `lrs[group][epoch]`.
struct JSONWriter: ScheduleWriter {
  private let plan: PrintPlan
  private var curves: [Curves]

  /// What is kept of a schedule until the end.
  struct Curves {
    var lrs: [[Double]] = []
    var momenta: [[Double]] = []
    var changes: [LRChange] = []
    var futures = FutureCurves()

    mutating func append(_ row: ScheduleRow) {
      Self.append(row.lrs, to: &lrs)
      Self.append(row.momenta, to: &momenta)
      changes += row.changes
      futures.append(row)
    }

    static func append(_ values: [Double], to columns: inout [[Double]]) {
      if columns.isEmpty { columns = values.map { _ in [] } }
      for (index, value) in values.enumerated() { columns[index].append(value) }
    }
  }

  init(_ plan: PrintPlan) {
    self.plan = plan
    curves = plan.schedules.map { _ in Curves() }
  }

  mutating func write(_ rows: [ScheduleRow], to output: inout ByteSink) throws(CommandError) {
    for index in rows.indices { curves[index].append(rows[index]) }
  }

  func end(_ output: inout ByteSink) throws(CommandError) {
    try output.write("{\"schedules\": [")
    for (index, schedule) in plan.schedules.enumerated() {
      if index > 0 { try output.write(",\n  ") }
      try write(schedule, curves[index], to: &output)
    }
    try output.write("]}\n")
  }

  private func write(_ schedule: Schedule, _ curves: Curves, to output: inout ByteSink) throws(CommandError) {
    try output.write(
      """
      {"spec": \(JSONText.string(schedule.spec)), "optimizer": \(JSONText.string(plan.optimizerSpec)), \
      "epochs": \(plan.epochs), \(interval)"lrs":\u{20}
      """)
    try write(curves.lrs, to: &output)
    if plan.showsMomenta {
      try output.write(", \"momenta\": ")
      try write(curves.momenta, to: &output)
    }
    try output.write(", \"events\": \(JSONText.events(curves.changes))\(curves.futures.json)}")
  }

  /// Said where "epochs" counts something else.
  private var interval: String {
    guard plan.units.interval == .step else { return "" }
    let length = plan.units.stepsPerEpoch.map { "\"steps_per_epoch\": \($0), " } ?? ""
    return "\"interval\": \"step\", " + length
  }

  private func write(_ rows: [[Double]], to output: inout ByteSink) throws(CommandError) {
    try output.write("[")
    for index in rows.indices {
      if index > 0 { try output.write(", ") }
      try output.write(json: rows[index])
    }
    try output.write("]")
  }
}
