import RunLogs

/// Which of the series are shown.
extension LogPane {
  /// Those of a role that charts are about.
  private var usual: [Int] {
    let losses = [LogRole.trainLoss, .valLoss, .testLoss].compactMap { roles[$0] }
    let found = roles.lrGroups.prefix(8) + losses
    // A table of whatever: the first columns.
    return found.isEmpty ? Array(run.series.indices.prefix(4)) : Array(found)
  }

  /// In the order of the log.
  var shownSeries: [Int] {
    let usual = Set(usual)
    return run.series.indices.filter { index in
      !run.series[index].track.isEmpty && choices[run.series[index].name] ?? usual.contains(index)
    }
  }

  func isShown(_ index: Int) -> Bool { shownSeries.contains(index) }

  mutating func toggle(_ name: String) {
    guard let index = names.names.firstIndex(of: name) else { return }
    choices[run.series[index].name] = !isShown(index)
    smoothAll()
  }

  /// What a series is, in a word, for legends.
  func label(_ index: Int) -> String {
    let role = roles.pairs.first { $0.series == index }?.role
    switch role {
    case .trainLoss: return "train"
    case .valLoss: return "val"
    case .testLoss: return "test"
    case .lr where roles.lrGroups.count == 1: return ""
    default: return names[index]
    }
  }

  /// The chart that a series belongs to.
  func chartRole(_ index: Int) -> ChartContent.Role {
    if roles.lrGroups.contains(index) { return .rate }
    if roles[.momentum] == index { return .momentum }
    let losses = [LogRole.trainLoss, .valLoss, .testLoss].compactMap { roles[$0] }
    return losses.contains(index) || isLoss(index) ? .loss : .other
  }

  /// Whether it would have served for a loss.
  private func isLoss(_ index: Int) -> Bool {
    [LogRole.trainLoss, .valLoss, .testLoss].contains { roles.others[$0]?.contains(index) ?? false }
  }
}
