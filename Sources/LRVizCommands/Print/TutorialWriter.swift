import Charts

/// The lines of the tutorial: `Epoch 1, Current LR: 1.00e-01`.
struct TutorialWriter: ScheduleWriter {
  private let unit: String

  init(_ plan: PrintPlan) { unit = plan.units.interval == .step ? "Step" : "Epoch" }

  func line(_ rows: [ScheduleRow]) -> String {
    rows.map {
      "\(unit) \($0.epoch), Current LR: \($0.lrs.map(NumberFormat.lr.text).joined(separator: ", "))\n"
    }
    .joined()
  }
}
