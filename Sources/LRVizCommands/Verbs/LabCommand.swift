import ArgumentParser
import LRSchedulers
import Lab
import Training

struct LabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab",
    abstract: "The terminal lab: one scheduler per pane, training live. ? in the lab lists the keys.",
    discussion: """
      Without a SPEC, the five schedulers of the tutorial. A folder that w has written opens that session again.
      """)

  @OptionGroup var schedule: ScheduleOptions
  @OptionGroup var training: TrainingOptions
  @OptionGroup var drawing: DrawingOptions
  @Flag(.logLoss) var logLoss = LabArguments().logLoss
  @Option(.speed) var speed = LabArguments().speed
  @Option(.snapshot) var snapshot: String?
  @Flag(name: .customLong("last"), help: "Open the last session again, as it was left.")
  var opensLast = false
  @Option(.seeds) var seeds = LabArguments().seeds

  var arguments: LabArguments {
    get throws(CommandError) {
      LabArguments(
        schedule: try schedule.arguments(), training: training.arguments, drawing: drawing.arguments,
        logLoss: logLoss, speed: speed, snapshot: snapshot, seeds: seeds,
        opensLast: opensLast)
    }
  }

  func run() throws { try arguments.run() }
}

extension FlagDeclaration {
  static var logLoss: Self { Self(name: "log-loss", help: "A logarithmic axis for the losses.") }
}

extension OptionDeclaration where Value == String {
  static var snapshot: Self {
    Self(
      "snapshot",
      help:
        "Train to the end without a terminal, then write the screen: FILE.svg, FILE.png, or FILE.txt for characters.",
      valueName: "FILE", parse: PictureFile.parse)
  }
}

extension OptionDeclaration where Value == Int {
  static var seeds: Self {
    Self(
      "seeds",
      help: "Train each pane with so many seeds, from --seed on, and show how far the results lie apart.",
      takesDashes: true, parse: SeedCount.parse)
  }
}

/// What the lab shows when it is asked for nothing: the schedulers of PyTorch's tutorial, with its arguments.
enum Tutorial {
  static let schedules = [
    Schedule(StepLR(stepSize: 10, gamma: 0.1)),
    Schedule(MultiStepLR(milestones: [15, 25], gamma: 0.1)),
    Schedule(ExponentialLR(gamma: 0.95)),
    Schedule(ReduceLROnPlateau(mode: .min, factor: 0.1, patience: 10)),
    Schedule(CosineAnnealingLR(tMax: 50)),
  ]
}
