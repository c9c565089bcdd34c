import RunLogs

/// Which parameter group of a log follows the schedule.
///
/// Trainers such as Ultralytics' and YOLOv5's lower the rate of the biases to the schedule while those of all other groups rise to it, and some
/// versions write the biases first.
enum MainGroup {
  /// The second where the first comes down to it and stays with it; else the first.
  static func index(_ groups: [LoggedRates]) -> Int {
    guard groups.count > 1, case let (first, second) = (groups[0], groups[1]), first.count == second.count,
      first.count >= 4, first.xs == second.xs
    else { return 0 }
    func isEqual(_ row: Int) -> Bool {
      abs(first.values[row] - second.values[row]) <= first.slack[row] + second.slack[row]
    }
    let apart = first.xs.indices.filter { !isEqual($0) }
    // All that are apart stand at the beginning.
    guard let last = apart.last, last + 1 == apart.count, apart.count + 2 <= first.count,
      apart.allSatisfy({ first.values[$0] > second.values[$0] }), first.values[0] > first.values[last + 1]
    else { return 0 }
    return 1
  }

  static func index(_ run: LogRun, _ roles: LogRoles) -> Int {
    index(roles.lrGroups.prefix(2).map { LoggedRates(run.series[$0], most: 4_096) })
  }
}
