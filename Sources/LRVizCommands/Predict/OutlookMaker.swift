import LRSchedulers
import Lab
import Predict
import Tracks

/// Makes the forecasts that the lab shows of panes, with the laws of `predict`.
enum OutlookMaker {
  private static let band = 0.8
  /// A curve is drawn with no more points than these.
  private static let points = 120

  static func outlook(of subject: OutlookSubject) -> OutlookState {
    guard subject.steps <= PreparedRun.mostSteps else {
      return .refused("the run has more than \(PreparedRun.mostSteps) steps")
    }
    let losses = subject.losses
    let rows = LossRows(
      (0..<losses.count).map { (step: subject.step(at: losses.x(at: $0)), loss: losses[$0]) })
    guard rows.count >= PreparedRun.fewest else {
      return .refused("it takes \(PreparedRun.fewest) finite losses, and there are \(rows.count) so far")
    }
    guard (rows.steps.last ?? 0) < PreparedRun.mostSteps else {
      return .refused("the log goes beyond \(PreparedRun.mostSteps) steps")
    }
    do {
      return .found(try made(subject, rows))
    } catch {
      return .refused("this run \(error.message)")
    }
  }

  private static func made(_ subject: OutlookSubject, _ rows: LossRows) throws(StudyError) -> Outlook {
    let last = rows.steps.last ?? 0
    var record = RunRecord(rows: rows, rates: rates(subject, to: last))
    (record.isTrainingLoss, record.epochs) = (subject.isTrainingLoss, subject.epochs)
    let study = try Study([record], law: .mpl)
    var warnings = study.warnings
    let rest = rest(subject, study, after: last, &warnings)
    let others = subject.others.map { other in
      let curve = study.curve(other.rates.rates(0..<min(max(2, other.steps), PreparedRun.mostSteps)))
      let forecast = study.forecast(curve, at: steps(max(1, curve.warmupEnd), curve.count - 1), band: band)
      warnings += study.warnings(forecast, of: curve, name: "the plan of pane \(other.number)")
      return Outlook.Curve(
        number: other.number, name: other.name, points: forecast.points.map { point($0, subject, shift: 0) })
    }
    return Outlook(
      rest: rest, band: band, others: others,
      caveats: warnings.map { Outlook.Caveat(code: $0.code.rawValue, text: $0.text) },
      remark: subject.remark)
  }

  private static func rates(_ subject: OutlookSubject, to last: Int) -> RunRecord.Rates {
    switch subject.ran {
    case .exactly(let rates): return .planned(rates.rates(0..<last + 1))
    case .logged(let track):
      let rows = (0..<track.count).filter { track[$0].isFinite }.map {
        (step: subject.step(at: track.x(at: $0)), rate: track[$0])
      }
      return .logged(LoggedRateCurve(ascending(rows)))
    }
  }

  /// Where the steps jump back, what came later takes the place of what was there.
  private static func ascending(_ rows: [(step: Int, rate: Double)]) -> [(step: Int, rate: Double)] {
    rows.reduce(into: []) { kept, row in
      while let last = kept.last, last.step >= row.step { kept.removeLast() }
      kept.append(row)
    }
  }

  /// From the last loss to the end of the plan; empty where nothing is left.
  private static func rest(
    _ subject: OutlookSubject, _ study: Study, after last: Int, _ warnings: inout [StudyWarning]
  ) -> [Outlook.Point] {
    guard last + 1 < subject.steps else { return [] }
    let run = study.runs[0]
    let past = run.curve.rates.map { $0 * run.curve.unit }
    let planned = subject.plan.rates(last..<subject.steps)
    let factor = joint(from: planned[0], to: past.last ?? 0)
    let curve = study.curve(past + planned.dropFirst().map { $0 * factor })
    let forecast = study.forecast(curve, at: steps(last + run.shift, curve.count - 1), band: band)
    warnings += study.warnings(forecast, of: curve, name: "this run")
    return forecast.points.map { point($0, subject, shift: run.shift) }
  }

  /// By what the rest of a plan is scaled so that a log goes on from the rate that it has: one that is a little beside its plan
  /// would else jump. One that is far from it has another plan.
  private static func joint(from planned: Double, to logged: Double) -> Double {
    let factor = logged / planned
    return (0.8...1.25).contains(factor) ? factor : 1
  }

  private static func point(_ point: Forecast.Point, _ subject: OutlookSubject, shift: Int) -> Outlook.Point {
    Outlook.Point(
      x: subject.x(ofStep: point.step - shift), loss: point.loss, low: point.low, high: point.high)
  }

  /// Evenly from one step to another, both counted.
  private static func steps(_ first: Int, _ last: Int) -> [Int] {
    let span = last - first
    guard span > 0 else { return [last] }
    let count = min(span, points)
    return (0...count).map { first + span * $0 / count }
  }
}
