import Canvas
import Charts
import Predict
import Tracks

/// The losses that were measured and those foretold, each within its band, over the rates of the plans.
struct PredictChart {
  private let prediction: Prediction
  private let isLogarithmic: Bool
  /// A curve is drawn with no more points than these.
  private static let most = 2_000

  init(_ prediction: Prediction, isLogarithmic: Bool) {
    (self.prediction, self.isLogarithmic) = (prediction, isLogarithmic)
  }

  func stack(_ glyphs: GlyphSet) -> ChartStack {
    let plans = prediction.plans + (prediction.best.map { [$0.plan] } ?? [])
    var losses = chart("loss", glyphs, plans)
    var rates = chart("learning rate", glyphs, plans)
    rates.y.scale = isLogarithmic ? .log : .linear
    for log in prediction.logs { losses.lines.append(measured(log.rows.steps, log.rows.losses)) }
    for (index, plan) in plans.enumerated() {
      let points = plan.forecast.points
      for side in [\Forecast.Point.low, \.high] {
        let edge = track(points.map { (Double($0.step), $0[keyPath: side]) })
        losses.lines.append(.plan(edge, style: Style(.series(index)), shape: .interpolated))
      }
      if let (_, values, _) = plan.against {
        losses.lines.append(measured(points.map(\.step), values))
      }
      losses.lines.append(
        .compared(track(points.map { (Double($0.step), $0.loss) }), index: index, label: plan.spec))
      rates.lines.append(.compared(self.rates(plan.curve), index: index, label: "", shape: .stepped))
    }
    return ChartStack([losses, rates])
  }

  private func chart(_ name: String, _ glyphs: GlyphSet, _ plans: [Prediction.Plan]) -> LineChart {
    var chart = LineChart(glyphs: glyphs)
    chart.y.name = name
    chart.x.name = "step"
    let last = plans.map(\.curve.count).max() ?? 1
    let seen = prediction.logs.compactMap { $0.rows.steps.last }.max() ?? 1
    chart.x.bounds = .fixed(0, Double(max(last, seen, 1)))
    return chart
  }

  private func measured(_ steps: [Int], _ losses: [Double]) -> PlotLine {
    PlotLine(track(zip(steps, losses).map { (Double($0), $1) }), style: Style(.muted))
  }

  private func rates(_ curve: RateCurve) -> Track {
    let stride = max(1, curve.count / Self.most)
    let steps = Array(Swift.stride(from: 0, to: curve.count, by: stride)) + [curve.count - 1]
    return track(steps.map { (Double($0), curve.rates[$0] * curve.unit) })
  }

  private func track(_ points: [(Double, Double)]) -> Track {
    var track = Track()
    for (x, value) in points { track.append(x: x, value) }
    return track
  }
}
