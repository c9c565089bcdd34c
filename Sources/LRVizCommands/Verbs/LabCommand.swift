import ArgumentParser
import Canvas
import LRSchedulers
import Lab
import Terminal
import Training

struct LabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab",
    abstract: "The terminal lab: one scheduler per pane, training live. ? in the lab lists the keys.",
    discussion: "Without a SPEC, the five schedulers of the tutorial.")

  @OptionGroup var arguments: ScheduleArguments
  @OptionGroup var training: TrainingArguments
  @OptionGroup var drawing: DrawingArguments

  @Flag(help: "A logarithmic axis for the losses.")
  var logLoss = false

  @Option(parsing: .unconditional, help: "Epochs a second, or max.", transform: SpeedChoice.parse)
  var speed = SpeedChoice.epochsPerSecond(20)

  @Option(
    help:
      "Train to the end without a terminal, then write the screen: FILE.svg, or characters for any other name."
  )
  var snapshot: String?

  func validate() throws {
    if drawing.size != nil, snapshot == nil {
      throw ValidationError("--size goes with --snapshot; on a terminal the lab has the terminal's size")
    }
  }

  func run() throws {
    let launch = try launch()
    if let snapshot {
      try LabSnapshot(launch.lab(isUTF8: true), size: drawing.size ?? LabSnapshot.standardSize)
        .write(to: snapshot, colors: drawing.color)
    } else {
      try launch.run()
    }
  }

  func launch() throws(CommandError) -> LabLaunch {
    let schedules = arguments.specs.isEmpty ? Tutorial.schedules : try arguments.schedules()
    return LabLaunch(
      configurations: try training.configurations(of: schedules, arguments), speed: speed,
      glyphs: drawing.glyphs, color: drawing.color, logLR: drawing.logLr, logLoss: logLoss)
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

extension ColorChoice {
  var mode: ColorMode {
    switch self {
    case .auto: .auto
    case .always: .always
    case .never: .never
    }
  }
}

extension SpeedChoice {
  var labSpeed: Speed {
    switch self {
    case .epochsPerSecond(let rate): .epochsPerSecond(rate)
    case .max: .max
    }
  }
}
