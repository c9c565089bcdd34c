import ArgumentParser
import Training

/// What `print` and `plot` count: their `--epochs` are steps of the scheduler, as those of `check` are.
struct UnitArguments: ParsableArguments {
  @Option(
    help: "When the scheduler steps: epoch or step; --epochs counts what it says.",
    transform: Interval.choice)
  var interval = Interval.epoch

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Optimizer steps of an epoch, to show steps and epochs.", valueName: "K"),
    transform: UnitCount.parse)
  var stepsPerEpoch: Int?

  var units: PlanUnits { PlanUnits(interval: interval, stepsPerEpoch: stepsPerEpoch) }
}
