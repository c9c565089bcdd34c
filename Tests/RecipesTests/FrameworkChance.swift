/// Configurations of frameworks by chance, at the ends of what they take too.
struct FrameworkChance {
  /// What the driver is given.
  struct Configuration: Encodable {
    let framework: String
    let text: String
    let steps: Int
    let outside: [String: Int]
  }

  private var chance: ChanceNumbers

  init(seed: UInt64) { chance = ChanceNumbers(seed: seed) }

  mutating func configuration(of framework: String) -> Configuration {
    var outside: [String: Int] = [:]
    let text: String
    switch framework {
    case "neox": text = neox()
    case "nemo": text = nemo()
    case "fairseq":
      outside["steps_per_epoch"] = chance.next(1...20)
      text = fairseq()
    case "espnet":
      outside["steps_per_epoch"] = 50
      text = espnet()
    default: text = opennmt()
    }
    return Configuration(framework: framework, text: text, steps: 60, outside: outside)
  }

  private mutating func rate() -> String { chance.pick(["0.1", "1", "0.0006", "3e-4", "2.0"]) }

  /// A length of a phase: none, one step, some, or more than all.
  private mutating func length() -> String {
    chance.pick(["0", "1", "2", "5", "10", "17", "40", "59", "60", "100"])
  }

  /// `key: value` with the key left out at times.
  private mutating func perhaps(_ percent: Int, _ key: String, _ value: String) -> [String] {
    chance.happens(percent) ? ["\(key): \(value)"] : []
  }

  private mutating func neox() -> String {
    let separator = chance.pick(["-", "_"])
    func key(_ name: String) -> String { name.split(separator: "_").joined(separator: separator) }
    let style = chance.pick(["constant", "linear", "cosine", "exponential"])
    var lines = [
      "optimizer: {type: Adam, params: {lr: \(rate()), betas: [0.9, 0.95]}}",
      "\(key("train_iters")): \(chance.pick(["1", "2", "30", "60", "61", "100"]))",
      "pipe_parallel_size: 1",
    ]
    lines += perhaps(80, key("lr_decay_style"), style)
    lines += perhaps(40, key("lr_decay_iters"), chance.pick(["1", "0", "20", "60", "80"]))
    lines += perhaps(20, key("lr_decay_fraction"), chance.pick(["0.5", "0.33", "1.0"]))
    lines += perhaps(80, "warmup", chance.pick(["0", "0.0", "0.01", "0.05", "0.13", "0.5", "1.0", "1.5"]))
    lines += perhaps(60, key("min_lr"), chance.pick(["0.0", "1e-5", "0.00006", "0.05", "0.1"]))
    return lines.joined(separator: "\n")
  }

  private mutating func nemo() -> String {
    let name = chance.pick([
      "CosineAnnealing", "CosineAnnealing", "NoamAnnealing", "WarmupPolicy", "WarmupHoldPolicy",
      "SquareAnnealing", "SquareRootAnnealing", "NoamHoldAnnealing", "WarmupAnnealing",
      "WarmupHoldAnnealLinear", "WarmupHoldAnnealOneMinusSquareRoot", "InverseSquareRootAnnealing",
      "PolynomialDecayAnnealing", "PolynomialHoldDecayAnnealing",
    ])
    var lines = ["name: \(name)"]
    if name == "NoamAnnealing" { lines.append("d_model: \(chance.pick(["1", "176", "512"]))") }
    lines += perhaps(60, "warmup_steps", chance.happens(10) ? "null" : length())
    lines += perhaps(30, "warmup_ratio", chance.pick(["0.0", "0.1", "0.33", "0.5", "1.0"]))
    if name == "CosineAnnealing" {
      lines += perhaps(50, "constant_steps", length())
      lines += perhaps(20, "constant_ratio", chance.pick(["0.0", "0.25", "0.9"]))
    }
    if name.contains("Hold") {
      lines += perhaps(60, "hold_steps", length())
      lines += perhaps(20, "hold_ratio", chance.pick(["0.0", "0.25", "0.6"]))
    }
    if name == "NoamHoldAnnealing" { lines += perhaps(50, "decay_rate", chance.pick(["0.5", "1.0", "0.3"])) }
    if name.hasPrefix("Polynomial") {
      lines += perhaps(60, "power", chance.pick(["1.0", "2.0", "0.5"]))
      lines += perhaps(40, "cycle", chance.pick(["true", "false"]))
    }
    lines += perhaps(60, "min_lr", chance.pick(["0.0", "1e-6", "1e-4", "0.05"]))
    if chance.happens(20) { lines.append("max_steps: \(chance.pick(["30", "60", "-1"]))") }
    let steps =
      lines.contains { $0.hasPrefix("max_steps") } && chance.happens(50)
      ? "-1" : chance.pick(["1", "40", "60", "90"])
    let sched = lines.map { "      " + $0 }.joined(separator: "\n")
    return
      "model:\n  optim:\n    name: adamw\n    lr: \(rate())\n    sched:\n\(sched)\ntrainer:\n  max_steps: \(steps)"
  }

  private mutating func fairseq() -> String {
    let name = chance.pick([
      "fixed", "inverse_sqrt", "polynomial_decay", "cosine", "tri_stage", "triangular", "step",
    ])
    var lines = ["_name: \(name)"]
    var rates = rate()
    if name == "tri_stage" {
      if chance.happens(50) {
        lines.append(
          "phase_ratio: \(chance.pick(["[0.1, 0.4, 0.5]", "[0.25, 0.25, 0.5]", "[0.0, 0.0, 1.0]", "[0.1, 0.4, 0.4]"]))"
        )
      }
      for key in ["warmup_steps", "hold_steps", "decay_steps"] { lines += perhaps(80, key, length()) }
      lines += perhaps(50, "init_lr_scale", chance.pick(["0.0", "0.01", "0.5"]))
      lines += perhaps(50, "final_lr_scale", chance.pick(["0.01", "0.05", "1.0"]))
    } else if name != "triangular" {
      lines += perhaps(80, "warmup_updates", length())
    }
    if ["inverse_sqrt", "cosine", "step"].contains(name) {
      lines += perhaps(50, "warmup_init_lr", chance.pick(["1e-07", "0.0", "-1", "0.05"]))
    }
    if ["cosine", "step"].contains(name) {
      lines += perhaps(50, "min_lr", chance.pick(["0.0", "1e-5", "0.05"]))
    }
    switch name {
    case "fixed":
      if chance.happens(50) { rates += ", 0.05, 0.02" }
      lines += perhaps(40, "force_anneal", chance.pick(["1", "2", "5"]))
      lines += perhaps(40, "lr_shrink", chance.pick(["0.5", "0.1"]))
    case "polynomial_decay":
      lines += perhaps(60, "total_num_update", chance.pick(["30", "60", "100"]))
      lines += perhaps(60, "power", chance.pick(["1.0", "2.0", "0.5"]))
      lines += perhaps(60, "end_learning_rate", chance.pick(["0.0", "1e-5", "0.05"]))
    case "cosine":
      lines += perhaps(60, "lr_period_updates", chance.pick(["10", "20", "60", "7"]))
      lines += perhaps(50, "t_mult", chance.pick(["1", "2", "1.5"]))
      lines += perhaps(50, "lr_shrink", chance.pick(["0.5", "1.0", "0.1"]))
    case "triangular":
      lines.append("max_lr: \(chance.pick(["3.0", "0.2", "0.001"]))")
      lines += perhaps(80, "lr_period_updates", chance.pick(["10", "21", "2", "40"]))
      lines += perhaps(50, "shrink_min", chance.pick(["true", "false"]))
      lines += perhaps(50, "lr_shrink", chance.pick(["0.5", "1.0"]))
    case "step":
      lines += perhaps(80, "lr_deacy_period", chance.pick(["1", "7", "20"]))
      lines += perhaps(50, "lr_decay", chance.pick(["0.5", "0.9", "1.0"]))
    default: break
    }
    let scheduler = lines.map { "  " + $0 }.joined(separator: "\n")
    return
      "optimization:\n  max_update: \(chance.pick(["60", "50", "100"]))\n  lr: [\(rates)]\nlr_scheduler:\n\(scheduler)\noptimizer:\n  _name: adam"
  }

  private mutating func espnet() -> String {
    let name = chance.pick([
      "warmuplr", "noamlr", "warmupsteplr", "piecewiselinearwarmuplr", "tristagelr", "exponentialdecaywarmup",
    ])
    var lines: [String] = []
    if ["warmuplr", "noamlr", "warmupsteplr", "exponentialdecaywarmup"].contains(name) {
      lines += perhaps(80, "warmup_steps", chance.pick(["1", "10", "25", "60", "0"]))
    }
    switch name {
    case "noamlr": lines += perhaps(60, "model_size", chance.pick(["1", "256", "512"]))
    case "warmupsteplr":
      lines += perhaps(80, "steps_per_epoch", chance.pick(["1", "7", "10"]))
      lines += perhaps(60, "step_size", chance.pick(["1", "2"]))
      lines += perhaps(60, "gamma", chance.pick(["0.5", "0.9"]))
    case "piecewiselinearwarmuplr":
      lines.append("warmup_steps_list: \(chance.pick(["[0, 10, 30]", "[3, 5, 50]"]))")
      lines.append("warmup_lr_list: \(chance.pick(["[0.0, 0.01, 0.1]", "[0.1, 0.05, 0.002]"]))")
    case "tristagelr":
      lines += perhaps(80, "max_steps", chance.pick(["40", "60", "100", "7"]))
      if chance.happens(40) { lines += ["warmup_ratio: 0.25", "hold_ratio: 0.25", "decay_ratio: 0.5"] }
      if chance.happens(10) { lines.append("decay_ratio: 0.7") }
      lines += perhaps(40, "final_lr_scale", chance.pick(["0.05", "1.0"]))
    case "exponentialdecaywarmup":
      lines += ["max_lr: \(rate())", "min_lr: 0.0001", "total_steps: \(chance.pick(["40", "60", "90"]))"]
      lines += perhaps(50, "warm_from_zero", chance.pick(["true", "false"]))
    default: break
    }
    let conf = lines.isEmpty ? " {}" : "\n" + lines.map { "  " + $0 }.joined(separator: "\n")
    return
      "optim: adamw\noptim_conf:\n  lr: \(rate())\nscheduler: \(name)\nscheduler_conf:\(conf)\nmax_epoch: 2"
  }

  private mutating func opennmt() -> String {
    var lines = [
      "save_model: run/model", "train_steps: \(chance.pick(["60", "100000"]))", "optim: adam",
      "hidden_size: \(chance.pick(["1", "500", "512"]))", "learning_rate: \(rate())",
    ]
    lines += perhaps(85, "decay_method", chance.pick(["noam", "noamwd", "rsqrt", "none"]))
    lines += perhaps(80, "warmup_steps", chance.pick(["1", "10", "40", "100", "0"]))
    lines += perhaps(70, "start_decay_steps", chance.pick(["1", "10", "30", "0"]))
    lines += perhaps(70, "decay_steps", chance.pick(["1", "7", "20"]))
    lines += perhaps(50, "learning_rate_decay", chance.pick(["0.5", "0.9", "1.0"]))
    return lines.joined(separator: "\n")
  }
}
