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
  /// How many epochs or steps of the schedules are shown: those that were asked for, else as long as configurations say, or as
  /// the loop of their script goes around.
  ///
  /// - Parameter interval: what is counted.
  func length(of items: [SpecSchedule], in interval: Interval) -> Int {
    guard items.contains(where: \.isConfiguration) else {
      return givenEpochs ?? loopLength(of: items, in: interval) ?? epochs
    }
    if let givenEpochs, !items.contains(where: \.takesEpochs) { return givenEpochs }
    return items.compactMap(\.length).max() ?? epochs
  }

  /// How often the longest loop of all scripts goes around.
  private func loopLength(of items: [SpecSchedule], in interval: Interval) -> Int? {
    guard let length = items.compactMap({ $0.loopLength(in: interval) }).max() else { return nil }
    if length <= Self.longestLoop { return length }
    StandardError.say(
      "note: \(epochs) rows, as the script's loop goes around \(length) times: --epochs N shows others")
    return nil
  }

  /// A loop that goes around more often is not shown whole without being asked.
  private static let longestLoop = 100_000
}

extension SpecSchedule {
  /// How often the loop of the script goes around, counted in some interval; nil where that is not known, or is but once.
  func loopLength(in interval: Interval) -> Int? {
    guard let length, length > 1 else { return nil }
    guard stepsPerBatch == true, interval == .epoch else { return length }
    return stepsPerEpoch.map { (length - 1) / $0 + 1 }
  }
}
