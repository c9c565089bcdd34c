import Charts
import LRSchedulers
import Tracks

/// The curves of the futures beside the one in force, as long as they go.
struct FutureCurves {
  private var lrs: [Future: [[Double]]] = [:]
  private var endings: [Future: SchedulerError] = [:]

  mutating func append(_ row: ScheduleRow) {
    for (future, result) in row.others where endings[future] == nil {
      switch result {
      case .success(let rates): JSONWriter.Curves.append(rates, to: &lrs[future, default: []])
      case .failure(let error): end(future, error)
      }
    }
  }

  /// A member of the schedule's object, a curve that is not there being null; nothing if nothing was assigned.
  var json: String {
    if lrs.isEmpty && endings.isEmpty { return "" }
    let curves = Future.beside.map { "\"\($0.key)\": \(lrs[$0].map(Self.matrix) ?? "null")" }
    let reasons = Future.beside.compactMap { future in
      endings[future].map { "\"\(future.key)\": \(JSONText.string($0.message))" }
    }
    let ends = reasons.isEmpty ? "" : ", \"ends\": {\(reasons.joined(separator: ", "))}"
    return ", \"futures\": {\(curves.joined(separator: ", "))\(ends)}"
  }

  private static func matrix(_ rows: [[Double]]) -> String {
    "[" + rows.map { JSONText.numbers($0) }.joined(separator: ", ") + "]"
  }

  /// A curve that was never there has no beginning either.
  private mutating func end(_ future: Future, _ error: SchedulerError) {
    endings[future] = error
    if error.kind == .notImplemented { lrs[future] = nil }
  }

  /// The curves as lines of a chart, those of the first group in the legend.
  var lines: [PlotLine] {
    Future.beside.enumerated().flatMap { index, future in
      (lrs[future] ?? []).enumerated().map { group, rates in
        PlotLine.alternative(Track(rates), index: index, label: future.rawValue, isInLegend: group == 0)
      }
    }
  }
}
