/// `best` may be infinite or NaN, which JSON needs help with.
extension Keras.ReduceLROnPlateau.State {
  private enum CodingKeys: String, CodingKey {
    case lastEpoch = "last_epoch"
    case best
    case bestEpoch = "best_epoch"
    case wait
    case cooldownCounter = "cooldown_counter"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    lastEpoch = try container.decode(Int.self, forKey: .lastEpoch)
    best = try container.decodeNumberIfPresent(forKey: .best)
    bestEpoch = try container.decodeIfPresent(Int.self, forKey: .bestEpoch)
    wait = try container.decode(Int.self, forKey: .wait)
    cooldownCounter = try container.decodeNumber(forKey: .cooldownCounter)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(lastEpoch, forKey: .lastEpoch)
    try container.encodeNumber(best, forKey: .best)
    try container.encodeIfPresent(bestEpoch, forKey: .bestEpoch)
    try container.encode(wait, forKey: .wait)
    try container.encodeNumber(cooldownCounter, forKey: .cooldownCounter)
  }
}

extension Keras.ReduceLROnPlateau.State: PersistentState {
  func write(to dictionary: inout StateDictionary) {
    dictionary["last_epoch"] = .int(lastEpoch)
    dictionary["best"] = best.map(ParameterValue.double)
    dictionary["wait"] = .int(wait)
    dictionary["cooldown_counter"] = .double(cooldownCounter)
  }

  init(reading dictionary: StateDictionary) throws(SchedulerError) {
    lastEpoch = try dictionary.int("last_epoch")
    best = dictionary["best"] == nil ? nil : try dictionary.double("best")
    wait = try dictionary.int("wait")
    cooldownCounter = try dictionary.double("cooldown_counter")
  }
}
