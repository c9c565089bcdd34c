import Training

#if canImport(Glibc)
  import Glibc
#endif

/// The lab's training without the lab: every epoch is written when it is done.
struct HeadlessTraining {
  var configurations: [RunConfiguration]
  var format: TrainFormat
  var speed = Pace.max
  /// Of all the runs, which `tutorial` makes one after the other.
  private var notes = NoteLog()

  init(configurations: [RunConfiguration], format: TrainFormat, speed: Pace = .max) {
    self.configurations = configurations
    self.format = format
    self.speed = speed
  }

  mutating func write(to output: inout ByteSink) throws(CommandError) {
    if format.isSideBySide || configurations.count == 1 { return try write(configurations, to: &output) }
    for configuration in configurations {
      try output.write("\(configuration.schedule.spec)\n")
      try write([configuration], to: &output)
    }
  }

  private mutating func write(_ configurations: [RunConfiguration], to output: inout ByteSink)
    throws(CommandError)
  {
    notes.print(configurations.flatMap { $0.notes() })
    let writer = format.writer(for: configurations)
    try output.write(writer.begin())
    var runs: [TrainingRun] = []
    for configuration in configurations { runs.append(try .starting(configuration)) }
    var pacemaker = Pacemaker(speed)
    for _ in 0..<(configurations.first?.epochs ?? 0) {
      pacemaker.waitForTick()
      for index in runs.indices {
        guard let record = try runs[index].nextEpoch() else { continue }
        try output.write(writer.line(record, run: index))
        try output.flush()
        if configurations[index].schedule.needsMetric, record.metric < 0 {
          notes.print(configurations[index].notes(hasNegativeMetrics: true))
        }
      }
    }
    notes.flush()
  }
}

extension TrainingRun {
  fileprivate static func starting(_ configuration: RunConfiguration) throws(CommandError) -> TrainingRun {
    do { return try TrainingRun(configuration) } catch {
      throw .usage("\(configuration.schedule.spec): \(error.message)")
    }
  }

  fileprivate mutating func nextEpoch() throws(CommandError) -> EpochRecord? {
    do { return try trainEpoch() } catch {
      throw .usage("\(schedule.spec), in epoch \(epoch + 1): \(error.message)")
    }
  }
}

/// Holds epochs back to a given speed, without drifting.
private struct Pacemaker {
  private let interval: Duration?
  private var next = ContinuousClock.now

  init(_ speed: Pace) {
    switch speed {
    case .max: interval = nil
    case .epochsPerSecond(let rate): interval = .seconds(1 / rate)
    }
  }

  mutating func waitForTick() {
    guard let interval else { return }
    let rest = ContinuousClock.now.duration(to: next).components
    next += interval
    guard rest.seconds >= 0, rest.attoseconds > 0 || rest.seconds > 0 else { return }
    var time = timespec(tv_sec: Int(rest.seconds), tv_nsec: Int(rest.attoseconds / 1_000_000_000))
    nanosleep(&time, nil)
  }
}
