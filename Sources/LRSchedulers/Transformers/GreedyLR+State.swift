extension Transformers.GreedyLR {
  /// What is kept between two steps, with transformers' names.
  struct State: SchedulerState, Codable {
    var lastEpoch = 0
    var best: Double
    var bestEpoch: Int?
    var numBadEpochs = 0
    var numGoodEpochs = 0
    var cooldownCounter = 0.0
    var warmupCounter = 0.0
    /// Reductions at the lowest rate that are left before a reset.
    var resetStart: Double
    var firstLRs: [Double]
    /// The last metrics, where they are smoothed, and their sum.
    var values: [Double] = []
    var sum = 0.0
    /// Whether the last step has started all over.
    var isReset = false

    init(best: Double, firstLRs: [Double], resetStart: Double) {
      self.best = best
      self.firstLRs = firstLRs
      self.resetStart = resetStart
    }

    mutating func average(_ value: Double, window: Int) -> Double {
      values.append(value)
      sum += value
      if values.count > window { sum -= values.removeFirst() }
      return sum / Double(values.count)
    }

    mutating func reset(to worst: Double, resetStart: Double) {
      let lastEpoch = lastEpoch
      self = State(best: worst, firstLRs: firstLRs, resetStart: resetStart)
      self.lastEpoch = lastEpoch
      isReset = true
    }

    func isValid(forGroupCount groups: Int) -> Bool { lastEpoch.isSafeCount && firstLRs.count == groups }
  }
}

extension Transformers.GreedyLR.State {
  private enum CodingKeys: String, CodingKey {
    case best, values, sum
    case lastEpoch = "last_epoch"
    case bestEpoch = "best_epoch"
    case numBadEpochs = "num_bad_epochs"
    case numGoodEpochs = "num_good_epochs"
    case cooldownCounter = "cooldown_counter"
    case warmupCounter = "warmup_counter"
    case resetStart = "reset_start"
    case firstLRs = "_init_lrs"
    case isReset = "is_reset"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      best: try container.decodeNumber(forKey: .best),
      firstLRs: try container.decode([Double].self, forKey: .firstLRs),
      resetStart: try container.decodeNumber(forKey: .resetStart))
    lastEpoch = try container.decode(Int.self, forKey: .lastEpoch)
    bestEpoch = try container.decodeIfPresent(Int.self, forKey: .bestEpoch)
    numBadEpochs = try container.decode(Int.self, forKey: .numBadEpochs)
    numGoodEpochs = try container.decode(Int.self, forKey: .numGoodEpochs)
    cooldownCounter = try container.decodeNumber(forKey: .cooldownCounter)
    warmupCounter = try container.decodeNumber(forKey: .warmupCounter)
    values = try container.decode([Double].self, forKey: .values)
    sum = try container.decodeNumber(forKey: .sum)
    isReset = try container.decode(Bool.self, forKey: .isReset)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeNumber(best, forKey: .best)
    try container.encode(firstLRs, forKey: .firstLRs)
    try container.encodeNumber(resetStart, forKey: .resetStart)
    try container.encode(lastEpoch, forKey: .lastEpoch)
    try container.encodeIfPresent(bestEpoch, forKey: .bestEpoch)
    try container.encode(numBadEpochs, forKey: .numBadEpochs)
    try container.encode(numGoodEpochs, forKey: .numGoodEpochs)
    try container.encodeNumber(cooldownCounter, forKey: .cooldownCounter)
    try container.encodeNumber(warmupCounter, forKey: .warmupCounter)
    try container.encode(values.map { $0.isFinite ? $0 : 0 }, forKey: .values)
    try container.encodeNumber(sum, forKey: .sum)
    try container.encode(isReset, forKey: .isReset)
  }
}

extension Transformers.GreedyLR.State: PersistentState {
  func write(to dictionary: inout StateDictionary) {
    dictionary["last_epoch"] = .int(lastEpoch)
    dictionary["best"] = .double(best)
    dictionary["num_bad_epochs"] = .int(numBadEpochs)
    dictionary["num_good_epochs"] = .int(numGoodEpochs)
    dictionary["cooldown_counter"] = .double(cooldownCounter)
    dictionary["warmup_counter"] = .double(warmupCounter)
    dictionary["reset_start"] = .double(resetStart)
    dictionary["_init_lrs"] = .list(firstLRs.map(ParameterValue.double))
    dictionary["values"] = .list(values.map(ParameterValue.double))
    dictionary["sum"] = .double(sum)
  }

  init(reading dictionary: StateDictionary) throws(SchedulerError) {
    self.init(
      best: try dictionary.double("best"), firstLRs: try dictionary.doubles("_init_lrs"),
      resetStart: try dictionary.double("reset_start"))
    lastEpoch = try dictionary.int("last_epoch")
    numBadEpochs = try dictionary.int("num_bad_epochs")
    numGoodEpochs = try dictionary.int("num_good_epochs")
    cooldownCounter = try dictionary.double("cooldown_counter")
    warmupCounter = try dictionary.double("warmup_counter")
    if dictionary["values"] != nil {
      values = try dictionary.doubles("values")
      sum = try dictionary.double("sum")
    }
  }
}
