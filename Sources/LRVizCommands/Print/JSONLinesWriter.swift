import LRSchedulers

/// One object a line for each schedule and epoch, shaped as those of `lrviz train`.
struct JSONLinesWriter: ScheduleWriter {
  /// The objects' unchanging start, by schedule.
  private let starts: [String]
  private let units: PlanUnits

  init(_ plan: PrintPlan) {
    units = plan.units
    starts = plan.schedules.enumerated().map {
      "{\"schedule\": \($0 + 1), \"spec\": \(JSONText.string($1.spec)), "
    }
  }

  func line(_ rows: [ScheduleRow]) -> String {
    zip(starts, rows).map { $0 + place($1) + Self.rest($1) + "}\n" }.joined()
  }

  /// `"epoch": 12`, or `"step": 540, "epoch": 12`.
  private func place(_ row: ScheduleRow) -> String {
    zip(units.columns, units.place(row.epoch)).map { "\"\($0)\": \($1), " }.joined()
  }

  private static func rest(_ row: ScheduleRow) -> String {
    let momenta = row.momenta.isEmpty ? "" : ", \"momentum\": \(JSONText.numbers(row.momenta))"
    let futures = row.others.isEmpty ? "" : ", \"futures\": \(futures(row))"
    return
      "\"lr\": \(JSONText.numbers(row.lrs))\(momenta), \"events\": \(JSONText.events(row.changes))\(futures)"
  }

  private static func futures(_ row: ScheduleRow) -> String {
    let members = Future.beside.map { future in
      "\"\(future.key)\": \(row.lrs(future).map(JSONText.numbers) ?? "null")"
    }
    return "{" + members.joined(separator: ", ") + "}"
  }
}

extension JSONText {
  static func events(_ changes: [LRChange]) -> String {
    "[" + changes.map(event).joined(separator: ", ") + "]"
  }

  private static func event(_ change: LRChange) -> String {
    """
    {"epoch": \(change.epoch), \(change.step.map { "\"step\": \($0), " } ?? "")"kind": "\(change.kind.rawValue)", "group": \(change.group), \
    "from": \(number(change.from)), "to": \(number(change.to))}
    """
  }
}
