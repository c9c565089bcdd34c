import LRSchedulers

/// Numbers that stand outside of a framework's configuration.
struct OutsideCounts {
  var samples: Int?
  var batchSize: Int?
  var globalBatch: Int?
  var devices: Int?
  var accumulation: Int?

  /// For whoever reads configurations.
  func write(to options: inout ScriptOptions) {
    options.samples = samples
    options.batchSize = batchSize
    options.globalBatch = globalBatch
    options.devices = devices
    options.accumulation = accumulation
  }
}

extension ScheduleArguments {
  /// How many epochs or steps of the schedules are shown: those that were asked for, else as long as configurations say.
  func length(of items: [SpecSchedule]) -> Int {
    if let givenEpochs, !items.contains(where: \.takesEpochs) { return givenEpochs }
    return items.compactMap(\.length).max() ?? epochs
  }
}
