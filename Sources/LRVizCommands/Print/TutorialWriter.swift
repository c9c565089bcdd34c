import Charts

/// The lines of the tutorial: `Epoch 1, Current LR: 1.00e-01`.
struct TutorialWriter: ScheduleWriter {
  private let unit: String

  init(_ plan: PrintPlan) { unit = plan.units.interval == .step ? "Step" : "Epoch" }

  func write(_ rows: [ScheduleRow], to output: inout ByteSink) throws(CommandError) {
    for row in rows {
      let rates = row.lrs.map(NumberFormat.lr.text).joined(separator: ", ")
      try output.write("\(unit) \(row.epoch), Current LR: \(rates)\n")
    }
  }
}
