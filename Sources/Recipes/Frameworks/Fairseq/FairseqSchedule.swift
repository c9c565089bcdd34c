import LRSchedulers

/// fairseq's schedulers as functions of the updates so far, in shares of the rate.
struct FairseqSchedule {
  static let names = [
    "fixed", "inverse_sqrt", "polynomial_decay", "cosine", "tri_stage", "triangular", "step",
    "reduce_lr_on_plateau", "manual", "pass_through",
  ]

  let reader: RecipeReader
  let rates: [Double]
  let updates: Int?
  private let key = "lr_scheduler"

  init(_ reader: RecipeReader, rates: [Double], updates: Int?) {
    (self.reader, self.rates, self.updates) = (reader, rates, updates)
  }

  func schedule(_ name: String) throws(SpecError) -> Schedule {
    if rates.count > 1, name != "fixed" {
      throw reader.refusal(
        "lr", "has \(rates.count) rates, but \(name) takes one", hint: "a list of rates is for fixed")
    }
    if name == "reduce_lr_on_plateau" { return try plateau() }
    let factor =
      switch name {
      case "inverse_sqrt": try inverseSquareRoot()
      case "polynomial_decay": try polynomial()
      case "cosine": try cosine()
      case "tri_stage": try stages()
      case "triangular": try triangles()
      case "step": try steps()
      default: try fixed()
      }
    return try reader.schedule(factor: factor, for: key)
  }

  /// A rate as a share of the first one.
  private func share(_ rate: Double) -> Double { rates[0] == 0 ? 0 : rate / rates[0] }

  private func warmup(standard: Int) throws(SpecError) -> Int {
    let updates = try reader.optionalCount("warmup_updates") ?? standard
    if updates < 0 { throw reader.refusal("warmup_updates", "must not be below 0, but is \(updates)") }
    reader.rules.append("warm-up: \(RuleText.count(updates)) updates")
    return updates
  }

  /// A line to the rate, over the updates of a warm-up; empty where there is none.
  private func rise(_ warmup: Int, from first: Double) -> String {
    guard warmup > 0 else { return "" }
    let slope = (1 - share(first)) / Double(warmup)
    return "\(share(first).shown) + step * \(slope.shown) if step < \(warmup) else "
  }

  /// The updates behind the warm-up.
  private func passed(_ warmup: Int) -> String { warmup == 0 ? "step" : "(step - \(warmup))" }

  // MARK: Schedules

  private func inverseSquareRoot() throws(SpecError) -> String {
    let length = try warmup(standard: 4000)
    guard length > 0 else {
      throw reader.refusal("warmup_updates", "is 0, by which inverse_sqrt divides; expected at least 1")
    }
    let first = try reader.number("warmup_init_lr")
    return rise(length, from: first < 0 ? 0 : first) + "\(length) ** 0.5 * step ** -0.5"
  }

  private func polynomial() throws(SpecError) -> String {
    let length = try warmup(standard: 0)
    let own = try reader.optionalNumber("total_num_update")
    guard let total = own ?? updates.map(Double.init) else {
      reader.require("max_update", for: "the end of the decay")
      return "1.0"
    }
    if total <= 0 { throw reader.refusal("total_num_update", "must be above 0, but is \(total.shown)") }
    reader.rules.append("decay: until update \(RuleText.number(total))")
    let last = share(try reader.number("end_learning_rate")).shown
    let span = RuleText.plain(total - Double(length))
    let rise = length > 0 ? "step / \(length) if step <= \(length) else " : ""
    let fall =
      "(1 - \(last)) * (1 - \(passed(length)) / \(span)) ** \(RuleText.plain(try reader.number("power"))) + \(last)"
    return "\(rise)\(last) if step >= \(RuleText.plain(total)) else \(fall)"
  }

  private func cosine() throws(SpecError) -> String {
    let length = try warmup(standard: 0)
    let lowest = try reader.number("min_lr")
    guard lowest < rates[0] else {
      throw reader.refusal(
        "min_lr", "is \(lowest.shown): max_lr (=\(rates[0].shown)) must be more than min_lr")
    }
    let first = try reader.number("warmup_init_lr")
    var period = try reader.optionalNumber("lr_period_updates") ?? -1
    if period <= 0 {
      guard let updates else {
        reader.require("max_update", for: "the cosine's period")
        return "1.0"
      }
      period = Double(updates - length)
    }
    reader.rules.append("cosine: a period of \(RuleText.number(period)) updates")
    let (growth, shrink) = (try reader.number("t_mult"), try reader.number("lr_shrink"))
    if growth == 1, let updates, Double(updates - length) > period {
      reader.notes.append("each period of the cosine is \(shrink.shown) times as high as the one before")
    }
    let (p, t, done) = (RuleText.plain(period), growth.shown, passed(length))
    let (index, within): (String, String)
    if growth == 1 {
      index = "math.floor(\(done) / \(p))"
      within = "(\(done) - \(p) * \(index)) / \(p)"
    } else {
      index = "math.floor(math.log(1 - \(done) / \(p) * (1 - \(t)), \(t)))"
      within =
        "(\(done) - (1 - \(t) ** \(index)) / (1 - \(t)) * \(p)) / (\(t) ** \(index) * \(p))"
    }
    let low = share(lowest).shown
    let fall =
      "\(shrink.shown) ** \(index) * (\(low) + 0.5 * (1 - \(low)) * (1 + math.cos(math.pi * \(within))))"
    return rise(length, from: first < 0 ? lowest : first) + fall
  }

  private func stages() throws(SpecError) -> String {
    var lengths: [Int] = []
    if let shares = try reader.numbers("phase_ratio") {
      guard shares.count == 3, shares.reduce(0, +) == 1 else {
        throw reader.refusal(
          "phase_ratio",
          "is \(shares.map(\.shown).joined(separator: ", ")); expected three shares that add up to 1")
      }
      guard let updates else {
        reader.require("max_update", for: "the lengths of the stages")
        return "1.0"
      }
      lengths = shares.map { Int(saturating: Double(updates) * $0) }
    } else {
      for key in ["warmup_steps", "hold_steps", "decay_steps"] { lengths.append(try reader.count(key)) }
    }
    reader.rules.append(
      "stages: \(lengths.map(RuleText.count).joined(separator: ", ")) updates of warm-up, hold and decay")
    let (first, last) = (try reader.number("init_lr_scale"), try reader.number("final_lr_scale"))
    guard lengths[2] > 0, last > 0 else {
      throw reader.refusal(
        "decay_steps", "makes a decay of \(lengths[2]) updates to \(last.shown); expected both above 0")
    }
    let hold = lengths[0] + lengths[1]
    let rise =
      lengths[0] == 0
      ? ""
      : "\(first.shown) + step * \(((1 - first) / Double(lengths[0])).shown) if step < \(lengths[0]) else "
    let fall =
      "math.exp(math.log(\(last.shown)) / \(lengths[2]) * (step - \(hold))) if step <= \(hold + lengths[2])"
    return "\(rise)1.0 if step < \(hold) else \(fall) else \(last.shown)"
  }

  private func triangles() throws(SpecError) -> String {
    reader.require("max_lr", for: "the highest rate")
    let highest = try reader.optionalNumber("max_lr") ?? rates[0] * 2
    guard highest > rates[0] else {
      throw reader.refusal("max_lr", "must be more than lr: it is \(highest.shown)")
    }
    let half = ((try reader.optionalNumber("lr_period_updates") ?? 5000) / 2).rounded(.down)
    guard half > 0 else { throw reader.refusal("lr_period_updates", "must be at least 2") }
    let size = RuleText.plain(half)
    let cycle = "math.floor(step / \(RuleText.plain(2 * half)))"
    let shrunk = "\(try reader.number("lr_shrink").shown) ** \(cycle)"
    let lowest = try reader.flag("shrink_min") ? shrunk : "1.0"
    let height = "max(0, 1 - abs(step / \(size) - 2 * (\(cycle) + 1) + 1))"
    return "\(lowest) + (\(share(highest).shown) * \(shrunk) - \(lowest)) * \(height)"
  }

  private func steps() throws(SpecError) -> String {
    let length = try warmup(standard: 0)
    let (lowest, first) = (try reader.number("min_lr"), try reader.number("warmup_init_lr"))
    let period = try reader.positiveCount("lr_deacy_period")
    guard lowest >= 0, lowest < rates[0] else {
      throw reader.refusal("min_lr", "is \(lowest.shown); expected from 0 to below the rate")
    }
    return rise(length, from: first < 0 ? lowest : first)
      + "max(\(try reader.number("lr_decay").shown) ** (\(passed(length)) // \(period)), \(share(lowest).shown))"
  }

  /// One rate for each epoch, the last one for all further ones, which shrink from an epoch on.
  private func fixed() throws(SpecError) -> String {
    let length = try warmup(standard: 0)
    let rise = length > 0 ? "(step + 1) / \(length) if step < \(length) else 1.0" : "1.0"
    let anneals = try reader.optionalCount("force_anneal")
    guard rates.count > 1 || anneals != nil else { return rise }
    guard let perEpoch = try reader.outside(.stepsPerEpoch) else {
      reader.ask("steps_per_epoch", for: "updates of an epoch")
      return "1.0"
    }
    let list = "[" + rates.map { share($0).shown }.joined(separator: ", ") + "]"
    var rate = "\(list)[min(step // \(perEpoch), \(rates.count - 1))]"
    if let anneals {
      let shrink = try reader.number("lr_shrink").shown
      rate =
        "(\(rate) if step // \(perEpoch) + 1 < \(anneals) else \(share(rates[rates.count - 1]).shown) * \(shrink) ** (step // \(perEpoch) + 2 - \(anneals)))"
    }
    return length > 0 ? "(\(rise)) * \(rate)" : rate
  }

  private func plateau() throws(SpecError) -> Schedule {
    if try warmup(standard: 0) > 0 {
      throw reader.refusal(
        "warmup_updates", "comes before reduce_lr_on_plateau, which is not read; expected none")
    }
    return try reader.schedule(
      "ReduceLROnPlateau",
      [
        "factor": .double(try reader.number("lr_shrink")), "patience": .int(try reader.count("lr_patience")),
        "threshold": .double(try reader.number("lr_threshold")),
        "mode": .string(try reader.flag("maximize_best_checkpoint_metric") ? "max" : "min"),
      ], for: key)
  }
}
