import Charts
import Tracks

/// How a chart's values are shown: linear or logarithmic, and around which of them.
struct ValueAxis: Sendable, Equatable {
  var scale = Axis.Scale.linear
  /// nil: the chart's own.
  var shown: Extremes?
}

/// The axes of the charts of several panes, one for each role: what stands equally high is equally large.
struct SharedAxes: Sendable {
  private var axes: [ChartContent.Role: ValueAxis] = [:]

  /// - Parameter charts: those of all panes.
  init(_ charts: [ChartContent], _ factory: ChartFactory) {
    for (role, charts) in Dictionary(grouping: charts, by: \.role)
    where charts.contains(where: { !$0.lines.isEmpty }) {
      var axis = factory.axis(role, charts.map(\.lines))
      if axis.shown == nil {
        axis.shown = charts.reduce(into: Extremes()) { $0.add(factory.plain($1).ownExtremes) }
      }
      axes[role] = axis
    }
  }

  subscript(role: ChartContent.Role) -> ValueAxis? { axes[role] }
}

/// What rates span: from the peak down to what they stay at for some time.
struct RateRange: Sendable {
  /// Linear axes show less than this well.
  private static let wide = 50.0
  /// Below this part of the peak the axis goes only for a schedule that stays there.
  private static let floor = 1e-4
  /// The part of a schedule that says whether it is wide, and that by which it stays somewhere.
  private static let (decisive, lasting) = (0.15, 0.05)
  /// Places that are looked at.
  private static let samples = 80

  private let peak: Double
  /// The lowest rate that an axis has to show; positive.
  private let lowest: Double
  /// Whether a seventh of it, or more, is less than a fiftieth of the peak: of a cosine that ends at 0 it is a tenth.
  let isWide: Bool

  /// - Parameter lines: those of one pane, what has been trained and what is planned.
  init(_ lines: [PlotLine], within domain: ClosedRange<Double>) {
    let shown = lines.filter { !$0.isGhost && !$0.isBeside }
    let values = Self.values(shown, domain)
    guard let peak = values.last else {
      (peak, lowest, isWide) = (0, 0, false)
      return
    }
    func share(_ part: Double) -> Double { values[Int(Double(values.count - 1) * part)] }
    self.peak = peak
    isWide = peak / share(Self.decisive) > Self.wide
    let staysLow = share(Self.lasting) < Self.floor * peak
    lowest = staysLow ? share(0.02) : max(values[0], Self.floor * peak)
  }

  /// The positive rates of all lines at equal distances, in ascending order.
  private static func values(_ lines: [PlotLine], _ domain: ClosedRange<Double>) -> [Double] {
    let step = (domain.upperBound - domain.lowerBound) / Double(samples - 1)
    var values: [Double] = []
    values.reserveCapacity(samples * lines.count)
    for line in lines {
      for index in 0..<samples {
        let value = line.value(at: domain.lowerBound + Double(index) * step)
        if let value, value > 0 { values.append(value) }
      }
    }
    values.sort()
    return values
  }

  /// What a logarithmic axis shows of several.
  static func extremes(of ranges: [RateRange]) -> Extremes {
    ranges.reduce(into: Extremes()) { extremes, range in
      guard range.peak > 0 else { return }
      extremes.add(range.lowest)
      extremes.add(range.peak)
    }
  }
}
