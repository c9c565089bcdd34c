/// Names of columns and members that say which of several runs a row is of.
enum RunKey {
  private static let counted: Set<String> = [
    "run", "run_id", "runid", "run id", "run_name", "run name", "run_number", "run_idx", "experiment",
    "experiment_id", "experiment_name", "exp", "exp_id", "exp_name", "trial", "trial_id", "trial_name",
    "seed",
    "random_seed", "fold", "fold_id", "fold_idx", "cv_fold", "pane", "repeat", "repetition", "replicate",
  ]
  private static let named: Set<String> = [
    "model", "model_name", "architecture", "arch", "optimizer", "scheduler", "lr_scheduler", "method",
    "algorithm", "algo", "agent", "variant", "config", "config_name", "setting", "condition", "spec",
  ]

  /// Whether a number or a word under this name tells runs apart.
  static func isCounted(_ name: String) -> Bool { counted.contains(name.lowercased()) }

  /// Whether a word under this name does.
  static func isNamed(_ name: String) -> Bool {
    let name = name.lowercased()
    return counted.contains(name) || named.contains(name)
  }

  /// Members of a document's object that are parts of one run, whatever they hold.
  private static let partWords: Set<String> = [
    "generator", "discriminator", "gen", "disc", "g", "d", "actor", "critic", "policy", "value", "teacher",
    "student", "encoder", "decoder", "source", "target", "config", "args", "params", "summary", "best",
    "final",
    "step", "epoch", "batch", "batches", "optimizer", "scheduler", "scores", "losses", "stats", "system",
    "meta",
  ]

  /// Whether a member of a document's object may be a run, by its name.
  static func mayBeRun(_ name: String) -> Bool {
    let role = RoleName(name)
    return !name.isEmpty && role.split == nil && !partWords.contains(role.lowercased)
      && !JSONRecords.containers.contains(role.lowercased) && CounterName.rank(name) == nil
      && !LineName.isKnown(name)
  }
}
