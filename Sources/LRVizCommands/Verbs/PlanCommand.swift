import ArgumentParser
import LRSchedulers
import Lab
import Training

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "The lab without training: schedules at any length, redrawn at each key.",
    discussion:
      "With the steps of an epoch, by --steps-per-epoch or from samples and batches, schedulers step with every batch."
  )

  @OptionGroup var schedule: ScheduleOptions
  @Option(
    help: ArgumentHelp("When the scheduler steps: epoch, or step; --epochs counts epochs of the training."),
    transform: Interval.choice)
  var interval: Interval?
  @Option(.stepsPerEpoch) var stepsPerEpoch: Int?
  @OptionGroup var samples: SampleOptions
  @OptionGroup var drawing: DrawingOptions
  @Option(.snapshot) var snapshot: String?

  func run() throws {
    var lab = LabArguments(
      schedule: try schedule.arguments(), drawing: drawing.arguments, snapshot: snapshot)
    lab.training.workload = RunConfiguration.noWorkload
    lab.schedule.counts = samples.counts
    lab.training.plannedStepsPerEpoch = stepsPerEpoch
    if samples.isComplete {
      lab.training.plannedStepsPerEpoch = try samples.stepsPerEpoch(given: stepsPerEpoch)
    } else {
      do { _ = try samples.stepsPerEpoch() } catch { lab.incomplete = error }
    }
    lab.training.givenInterval = interval
    lab.training.standardInterval = lab.training.plannedStepsPerEpoch == nil ? .epoch : .step
    lab.units = try units(epochs: lab.schedule.epochs)
    try lab.run()
  }

  /// What the panel of units begins with; nil where the samples are not known.
  private func units(epochs: Int) throws(CommandError) -> TrainingUnits? {
    guard let count = samples.samples else { return nil }
    guard samples.isComplete else { return nil }
    return try samples.applied(to: TrainingUnits(samples: count, epochs: epochs))
  }
}
