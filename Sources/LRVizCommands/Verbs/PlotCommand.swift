import ArgumentParser
import Canvas
import Charts

struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "One chart of the learning rate on standard output, or as a picture in a file.")

  @OptionGroup var arguments: ScheduleArguments
  @OptionGroup var drawing: DrawingArguments
  @OptionGroup var units: UnitArguments

  @Option(help: "What metric-driven schedulers see: a file of one number a line, or a lambda.")
  var metrics: String?

  @OptionGroup var changes: ChangeArguments

  @Option(help: "Write a picture: FILE.svg, or characters for any other name.")
  var output: String?

  func run() throws {
    let plan = PrintPlan(
      schedules: try arguments.schedules(), lrs: arguments.lr.values, epochs: arguments.epochs,
      optimizer: try arguments.optimizerConfiguration(), metrics: try metrics.map(MetricSource.init),
      assignments: changes.assignments, units: units.units)
    try plan.validate()
    let terminal = OutputTerminal.current()
    let isSVG = output?.hasSuffix(".svg") ?? false
    let grid = try SchedulePlot(plan, isLogarithmic: drawing.logLr).grid(
      size(on: terminal), glyphs: drawing.glyphs.glyphSet(isUTF8: isSVG || terminal.isUTF8))
    let text = isSVG ? SVGWriter().svg(grid) : ANSIText(colors(on: terminal)).text(grid)
    try OutputFile.write(to: output) { (sink) throws(CommandError) in try sink.write(text) }
  }

  /// As wide as the terminal, and not so high that the command scrolls away.
  private func size(on terminal: OutputTerminal) -> Size {
    if let size = drawing.size { return size }
    guard output == nil, let size = terminal.size else { return PictureSize.standard }
    return Size(width: size.width, height: min(size.height - 2, 30))
  }

  private func colors(on terminal: OutputTerminal) -> ANSIText.Colors {
    output == nil || drawing.color == .always ? terminal.colors(drawing.color) : .none
  }
}
