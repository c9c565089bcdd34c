/// Written with the names of PyTorch's `state_dict`; `best` is infinite before the first metric, which JSON needs help with.
extension ReduceLROnPlateau.State {
  private enum CodingKeys: String, CodingKey {
    case lastEpoch = "last_epoch"
    case best
    case bestEpoch = "best_epoch"
    case numBadEpochs = "num_bad_epochs"
    case cooldownCounter = "cooldown_counter"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    lastEpoch = try container.decode(Int.self, forKey: .lastEpoch)
    best = try container.decodeNumber(forKey: .best)
    bestEpoch = try container.decodeIfPresent(Int.self, forKey: .bestEpoch)
    numBadEpochs = try container.decode(Int.self, forKey: .numBadEpochs)
    // A cooldown of 1.5 is counted down to 0.5 and -0.5: as many epochs as from the next whole number.
    let counter = try container.decode(Double.self, forKey: .cooldownCounter)
    cooldownCounter = Int(clamping: counter.rounded(.up))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(lastEpoch, forKey: .lastEpoch)
    try container.encodeNumber(best, forKey: .best)
    try container.encodeIfPresent(bestEpoch, forKey: .bestEpoch)
    try container.encode(numBadEpochs, forKey: .numBadEpochs)
    try container.encode(cooldownCounter, forKey: .cooldownCounter)
  }
}

extension ReduceLROnPlateau.State {
  public func isValid(forGroupCount groups: Int) -> Bool {
    lastEpoch.isSafeCount && numBadEpochs.isSafeCount && cooldownCounter.isSafeCount
  }
}

extension ReduceLROnPlateau.State: PersistentState {
  /// Without ``bestEpoch``, which PyTorch does not keep.
  func write(to dictionary: inout StateDictionary) {
    dictionary["last_epoch"] = .int(lastEpoch)
    dictionary["best"] = .double(best)
    dictionary["num_bad_epochs"] = .int(numBadEpochs)
    dictionary["cooldown_counter"] = .int(cooldownCounter)
  }

  init(reading dictionary: StateDictionary) throws(SchedulerError) {
    self.init(best: try dictionary.double("best"))
    lastEpoch = try dictionary.int("last_epoch")
    numBadEpochs = try dictionary.int("num_bad_epochs")
    cooldownCounter = Int(clamping: try dictionary.double("cooldown_counter").rounded(.up))
  }
}
