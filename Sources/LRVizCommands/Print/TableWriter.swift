/// Aligned columns for people, the schedules side by side, with a word where a rate falls.
struct TableWriter: ScheduleWriter {
  private let titles: [String]
  private let widths: [Int]
  private let heading: String
  private let units: PlanUnits

  init(_ plan: PrintPlan) {
    let isAlone = plan.schedules.count == 1
    titles = plan.columns { schedule, name in
      isAlone ? name : "\(schedule + 1) \(plan.schedules[schedule].name)" + (name == "lr" ? "" : " \(name)")
    }
    // `%.6g` takes 12 characters at most.
    widths = titles.map { max(12, $0.count) }
    units = plan.units
    let specs = plan.schedules.map(\.spec)
    heading = isAlone ? "" : specs.enumerated().map { "\($0 + 1) \($1)\n" }.joined() + "\n"
  }

  func begin(_ output: inout ByteSink) throws(CommandError) {
    try output.write(heading + row(units.columns, titles, note: ""))
  }

  func write(_ rows: [ScheduleRow], to output: inout ByteSink) throws(CommandError) {
    let values = rows.flatMap(\.cells).map { cell in cell.map { NumberText.general($0) } ?? "" }
    try output.write(row(units.place(rows.first?.epoch ?? 0).map(String.init), values, note: note(rows)))
  }

  private func row(_ place: [String], _ cells: [String], note: String) -> String {
    let aligned = zip(cells, widths).map { $0.paddedLeft(to: $1) }.joined(separator: "  ")
    let start = place.map { $0.paddedLeft(to: 8) }.joined()
    return start + "  " + aligned + (note.isEmpty ? "" : "  " + note) + "\n"
  }

  /// The kinds of this epoch's changes, with the schedule's number where there are several.
  private func note(_ rows: [ScheduleRow]) -> String {
    let kinds = rows.enumerated().flatMap { index, row in
      Set(row.changes.map(\.kind.rawValue)).sorted().map { rows.count == 1 ? $0 : "\(index + 1) \($0)" }
    }
    return kinds.joined(separator: ", ")
  }
}
