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
  func length(of items: [SpecSchedule]) -> Int {
    guard items.contains(where: \.isConfiguration) else {
      return givenEpochs ?? loopLength(of: items) ?? epochs
    }
    if let givenEpochs, !items.contains(where: \.takesEpochs) { return givenEpochs }
    return items.compactMap(\.length).max() ?? epochs
  }

  /// How often the loop goes around that all schedules have.
  private func loopLength(of items: [SpecSchedule]) -> Int? {
    guard let length = items.first?.length, (2...Self.longestLoop).contains(length),
      items.allSatisfy({ $0.length == length })
    else { return nil }
    StandardError.say(
      "note: \(length) rows, as the script's loop goes around \(length) times: --epochs N shows others")
    return length
  }

  /// A loop that goes around more often is not shown whole without being asked.
  private static let longestLoop = 100_000
}
