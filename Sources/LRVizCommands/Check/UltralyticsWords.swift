import Judges

/// A schedule of Ultralytics' and YOLOv5's trainers by their own settings, and what the rows at the ends of epochs do not tell.
enum UltralyticsWords {
  /// None for a log of other rows.
  static func lines(_ best: Identified) -> [String] {
    guard let rows = best.rowsOfEpochs else { return [] }
    func number(_ name: String) -> Double { best.schedule.value(of: name)?.number?.doubleValue ?? .nan }
    let start = number("warmup_epochs")
    let words = [
      "lr0=\(NumberText.general(best.lr))", "lrf=\(NumberText.general(number("lrf")))",
      "\(NumberText.general(number("epochs"))) epochs",
      best.unexplainedRows != nil
        ? "a warm-up" : start > 0 ? "warmup_epochs=\(NumberText.general(start))" : "no warm-up in the rows",
      best.schedule.value(of: "cos_lr") == .bool(true) ? "cosine" : "linear",
    ]
    let late =
      rows == .lastBatch
      ? ""
      : ", and behind the warm-up the scheduler is one epoch late, as those of YOLOv5 and Ultralytics 8.0 are"
    return [
      "  Ultralytics: \(words.joined(separator: ", "))",
      "  a row has the rate of its epoch's last batch\(late)", untold(best),
    ]
  }

  private static func untold(_ best: Identified) -> String {
    if let rows = best.unexplainedRows {
      return
        "  its first \(rows) rows are of a warm-up that fits no rule; the rows behind it tell nothing of the batches of an epoch"
    }
    guard let allowed = best.allowedStepsPerEpoch, allowed.count > 1 else {
      return "  batches of an epoch: \(best.stepsPerEpoch ?? 0)"
    }
    return
      "  batches of an epoch cannot be told: the rows allow \(allowed.lowerBound) to \(allowed.upperBound)"
  }
}
