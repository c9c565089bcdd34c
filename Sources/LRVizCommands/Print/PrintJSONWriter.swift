import JSON
import LRSchedulers

/// One object with the curves of each schedule: `lrs[group][epoch]`.
struct PrintJSONWriter: ScheduleWriter {
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
    var json = JSONWriter()
    json.beginObject()
    json.name("schedules")
    json.beginArray()
    for (index, item) in plan.items.enumerated() {
      if index > 0 { json.newLine(indent: 2) }
      write(item, curves[index], to: &json)
      try output.take(&json)
    }
    json.endArray()
    json.endObject()
    json.newLine()
    try output.take(&json)
  }

  private func write(_ item: SpecSchedule, _ curves: Curves, to json: inout JSONWriter) {
    json.object { json in
      json.member("spec", item.schedule.spec)
      json.member("optimizer", item.optimizerSpec)
      json.member("interval", plan.units.interval.rawValue)
      json.member("epochs", plan.epochs)
      if plan.units.interval == .step, let count = plan.units.stepsPerEpoch {
        json.member("steps_per_epoch", count)
      }
      if let line = item.line { json.member("line", line) }
      if let cell = item.cell { json.member("cell", cell) }
      if !item.assumed.isEmpty { json.member("assumed", item.assumed) }
      json.member("lrs", curves.lrs)
      if item.showsMomenta { json.member("momenta", curves.momenta) }
      json.member("events", curves.changes)
      curves.futures.write(to: &json)
    }
  }
}
