import Canvas
import Charts
import LRSchedulers
import Lab
import RunLogs
import Tracks

/// The charts of logs: rates above, losses below, several runs over each other, and plans under the rates; or whatever
/// columns of numbers a file holds.
struct LogPlot {
  private var rates: [PlotLine] = []
  private var losses: [PlotLine] = []
  private var numbers: [PlotLine] = []
  private let title: String
  private let axis: LogAxis
  private let isLogarithmic: Bool

  init(_ logs: [LogPaths.Log], isLogarithmic: Bool) {
    self.isLogarithmic = isLogarithmic
    title = logs.count == 1 ? SafeText.escape(logs[0].run.name ?? logs[0].run.path) : ""
    axis = logs.first?.run.axis ?? .line
    for (number, log) in logs.enumerated() { add(log, logs.count == 1 ? nil : number) }
  }

  /// The largest logged rate; nil where none is logged.
  var peak: Double? {
    rates.isEmpty ? nil : rates.compactMap { $0.track.extremes.finiteRange?.upperBound }.max() ?? 0
  }

  /// Lays the rates of a plan under those that were logged.
  mutating func add(plan: Track, label: String, _ number: Int) {
    var line = PlotLine.alternative(plan, index: number, label: label)
    line.tag = nil
    rates.insert(line, at: 0)
  }

  func stack(_ glyphs: GlyphSet) -> ChartStack {
    var charts: [LineChart] = []
    if !rates.isEmpty { charts.append(chart(rates, "learning rate", glyphs, isLogarithmic: isLogarithmic)) }
    if !losses.isEmpty { charts.append(chart(losses, "loss", glyphs, isLogarithmic: false)) }
    if charts.isEmpty { charts.append(chart(numbers, "", glyphs, isLogarithmic: isLogarithmic)) }
    charts[0].title = title
    return ChartStack(charts)
  }

  private func chart(_ lines: [PlotLine], _ name: String, _ glyphs: GlyphSet, isLogarithmic: Bool)
    -> LineChart
  {
    var chart = LineChart(glyphs: glyphs)
    chart.lines = lines
    chart.y.scale = isLogarithmic ? .log : .linear
    chart.y.name = name
    chart.x.name = axis.rawValue
    let ranges = (rates + losses + numbers).compactMap(\.track.xRange)
    if let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() {
      chart.x.bounds = .fixed(low, max(high, low + 1))
    }
    return chart
  }

  // MARK: Lines

  /// - Parameter number: of the run among several; nil for the only one.
  private mutating func add(_ log: LogPaths.Log, _ number: Int?) {
    let names = ShownNames(log.run)
    let run = SafeText.escape(log.run.name ?? log.run.path)
    let groups = log.roles.lrGroups
    for (group, index) in groups.prefix(number == nil ? 8 : 1).enumerated() {
      let track = log.run.series[index].track
      rates.append(
        number.map { PlotLine.compared(track, index: $0, label: run, shape: .stepped) }
          ?? PlotLine(
            track, label: groups.count > 1 ? names[index] : "",
            style: Style(groups.count > 1 ? .series(group) : .lr),
            dash: .line(group), shape: .stepped))
    }
    for (role, style, dash) in [
      (LogRole.trainLoss, Style(.trainLoss), DashPattern.solid), (.valLoss, Style(.valLoss), .dashed),
    ] {
      guard let index = log.roles[role] else { continue }
      let track = log.run.series[index].track
      let isBest = role == .valLoss || log.roles[.valLoss] == nil
      if let number {
        // Of several runs one loss each: that which says how good they are.
        if isBest { losses.append(PlotLine.compared(track, index: number, label: run)) }
      } else {
        losses.append(PlotLine(track, label: names[index], style: style, dash: dash))
      }
    }
    if !log.roles.hasCurves { addNumbers(log, names, number ?? 0) }
  }

  /// Columns of numbers: the first is x where it ascends, as gnuplot has it; one alone stands over its lines.
  private mutating func addNumbers(_ log: LogPaths.Log, _ names: ShownNames, _ number: Int) {
    let series = log.run.series.prefix(8)
    guard let first = series.first else { return }
    let x = series.count > 1 && isAscending(first.track) && first.name == "column 1" ? first.track : nil
    for (index, one) in series.enumerated() where x == nil || index > 0 {
      var track = one.track
      if let x, x.count == track.count {
        track = Track()
        for point in 0..<x.count { track.append(x: x[point], one.track[point]) }
      }
      let isOnly = series.count - (x == nil ? 0 : 1) == 1
      numbers.append(
        PlotLine(
          track, label: isOnly ? "" : names[index], style: Style(.series(number + numbers.count)),
          dash: .line(numbers.count)))
    }
  }

  private func isAscending(_ track: Track) -> Bool {
    var last = -Double.infinity
    for index in 0..<track.count {
      let value = track[index]
      guard value.isFinite, value > last else { return false }
      last = value
    }
    return track.count > 1
  }
}
