import Canvas
import Charts
import LRSchedulers
import Tracks

/// The chart of some schedules, each walked to its end.
struct SchedulePlot {
  private var lines: [PlotLine] = []
  private var markers: [PlotMarker] = []
  /// Why other futures are not drawn, or not to the end.
  private(set) var notes: [ScheduleNote] = []
  private let schedules: [Schedule]
  /// The schedule and the parameter group of each line.
  private let owners: [(schedule: Int, group: Int)]
  private let isLogarithmic: Bool
  private let epochs: Int
  private let units: PlanUnits

  init(_ plan: PrintPlan, isLogarithmic: Bool) throws(CommandError) {
    self.isLogarithmic = isLogarithmic
    epochs = plan.epochs
    units = plan.units
    schedules = plan.schedules
    owners = plan.items.enumerated().flatMap { index, item in item.lrs.indices.map { (index, $0) } }
    var walks = try plan.walks()
    for index in walks.indices {
      try add(&walks[index], of: plan, index)
    }
  }

  func grid(_ size: Size, glyphs: GlyphSet) -> CellGrid {
    stack(glyphs) { $0.charts[0].legendIsWhole(at: size) }.grid(size)
  }

  /// Several schedules stand in the legend with their specs, or, where those do not fit, numbered and with what tells
  /// them apart.
  func stack(_ glyphs: GlyphSet, fits: (ChartStack) -> Bool) -> ChartStack {
    var stack = ChartStack([chart(glyphs)])
    if schedules.count > 1, !fits(stack) { number(&stack.charts[0]) }
    return stack
  }

  private func chart(_ glyphs: GlyphSet) -> LineChart {
    var chart = LineChart(title: schedules.count == 1 ? schedules[0].spec : "", glyphs: glyphs)
    chart.lines = lines
    chart.markers = markers
    chart.hasMarkerRow = !markers.isEmpty
    // As the lab's charts: from the first epoch, which is 1, to the last.
    chart.x.bounds = .fixed(1, Double(max(2, epochs)))
    chart.y.scale = isLogarithmic ? .log : .linear
    chart.y.name = "learning rate"
    chart.x.name = units.word
    chart.secondX = units.secondRuler
    return chart
  }

  private func number(_ chart: inout LineChart) {
    let differences = ScheduleDifferences(schedules)
    chart.title = differences.commonName ?? ""
    chart.lines = lines.indices.map { index in
      let (schedule, group) = owners[index]
      let label = GroupColumns.name(differences.texts[schedule], group: group)
      return .compared(lines[index].track, index: index, label: label, shape: lines[index].shape)
    }
  }

  private mutating func add(_ walk: inout ScheduleWalk, of plan: PrintPlan, _ index: Int) throws(CommandError)
  {
    var curves = plan.items[index].lrs.map { _ in Track() }
    var others = FutureCurves()
    var changes: [Int] = []
    var row = ScheduleRow()
    while try walk.next(into: &row) {
      for group in curves.indices { curves[group].append(row.lrs[group]) }
      if !plan.assignments.isEmpty { others.append(row) }
      if !row.changes.isEmpty { changes.append(row.epoch) }
    }
    if plan.schedules.count == 1 { notes = Array(walk.endings.values) }
    // Of several schedules they would be too many to tell apart.
    let beside = plan.schedules.count == 1 ? others.lines : []
    for (group, curve) in curves.enumerated() {
      lines.append(line(curve, of: plan, index, group, isInForce: !beside.isEmpty))
    }
    lines += beside
    // Marks of several schedules would lie over each other and say nothing.
    if plan.schedules.count == 1 {
      let assigned = plan.assignments.map { $0.epoch + 1 }.filter { !changes.contains($0) }
      markers = (changes + assigned).sorted().map { PlotMarker(x: Double($0)) }
    }
  }

  /// - Parameter isInForce: whether other futures are drawn beside it.
  private func line(
    _ curve: Track, of plan: PrintPlan, _ index: Int, _ group: Int, isInForce: Bool
  ) -> PlotLine {
    let number = plan.items[..<index].reduce(0) { $0 + $1.lrs.count } + group
    let isOnly = plan.items.count == 1 && plan.items[0].lrs.count == 1
    let name =
      plan.schedules.count > 1 ? plan.schedules[index].spec : isInForce ? Future.inForce.rawValue : "lr"
    let label = GroupColumns.name(name, group: group)
    return PlotLine(
      curve, label: isOnly && !isInForce ? "" : label, style: Style(isOnly ? .lr : .series(number)),
      dash: .line(number), shape: .stepped)
  }
}
