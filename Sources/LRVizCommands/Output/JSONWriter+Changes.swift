import JSON
import LRSchedulers

extension JSONWriter {
  /// A list for each parameter group.
  mutating func member(_ name: String, _ rows: [[Double]]) {
    member(name, array: { json in for row in rows { json.write(row) } })
  }

  mutating func member(_ name: String, _ changes: [LRChange]) {
    member(name, array: { json in for change in changes { json.write(change) } })
  }

  private mutating func write(_ change: LRChange) {
    object { json in
      json.member("epoch", change.epoch)
      if let step = change.step { json.member("step", step) }
      json.member("kind", change.kind.rawValue)
      json.member("group", change.group)
      json.member("from", change.from)
      json.member("to", change.to)
    }
  }
}
