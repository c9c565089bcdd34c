import LRSchedulers

/// One object a line for each schedule and epoch, shaped as those of `lrviz train`.
struct JSONLinesWriter: ScheduleWriter {
  /// The objects' unchanging start, by schedule.
  private let starts: [String]
  private let units: PlanUnits

  init(_ plan: PrintPlan) {
    units = plan.units
    starts = plan.schedules.enumerated().map {
      "{\"schedule\": \($0 + 1), \"spec\": \(JSONText.string($1.spec)), "
    }
  }

  func write(_ rows: [ScheduleRow], to output: inout ByteSink) throws(CommandError) {
    for index in rows.indices {
      try output.write(starts[index])
      try write(placeOf: rows[index], to: &output)
      try Self.write(rows[index], to: &output)
    }
  }

  /// `"epoch": 12`, or `"step": 540, "epoch": 12`.
  private func write(placeOf row: ScheduleRow, to output: inout ByteSink) throws(CommandError) {
    for (name, count) in zip(units.columns, units.place(row.epoch)) {
      try output.write("\"\(name)\": \(count), ")
    }
  }

  private static func write(_ row: ScheduleRow, to output: inout ByteSink) throws(CommandError) {
    try output.write("\"lr\": ")
    try output.write(json: row.lrs)
    if !row.momenta.isEmpty {
      try output.write(", \"momentum\": ")
      try output.write(json: row.momenta)
    }
    try output.write(", \"events\": ")
    try output.write(row.changes.isEmpty ? "[]" : JSONText.events(row.changes))
    if !row.others.isEmpty { try output.write(", \"futures\": \(futures(row))") }
    try output.write("}\n")
  }

  private static func futures(_ row: ScheduleRow) -> String {
    let members = Future.beside.map { future in
      "\"\(future.key)\": \(row.lrs(future).map(JSONText.numbers) ?? "null")"
    }
    return "{" + members.joined(separator: ", ") + "}"
  }
}

extension JSONText {
  static func events(_ changes: [LRChange]) -> String {
    "[" + changes.map(event).joined(separator: ", ") + "]"
  }

  private static func event(_ change: LRChange) -> String {
    """
    {"epoch": \(change.epoch), \(change.step.map { "\"step\": \($0), " } ?? "")"kind": "\(change.kind.rawValue)", "group": \(change.group), \
    "from": \(number(change.from)), "to": \(number(change.to))}
    """
  }
}
