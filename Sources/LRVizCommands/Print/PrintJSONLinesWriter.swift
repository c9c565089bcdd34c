import JSON
import LRSchedulers

/// One object a line for each schedule and epoch, shaped as those of `lrviz train`.
struct PrintJSONLinesWriter: ScheduleWriter {
  private let specs: [String]
  private let units: PlanUnits
  private var json = JSONWriter()

  init(_ plan: PrintPlan) {
    units = plan.units
    specs = plan.schedules.map(\.spec)
  }

  mutating func write(_ rows: [ScheduleRow], to output: inout ByteSink) throws(CommandError) {
    for index in rows.indices {
      write(rows[index], index)
      try output.take(&json)
    }
  }

  private mutating func write(_ row: ScheduleRow, _ index: Int) {
    json.beginObject()
    json.member("schedule", index + 1)
    json.member("spec", specs[index])
    // `"epoch": 12`, or `"step": 540, "epoch": 12`.
    for (name, count) in zip(units.columns, units.place(row.epoch)) { json.member(name, count) }
    json.member("lr", row.lrs)
    if !row.momenta.isEmpty { json.member("momentum", row.momenta) }
    json.member("events", row.changes)
    if !row.others.isEmpty { writeFutures(of: row) }
    json.endObject()
    json.newLine()
  }

  private mutating func writeFutures(of row: ScheduleRow) {
    json.name("futures")
    json.beginObject()
    for future in Future.allButInForce {
      json.name(future.key)
      if let rates = row.lrs(future) { json.write(rates) } else { json.null() }
    }
    json.endObject()
  }
}
