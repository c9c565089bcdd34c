import JSON

/// Names of what counts on: the candidates for x.
enum CounterName {
  /// How surely a name counts, the surer the smaller; nil for one that does not.
  static func rank(_ name: String) -> Int? {
    let name = name.lowercased()
    if let rank = ranks[name] { return rank }
    // "The current": 当前epoch.
    if name.hasPrefix("当前") { return ranks[String(name.dropFirst(2))] }
    // fairseq says of which split its counts are.
    for prefix in ["train_", "valid_"] where name.hasPrefix(prefix) && name.hasSuffix("num_updates") {
      return 2
    }
    return nil
  }

  /// What a text such as `3/400` counts, where a count is expected.
  static func count(_ text: Bytes, under name: String) -> DecimalNumber? {
    guard let slash = text.firstIndex(of: 0x2F), rank(name) != nil,
      let number = DecimalNumber.whole(text, in: 0..<slash), number.isWhole,
      let total = DecimalNumber.whole(text, in: (slash + 1)..<text.count), total.isWhole
    else { return nil }
    return number
  }

  /// Whether a name is that of several, as where it is said how many there will be: `epochs`, `steps`.
  static func isPlural(_ name: String) -> Bool {
    ["epochs", "steps", "iterations", "iters", "rounds", "batches", "timesteps"].contains(name.lowercased())
  }

  /// Whether it can only count from the start of the run, never within an epoch.
  static func isGlobal(rank: Int) -> Bool { rank <= 9 }
  static func isEpoch(rank: Int) -> Bool { rank >= epochRank && rank < indexRank }
  static func axis(rank: Int) -> LogAxis {
    rank >= indexRank ? .line : rank >= epochRank ? .epoch : .step
  }

  static let epochRank = 40
  static let indexRank = 60

  private static let ranks: [String: Int] = {
    let order: [(Int, [String])] = [
      (1, ["global_step", "global step", "globalstep", "trainer/global_step", "train/global_step"]),
      (2, ["current_steps", "num_updates", "num_update", "updates", "total_steps_done"]),
      (
        3,
        [
          "time/total_timesteps", "total_timesteps", "total/steps", "timesteps_total",
          "num_env_steps_sampled_lifetime",
        ]
      ),
      (4, ["progress/kimg"]),
      (5, ["_step"]),
      (
        10,
        [
          "step", "steps", "train_step", "train/step", "current_step", "opt_step", "optimizer_step",
          "step_num", "step_index", "步数", "ステップ", "шаг",
        ]
      ),
      (
        12,
        [
          "iteration", "iterations", "iter", "iters", "it", "n_iter", "num_iter", "iteration_num",
          "iteration_index", "itr", "迭代", "迭代次数", "итерация", "iteración",
        ]
      ),
      (14, ["training_iteration"]),
      (
        16,
        [
          "update", "up.", "num_batches", "batch", "batch_idx", "batches", "batch_num", "minibatch",
          "batch_id", "n_batch", "nbatch", "batch_no", "batch_i", "batch_index",
        ]
      ),
      (
        18,
        ["timestep", "timesteps", "env_step", "episode", "round", "rounds", "micro_step", "samples_count"]
      ),
      (
        40,
        [
          "epoch", "epochs", "ep", "ep.", "epoch_num", "current_epoch", "train/epoch", "epoch_id",
          "epoch_idx", "epoch_index", "轮次", "轮数", "训练轮次", "エポック", "에포크", "эпоха", "época", "epoca", "époque",
          "epoche",
        ]
      ),
      (60, ["index", "idx", "#", "unnamed: 0"]),
    ]
    return Dictionary(uniqueKeysWithValues: order.flatMap { rank, names in names.map { ($0, rank) } })
  }()
}
