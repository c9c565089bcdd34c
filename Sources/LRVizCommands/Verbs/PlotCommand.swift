import ArgumentParser

struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "One chart of schedules or training logs on standard output, or as a picture in a file.")

  @OptionGroup var schedule: ScheduleOptions
  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var units: UnitOptions
  @OptionGroup var log: LogOptions
  @Option(.metrics) var metrics: String?
  @OptionGroup var changes: ChangeArguments
  @Option(.picture) var output: String?

  var arguments: PlotArguments {
    get throws(CommandError) {
      PlotArguments(
        schedule: try schedule.arguments(), drawing: drawing.arguments, units: try units.arguments(),
        metrics: metrics, log: log.arguments, assignments: changes.assignments, output: output)
    }
  }

  func run() throws { try arguments.run() }
}

extension OptionDeclaration where Value == String {
  static var picture: Self {
    Self(
      "output", help: "Write a picture: FILE.svg, or characters for any other name.", valueName: "FILE",
      parse: PictureName.parse)
  }
}
