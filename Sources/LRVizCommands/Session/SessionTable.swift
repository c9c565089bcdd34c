import Charts
import JSON
import LRSchedulers
import Lab

/// A run of a session as CSV: the columns of `lrviz train`, and one for what happened.
struct SessionCSV {
  private let run: SessionSnapshot.Run
  private let hasMomentum: Bool

  init(_ run: SessionSnapshot.Run) {
    self.run = run
    hasMomentum = run.configuration.optimizer.hasMomentum
  }

  var header: String {
    let groups = run.configuration.lrs.count
    let momenta = hasMomentum ? GroupColumns.names("momentum", groups: groups) : []
    return CSVText.line(
      ["pane", "spec", "epoch"] + GroupColumns.names("lr", groups: groups) + momenta
        + ["train_loss", "val_loss", "val_accuracy", "events"])
  }

  func line(_ row: SessionRow) -> String {
    let rates = (row.lrs + (hasMomentum ? row.momenta : [])).map(NumberFormat.shortest.text)
    let measures = [row.trainLoss, row.valLoss, row.valAccuracy].map { $0.map(NumberFormat.shortest.text) ?? "" }
    let place = [String(run.number), row.schedule.spec, String(row.epoch)]
    return CSVText.line(place + rates + measures + [Self.events(row)])
  }

  /// `gamma 0.95 -> 0.5; lr 0.1 -> 0.05 set`
  private static func events(_ row: SessionRow) -> String {
    let assigned = row.assigned.map { "\($0.path) \($0.old) -> \($0.new)" }
    let changes = row.changes.map { change in
      let group = change.group > 0 ? " group \(change.group)" : ""
      let step = change.step.map { " step \($0)" } ?? ""
      return
        "lr \(NumberFormat.shortest.text(change.from)) -> \(NumberFormat.shortest.text(change.to)) \(change.kind.rawValue)\(group)\(step)"
    }
    return (assigned + changes).joined(separator: "; ")
  }
}

/// A run of a session as JSON lines: the objects of `lrviz train`, whose events have the assignments too.
struct SessionJSONLines {
  let run: SessionSnapshot.Run

  func line(_ row: SessionRow) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("pane", run.number)
      json.member("spec", row.schedule.spec)
      json.member("epoch", row.epoch)
      json.member("lr", row.lrs)
      if row.momenta.contains(where: { $0 != 0 }) { json.member("momentum", row.momenta) }
      json.member("train_loss", row.trainLoss)
      if let loss = row.valLoss { json.member("val_loss", loss) }
      if let accuracy = row.valAccuracy { json.member("val_accuracy", accuracy) }
      json.name("events")
      json.array { json in
        for change in row.assigned { Self.write(change, of: row.epoch, to: &json) }
        for change in row.changes { Self.write(change, to: &json) }
      }
    }
    json.newLine()
    return json.text
  }

  private static func write(
    _ change: ScheduleAssignment.Change, of epoch: Int, to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("epoch", epoch)
      json.member("kind", "assign")
      json.member("parameter", change.path)
      json.member("from", change.old)
      json.member("to", change.new)
    }
  }

  private static func write(_ change: LRChange, to json: inout JSONWriter) {
    json.object { json in
      json.member("epoch", change.epoch)
      if let step = change.step { json.member("step", step) }
      json.member("kind", change.kind.rawValue)
      json.member("group", change.group)
      json.member("from", change.from)
      json.member("to", change.to)
    }
  }
}
