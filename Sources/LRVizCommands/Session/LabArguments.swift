import Training

/// What `lrviz lab` is asked for, and how it is done.
struct LabArguments: PlainCommand {
  var schedule = ScheduleArguments()
  var training = TrainingArguments()
  var drawing = DrawingArguments()
  var logLoss = false
  var speed = Pace.epochsPerSecond(20)
  var snapshot: String?

  mutating func take(_ words: inout CommandWords) throws -> Bool {
    try schedule.take(&words) || training.take(&words) || drawing.take(&words)
      || words.flag(.logLoss, &logLoss) || words.option(.speed, &speed) || words.option(.snapshot, &snapshot)
  }

  func run() throws(CommandError) {
    let launch = try launch()
    guard let snapshot else { try launch.run() }
    try LabSnapshot(launch.lab(isUTF8: true), size: drawing.size ?? LabSnapshot.standardSize)
      .write(to: snapshot, colors: drawing.color)
  }

  func launch() throws(CommandError) -> LabLaunch {
    if drawing.size != nil, snapshot == nil {
      throw .usage("--size goes with --snapshot; on a terminal the lab has the terminal's size")
    }
    let schedules =
      schedule.specs.isEmpty
      ? Tutorial.schedules : try schedule.schedules(stepsPerEpoch: training.stepsPerEpoch())
    return LabLaunch(
      configurations: try training.configurations(of: schedules, schedule), speed: speed,
      glyphs: drawing.glyphs, color: drawing.color, logLR: drawing.logLR, logLoss: logLoss)
  }
}
