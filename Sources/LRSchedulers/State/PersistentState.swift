/// A state that can be written with the names of PyTorch's attributes, and read again.
protocol PersistentState: SchedulerState {
  func write(to dictionary: inout StateDictionary)
  init(reading dictionary: StateDictionary) throws(SchedulerError)
}

extension RunnableScheduler where State: PersistentState {
  func write(_ state: State, to dictionary: inout StateDictionary, groupCount: Int) {
    state.write(to: &dictionary)
  }

  func state(reading dictionary: StateDictionary) throws(SchedulerError) -> State {
    try State(reading: dictionary)
  }
}

extension EpochState: PersistentState {
  func write(to dictionary: inout StateDictionary) {
    dictionary["last_epoch"] = .int(lastEpoch)
    dictionary["base_lrs"] = .list(baseLRs.map(ParameterValue.double))
    dictionary["_step_count"] = .int(stepCount)
  }

  init(reading dictionary: StateDictionary) throws(SchedulerError) {
    self.init(lastEpoch: try dictionary.int("last_epoch"), baseLRs: try dictionary.doubles("base_lrs"))
    stepCount = try dictionary.int("_step_count")
  }
}
