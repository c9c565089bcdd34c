import LRSchedulers

/// A row for each epoch, a column for each rate and momentum, as spreadsheets and `lrviz watch` read them.
struct CSVWriter: ScheduleWriter {
  private let plan: PrintPlan

  init(_ plan: PrintPlan) { self.plan = plan }

  func begin(_ output: inout ByteSink) throws(CommandError) {
    let columns = plan.columns { schedule, name in
      plan.schedules.count == 1 ? name : "\(plan.schedules[schedule].spec) \(name)"
    }
    try output.write(CSVText.line(plan.units.columns + columns))
  }

  func write(_ rows: [ScheduleRow], to output: inout ByteSink) throws(CommandError) {
    try write(plan.units.place(rows.first?.epoch ?? 0), to: &output)
    for row in rows {
      try write(row.lrs, to: &output)
      try write(row.momenta, to: &output)
      if !row.others.isEmpty { try write(row.otherCells, to: &output) }
    }
    try output.write("\n")
  }

  private func write(_ place: [Int], to output: inout ByteSink) throws(CommandError) {
    for (index, count) in place.enumerated() {
      if index > 0 { try output.write(",") }
      try output.write(count)
    }
  }

  /// A number needs no quotes.
  private func write(_ values: [Double], to output: inout ByteSink) throws(CommandError) {
    for value in values {
      try output.write(",")
      try output.write(shortest: value)
    }
  }

  private func write(_ cells: [Double?], to output: inout ByteSink) throws(CommandError) {
    for cell in cells {
      try output.write(",")
      if let cell { try output.write(shortest: cell) }
    }
  }
}

extension PrintPlan {
  /// The columns of all schedules: rates, momenta, then the rates in the other futures, each by parameter group.
  ///
  /// - Parameter title: makes the title of the index of a schedule and a name such as `lr` or `lr/pg1`.
  func columns(_ title: (_ schedule: Int, _ name: String) -> String) -> [String] {
    items.indices.flatMap { schedule in
      let kinds = items[schedule].showsMomenta ? ["lr", "momentum"] : ["lr"]
      let futures = hasAssignment(to: schedules[schedule]) ? Future.allButInForce.map(\.key) : []
      return (kinds + futures).flatMap { GroupColumns.names($0, groups: items[schedule].lrs.count) }.map {
        title(schedule, $0)
      }
    }
  }
}
