import Lab
import Training

/// What `lrviz lab` is asked for, and how it is done.
struct LabArguments: PlainCommand {
  var schedule = ScheduleArguments()
  var training = TrainingArguments()
  var drawing = DrawingArguments()
  var logLoss = Settings.current.logLoss.value?.isOn ?? false
  var speed = Settings.current.speed.value ?? .max
  var snapshot: String?
  /// With how many seeds each pane is trained.
  var seeds = 1
  /// Whether the last session is opened.
  var opensLast = false
  /// What the panel of units begins with; nil for the numbers of the workload.
  var units: TrainingUnits?
  /// Why the steps of an epoch do not follow from samples and batches by themselves, where they do not.
  var incomplete: CommandError?

  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool {
    try schedule.consume(&reader) || training.consume(&reader) || drawing.consume(&reader)
      || reader.flag(.logLoss, &logLoss) || reader.option(.speed, &speed)
      || reader.option(.snapshot, &snapshot) || reader.option(.seeds, &seeds)
  }

  func run() throws(CommandError) {
    let launch = try launch()
    guard let snapshot else { try launch.run() }
    try LabSnapshot(
      launch.lab(launch.look.display()),
      size: drawing.size ?? Settings.current.size.value ?? LabSnapshot.standardSize
    )
    .write(to: snapshot, colors: drawing.color)
  }

  func launch() throws(CommandError) -> LabLaunch {
    if drawing.size != nil, snapshot == nil {
      throw .usage("--size goes with --snapshot; on a terminal the lab has the terminal's size")
    }
    if let session = try session() {
      return LabLaunch(
        configurations: [], speed: speed, look: ScreenLook(drawing, logLoss: logLoss), session: session)
    }
    var schedule = schedule
    let look = ScreenLook(drawing, logLoss: logLoss)
    schedule.formLook = look
    if snapshot == nil, schedule.asking == .never { schedule.asking = .onTerminal }
    let schedules =
      schedule.specs.isEmpty
      ? try schedule.items(for: Tutorial.schedules)
      : try schedule.schedules(stepsPerEpoch: training.stepsPerEpoch(), interval: training.interval)
    if let incomplete, !schedules.contains(where: \.isConfiguration) { throw incomplete }
    return LabLaunch(
      configurations: try training.configurations(of: schedules, schedule),
      origins: schedules.map { $0.origin.flatMap { $0.isScript ? $0 : nil } },
      speed: speed, look: look, units: units, seeds: seeds)
  }

  /// The session that is to be opened again; nil for a new one.
  private func session() throws(CommandError) -> SessionState? {
    guard opensLast else { return try SessionFolder.session(named: schedule.specs) }
    guard schedule.specs.isEmpty else {
      throw .usage("--last opens the last session: expected no SPEC, got '\(schedule.specs[0])'")
    }
    return try SessionFolder.last()
  }
}
