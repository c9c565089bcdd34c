/// Which names mean a learning rate.
enum RateName {
  /// The smaller the surer; nil for another meaning.
  static func rank(_ name: RoleName) -> Int? {
    // `lr(LinearWarmup)` names its scheduler.
    if name.text.last == ")", let open = name.text.firstIndex(of: "("), open > name.text.startIndex,
      name.text[name.text.index(before: open)] != " "
    {
      return rank(RoleName(String(name.text[..<open])))
    }
    let words = name.words
    guard !words.contains(anyOf: excluded) else { return nil }
    if words.contains("lrm") { return 30 }
    let isRate =
      words.contains("lr") || words.contains("lrate") || words.containsNumbered("lr") || words.contains("lrs")
      || hasLearningRate(words.words)
      || words.lowercased.hasPrefix("l.r.") || words.contains("learningrate")
    guard isRate else { return nil }
    if words.contains(anyOf: lesser) { return 20 }
    return words.contains(anyOf: ["val", "valid", "eval", "validation", "test"])
      ? 15 : words.words.count > 4 ? 8 : 5
  }

  /// The name without what tells parameter groups apart.
  static func stem(_ name: RoleName) -> [String] {
    var words = name.words.words
    words = words.filter { !$0.allSatisfy(\.isNumber) }
    words = words.map { word in
      for stem in ["lr", "pg", "group", "rate"]
      where word.hasPrefix(stem) && word.dropFirst(stem.count).allSatisfy(\.isNumber) {
        return stem
      }
      return word
    }
    return words.filter { !["pg", "group", "param", "params", "rank"].contains($0) }
  }

  private static func hasLearningRate(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).contains { ($0 == "learning" || $0 == "learn") && $1.hasPrefix("rate") }
  }

  private static let excluded: Set<String> = [
    "momentum", "weight", "wd", "decay", "beta", "betas", "loss", "scale", "scaling", "acc", "accuracy",
    "time", "steps",
    "step", "iters", "epochs", "warmup", "patience", "gamma", "milestones", "type", "style", "max", "min",
    "norm",
    "ratio", "mult", "multiplier", "factor", "power", "end", "reward", "finder",
  ]
  private static let lesser: Set<String> = [
    "base", "basic", "init", "initial", "final", "start", "eff", "effective", "nominal",
  ]
}

/// Which names mean a loss.
enum LossName {
  enum Kind {
    /// The loss that is minimized: `loss`, `train_loss`, `total_loss`, `lm loss value`.
    case total
    /// A part of it or a loss under its own name: `box_loss`, `l_pix`.
    case part
    /// A measure of error: `rmse`, `bpb`.
    case error
    /// `Cost`, which may as well be one of time.
    case cost
    /// `total`, which may as well count something.
    case sum
    /// Nothing but the split: `train`, `val`, llm.c's `trl` and `tel`.
    case bare
  }

  static func kind(_ name: RoleName) -> Kind? {
    let words = name.words
    guard !words.contains(anyOf: excluded), !words.contains(anyOf: spoiling) else { return nil }
    let rest = words.words.filter {
      Split(word: $0) == nil && !neutral.contains($0) && !$0.allSatisfy(\.isNumber)
    }
    if words.contains(anyOf: lossWords) {
      return rest.allSatisfy { lossWords.contains($0) || total.contains($0) } && !isValueLoss(words.words)
        ? .total : .part
    }
    if words.contains("cost") {
      return rest == ["cost"] && !words.contains(anyOf: ["batch", "iter"]) ? .cost : nil
    }
    if words.words.contains(where: { $0.hasSuffix("loss") && $0.count > 4 }) { return .part }
    if words.containsNumbered("loss") { return .part }
    // Columns of detectors' tables.
    if words.words.count == 1, ["box", "obj", "cls", "dfl"].contains(words.words[0]) { return .part }
    // The objective of a split: `train_obj`.
    if rest == ["obj"] { return .part }
    if words.contains("gan"), words.words.count <= 3 { return .part }
    // `l_pix`, `train_L_vae`
    if rest.first == "l", rest.count > 1, words.lowercased.hasPrefix("l_") || words.lowercased.contains("_l_")
    {
      return .part
    }
    if words.contains(anyOf: errors) { return .error }
    if zip(words.words, words.words.dropFirst()).contains(where: { $0 == "cross" && $1 == "entropy" }) {
      return .error
    }
    if rest == ["total"] { return .sum }
    return words.words.count == 1 && Split(words) != nil ? .bare : nil
  }

  /// Whether a name is that of a loss, wherever it stands.
  static func isLoss(_ name: RoleName) -> Bool { kind(name).map { $0 != .sum } ?? false }

  /// The smaller the better.
  static func rank(_ kind: Kind, hasSplit: Bool) -> Int {
    switch kind {
    case .total: 0
    case .part: hasSplit ? 1 : 3
    case .error: hasSplit ? 2 : 4
    case .bare: 5
    case .cost: 6
    case .sum: 7
    }
  }

  /// Among names of one rank: averages come after what they average.
  static func penalty(_ name: RoleName) -> Int {
    var penalty = 0
    let words = name.words
    // The line that sums up: of a validation the surest, of the training an average over an epoch.
    if words.lowercased.hasPrefix("*") { penalty += name.words.isOfTraining ? 2 : -1 }
    if words.lowercased.hasSuffix("(mean)") {
      penalty += name.split == nil || name.split == .train ? 3 : 0
    } else if name.split != nil, name.split != .train, words.lowercased.hasPrefix("test ") {
      penalty += 1
    }
    if words.contains(anyOf: ["avg", "average", "running", "ema", "smooth", "smoothed", "median", "global"]) {
      penalty += 2
    }
    if words.contains("epoch") { penalty += 1 }
    if words.contains(anyOf: ["hparam", "hp", "hparams", "vs", "best", "final"]) { penalty += 6 }
    if words.contains(anyOf: ["nll", "aux", "z", "kl", "reg", "l1"]) { penalty += 2 }
    if kind(name) == .error { penalty += order.firstIndex { words.contains($0) } ?? order.count }
    return penalty
  }

  /// Critics' losses are called value loss; Megatron writes `lm loss value`.
  private static func isValueLoss(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).contains { $0 == "value" && $1 == "loss" }
  }

  private static let lossWords: Set<String> = ["loss", "losses", "objective", "trl", "tel"]
  private static let total: Set<String> = ["total", "lm", "mlm", "value", "main", "all", "sum"]
  private static let neutral: Set<String> = [
    "epoch", "step", "mean", "avg", "average", "current", "batch", "running", "iter", "iteration", "global",
    "set", "s",
    "metrics", "metric", "final", "per", "token", "smoothed", "ema", "rank", "test", "subset", "data",
    "model",
  ]
  /// The errors of boosting in the order in which they are preferred.
  private static let order = ["logloss", "rmse", "mlogloss", "l2", "mse", "trn"]
  private static let errors: Set<String> = [
    "logloss", "mlogloss", "rmse", "mse", "l2", "l1", "mae", "error", "nll", "bpb", "bpc", "crossentropy",
    "xent", "ce",
    "merror", "binary_logloss", "multi_logloss", "kl", "deviance", "quantile", "poisson", "rmsle",
  ]
  private static let excluded: Set<String> = [
    "scale", "std", "stdev", "var", "weight", "weights", "scaler", "lr", "min", "max", "num", "count", "coef",
    "coeff",
    "grad", "norm", "time", "ppl", "perplexity", "acc", "accuracy", "best", "lowest", "improvement",
    "skipped",
    "patience", "delta", "ratio", "factor", "threshold", "iterations", "size",
  ]
  private static let spoiling: Set<String> = ["lambda", "alpha", "target"]
}

enum OtherName {
  static func isAccuracy(_ name: RoleName) -> Bool {
    guard !name.words.contains(anyOf: ["best", "max", "accum", "time", "lr", "err", "error"]) else {
      return false
    }
    return name.words.contains(anyOf: ["acc", "accuracy", "acc1", "top1", "prec"])
      || name.lowercased.hasSuffix("acc@1")
  }

  static func isMomentum(_ name: RoleName) -> Bool {
    name.words.contains(anyOf: ["momentum", "mom", "beta1"])
      && !name.words.contains(anyOf: ["bn", "ema", "teacher"])
  }

  /// Whether a name of time is more often that of a step than of the clock.
  static func isDuration(_ name: RoleName) -> Bool { name.lowercased == "time" }

  static func isTime(_ name: RoleName) -> Bool {
    [
      "time", "elapsed_time", "elapsed", "wall_time", "walltime", "timestamp", "_timestamp",
      "_runtime",
      "time_total_s", "wall",
      "time/time_elapsed", "total_time", "passed_time",
    ]
    .contains(name.lowercased)
  }
}
