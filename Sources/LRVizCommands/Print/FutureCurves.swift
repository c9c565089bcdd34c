import Charts
import JSON
import LRSchedulers
import Tracks

/// The curves of the futures beside the one in force, as long as they go.
struct FutureCurves {
  private var lrs: [Future: [[Double]]] = [:]
  private var endings: [Future: SchedulerError] = [:]

  mutating func append(_ row: ScheduleRow) {
    for (future, result) in row.others where endings[future] == nil {
      switch result {
      case .success(let rates): PrintJSONWriter.Curves.append(rates, to: &lrs[future, default: []])
      case .failure(let error): end(future, error)
      }
    }
  }

  /// Adds a member to the schedule's object, a curve that is not there being null; nothing if nothing was assigned.
  func write(to json: inout JSONWriter) {
    if lrs.isEmpty && endings.isEmpty { return }
    json.member(
      "futures",
      object: { json in
        for future in Future.allButInForce { write(lrs[future], of: future, to: &json) }
        let reasons = Future.allButInForce.filter { endings[$0] != nil }
        if reasons.isEmpty { return }
        json.member(
          "ends",
          object: { json in for future in reasons { json.member(future.key, endings[future]?.message ?? "") }
          })
      })
  }

  private func write(_ curves: [[Double]]?, of future: Future, to json: inout JSONWriter) {
    if let curves { return json.member(future.key, curves) }
    json.name(future.key)
    json.null()
  }

  /// A curve that was never there has no beginning either.
  private mutating func end(_ future: Future, _ error: SchedulerError) {
    endings[future] = error
    if error.kind == .notImplemented { lrs[future] = nil }
  }

  /// The curves as lines of a chart, those of the first group in the legend.
  var lines: [PlotLine] {
    Future.allButInForce.enumerated().flatMap { index, future in
      (lrs[future] ?? []).enumerated().map { group, rates in
        PlotLine.alternative(Track(rates), index: index, label: future.rawValue, isInLegend: group == 0)
      }
    }
  }
}
