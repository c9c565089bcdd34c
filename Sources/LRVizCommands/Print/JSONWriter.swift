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

  mutating func line(_ rows: [ScheduleRow]) -> String {
    for (index, row) in rows.enumerated() { curves[index].append(row) }
    return ""
  }

  func end() -> String {
    let objects = zip(plan.schedules, curves).map(object)
    return "{\"schedules\": [" + objects.joined(separator: ",\n  ") + "]}\n"
  }

  private func object(_ schedule: Schedule, _ curves: Curves) -> String {
    let momenta = plan.optimizer == nil ? "" : ", \"momenta\": \(Self.matrix(curves.momenta))"
    return """
      {"spec": \(JSONText.string(schedule.spec)), "optimizer": \(JSONText.string(plan.optimizerSpec)), \
      "epochs": \(plan.epochs), \(interval)"lrs": \(Self.matrix(curves.lrs))\(momenta), \
      "events": \(JSONText.events(curves.changes))\(curves.futures.json)}
      """
  }

  /// Said where "epochs" counts something else.
  private var interval: String {
    guard plan.units.interval == .step else { return "" }
    let length = plan.units.stepsPerEpoch.map { "\"steps_per_epoch\": \($0), " } ?? ""
    return "\"interval\": \"step\", " + length
  }

  static func matrix(_ rows: [[Double]]) -> String {
    "[" + rows.map { JSONText.numbers($0) }.joined(separator: ", ") + "]"
  }
}
