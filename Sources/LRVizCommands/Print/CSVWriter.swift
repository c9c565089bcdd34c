import LRSchedulers

/// A row for each epoch, a column for each rate and momentum, as spreadsheets and `lrviz watch` read them.
struct CSVWriter: ScheduleWriter {
  private let plan: PrintPlan

  init(_ plan: PrintPlan) { self.plan = plan }

  func begin() -> String {
    let columns = plan.columns { schedule, name in
      plan.schedules.count == 1 ? name : "\(plan.schedules[schedule].spec) \(name)"
    }
    return CSVText.line(plan.units.columns + columns)
  }

  func line(_ rows: [ScheduleRow]) -> String {
    let values = rows.flatMap(\.cells).map { $0.map(NumberText.shortest) ?? "" }
    return CSVText.line(plan.units.place(rows.first?.epoch ?? 0) + values)
  }
}

extension PrintPlan {
  /// The columns of all schedules: rates, momenta, then the rates in the other futures, each by parameter group.
  ///
  /// - Parameter title: makes the title of the index of a schedule and a name such as `lr` or `lr/pg1`.
  func columns(_ title: (_ schedule: Int, _ name: String) -> String) -> [String] {
    let kinds = optimizer == nil ? ["lr"] : ["lr", "momentum"]
    return schedules.indices.flatMap { schedule in
      let futures = hasAssignment(to: schedules[schedule]) ? Future.beside.map(\.key) : []
      return (kinds + futures).flatMap { GroupColumns.names($0, groups: lrs.count) }.map {
        title(schedule, $0)
      }
    }
  }
}
