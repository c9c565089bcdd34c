/// A row for each epoch, a column for each rate and momentum, as spreadsheets and `lrviz watch` read them.
struct CSVWriter: ScheduleWriter {
  private let plan: PrintPlan

  init(_ plan: PrintPlan) { self.plan = plan }

  func begin() -> String {
    let columns = plan.columns { schedule, name in
      plan.schedules.count == 1 ? name : "\(plan.schedules[schedule].spec) \(name)"
    }
    return CSVText.line(["epoch"] + columns)
  }

  func line(_ rows: [ScheduleRow]) -> String {
    let values = rows.flatMap { $0.lrs + $0.momenta }.map(NumberText.shortest)
    return CSVText.line([String(rows.first?.epoch ?? 0)] + values)
  }
}

extension PrintPlan {
  /// The columns of all schedules: rates, then momenta, each by parameter group.
  ///
  /// - Parameter title: makes the title of the index of a schedule and a name such as `lr` or `lr/pg1`.
  func columns(_ title: (_ schedule: Int, _ name: String) -> String) -> [String] {
    let kinds = optimizer == nil ? ["lr"] : ["lr", "momentum"]
    let names = kinds.flatMap { GroupColumns.names($0, groups: lrs.count) }
    return schedules.indices.flatMap { schedule in names.map { title(schedule, $0) } }
  }
}
