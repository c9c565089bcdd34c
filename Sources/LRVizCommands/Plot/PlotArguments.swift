import Canvas
import Charts
import Pictures

/// What `lrviz plot` is asked for, and how it is done.
struct PlotArguments: PlainCommand {
  var schedule = ScheduleArguments()
  var drawing = DrawingArguments()
  var units = UnitArguments()
  var metrics: String?
  /// Never on a plain line.
  var assignments: [Assignment] = []
  var output: String?

  mutating func take(_ words: inout CommandWords) throws -> Bool {
    try schedule.take(&words) || drawing.take(&words) || units.take(&words)
      || words.option(.metrics, &metrics) || words.option(.picture, &output)
  }

  func run() throws(CommandError) {
    let plan = try plan()
    try plan.validate()
    var teller = NoteTeller()
    teller.tell(plan.notes)
    let terminal = OutputTerminal.current()
    let isSVG = output.map(PictureName.isSVG) ?? false
    let plot = try SchedulePlot(plan, isLogarithmic: drawing.logLR)
    teller.tell(plot.notes)
    let grid = plot.grid(
      size(on: terminal), glyphs: drawing.glyphs.glyphSet(isUTF8: isSVG || terminal.text.isUTF8))
    let text = isSVG ? SVGWriter().svg(grid) : ANSIText(colors(on: terminal)).text(grid)
    try OutputFile.write(to: output) { (sink) throws(CommandError) in try sink.write(text) }
  }

  private func plan() throws(CommandError) -> PrintPlan {
    let schedules = try schedule.schedules(stepsPerEpoch: units.stepsPerEpoch)
    let optimizer = try schedule.optimizerConfiguration()
    return PrintPlan(
      schedules: schedules, lrs: schedule.lr.values, epochs: schedule.epochs, optimizer: optimizer,
      metrics: try metrics.map(MetricSource.init), assignments: assignments,
      units: units.units)
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
