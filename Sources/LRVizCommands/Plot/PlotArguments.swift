import Canvas
import Charts
import LRSchedulers
import Pictures
import Tracks

/// What `lrviz plot` is asked for, and how it is done.
struct PlotArguments: PlainCommand {
  var schedule = ScheduleArguments()
  var drawing = DrawingArguments()
  var units = UnitArguments()
  var metrics: String?
  var log = LogArguments()
  /// Never on a plain line.
  var assignments: [Assignment] = []
  var picture = PictureArguments()

  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool {
    try schedule.consume(&reader) || drawing.consume(&reader) || units.consume(&reader)
      || log.consume(&reader) || reader.option(.metrics, &metrics) || picture.consume(&reader)
  }

  func run() throws(CommandError) {
    try picture.validate()
    let words = try PlottedLogs(schedule.specs, log)
    if !words.logs.isEmpty { return try plot(words) }
    var schedule = schedule
    schedule.formLook = ScreenLook(drawing)
    let plan = try plan(schedule)
    try plan.validate()
    var notes = NoteLog()
    notes.print(plan.metricNotes + plan.notes)
    let plot = try SchedulePlot(plan, isLogarithmic: drawing.logLR == true)
    notes.print(plot.notes)
    try write { glyphs, fits in plot.stack(glyphs, fits: fits) }
  }

  /// The charts of logs, over plans if SPECs stand beside them.
  private func plot(_ words: PlottedLogs) throws(CommandError) {
    var plot = LogPlot(words.logs, isLogarithmic: drawing.logLR == true)
    if !words.specs.isEmpty { try lay(words.specs, over: &plot, of: words.logs.first) }
    try write { glyphs, _ in plot.stack(glyphs) }
  }

  /// - Parameter draw: makes the charts with glyphs, and with a question whether their legends fit.
  private func write(_ draw: (GlyphSet, (ChartStack) -> Bool) -> ChartStack) throws(CommandError) {
    if let file = picture.file {
      let look = PictureSize(picture, cells: drawing.size)
      let stack = draw(.braille) { look.isWhole($0) }
      return try file.write(look.scene(stack), theme: drawing.theme.theme ?? .light)
    }
    let terminal = OutputTerminal.current()
    let size = size(on: terminal)
    let stack = draw(drawing.glyphs.glyphSet(isUTF8: terminal.text.isUTF8)) { stack in
      stack.charts.allSatisfy { $0.legendIsWhole(at: size) }
    }
    let isColored = picture.output == nil || drawing.color == .always
    let text = drawing.text(stack, size, on: terminal, isColored: isColored)
    try OutputFile.write(to: picture.output) { (sink) throws(CommandError) in try sink.write(text) }
  }

  private func plan(_ schedule: ScheduleArguments) throws(CommandError) -> PrintPlan {
    var schedule = schedule
    schedule.counts = units.counts
    let items = try schedule.schedules(stepsPerEpoch: units.stepsPerEpoch, interval: units.interval)
    let counted = try units.units(of: items)
    return PrintPlan(
      items: items, epochs: schedule.length(of: items, in: counted.interval),
      metrics: try metrics.map { text throws(CommandError) in try MetricSource(text, log) },
      assignments: assignments, units: counted, drawsWithoutMetric: true)
  }

  /// As wide as the terminal, and not so high that the command scrolls away.
  private func size(on terminal: OutputTerminal) -> Size {
    if let size = drawing.size ?? Settings.current.size.value { return size }
    guard picture.output == nil, let size = terminal.size else { return CellCount.standard }
    return Size(width: size.width, height: min(size.height - 2, 30))
  }
}
