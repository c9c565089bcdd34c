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
  @OptionGroup var picture: PictureOptions

  var arguments: PlotArguments {
    get throws(CommandError) {
      PlotArguments(
        schedule: try schedule.arguments(), drawing: drawing.arguments, units: try units.arguments(),
        metrics: metrics, log: log.arguments, assignments: changes.assignments,
        picture: picture.arguments)
    }
  }

  func run() throws { try arguments.run() }
}
