extension LogRun {
  /// The runs of the processes of one job as one: the series of each with its label in front, in order.
  ///
  /// - Parameters:
  ///   - parts: what the processes are called, and what they logged.
  ///   - path: what all of it is called.
  package init(gathering parts: [(label: String, run: LogRun)], path: String) {
    self.init()
    guard let first = parts.first?.run else { return }
    self = first
    self.path = path
    (id, series, notes) = (nil, [], [])
    for part in parts {
      for one in part.run.series {
        var named = one
        named.name = "\(part.label)/\(one.name)"
        series.append(named)
      }
      for note in part.run.notes where !notes.contains(note) { notes.append(note) }
    }
    let states = parts.map(\.run.status)
    status =
      states.contains(.failed) ? .failed : states.allSatisfy { $0 == .finished } ? .finished : first.status
  }
}

extension LogRoles {
  /// The same roles of series that stand so many places further on.
  package func moved(by offset: Int) -> LogRoles {
    var moved = self
    moved.pairs = pairs.map { ($0.role, $0.series + offset) }
    moved.others = others.mapValues { $0.map { $0 + offset } }
    return moved
  }
}
