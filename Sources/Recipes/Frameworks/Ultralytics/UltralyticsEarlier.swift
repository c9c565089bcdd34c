import LRSchedulers

/// Ultralytics' trainer from 8.0 to 8.3, whose runs are in most files of the kind, by `engine/trainer.py` of 8.3.150 and 8.2.50.
enum UltralyticsEarlier {
  /// Keys of every args.yaml that a run has written.
  private static let whole = ["task", "mode", "model", "hsv_h", "nbs", "tracker", "save_period"]

  /// Whether a file is all that a run of these releases wrote: one of 8.4 has the key of rotated boxes too.
  static func wrote(_ part: ConfigurationPart) -> Bool {
    part.form == .yaml && part.count(of: whole) == whole.count && part["angle"] == nil
  }

  /// What auto took above 10,000 iterations.
  static let longAuto = ["optimizer='SGD'", "lr0=0.01", "momentum=0.9", "warmup_bias_lr=0.0"]

  /// The warm-up in batches, at least 100.
  static func warmup(_ reader: RecipeReader, batches: Int) throws(SpecError) -> [String] {
    let share = try reader.number("warmup_epochs")
    reader.rules.append("by 8.3, as the file has no key of 8.4")
    guard share > 0 else {
      reader.rules.append("warm-up: none")
      return []
    }
    let warmup = max(Int(saturating: (share * Double(batches)).rounded(.toNearestOrEven)), 100)
    reader.rules.append(
      "warm-up: max(round(\(RuleText.number(share)) x \(RuleText.count(batches))), 100) = \(RuleText.count(warmup)) batches"
    )
    return ["nw=\(warmup)"]
  }
}
