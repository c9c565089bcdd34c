import RunLogs

/// Puts the logs of the processes of a job together into one run, where that is asked for.
struct JobGatherer {
  /// Whether jobs are gathered; else every log is a run.
  private(set) var isOn: Bool
  /// What is known of each log, while they are gathered.
  private var runs: [FollowedID: FollowedRun] = [:]
  private var parts: [FollowedID: JobPart] = [:]
  /// The logs of each job, in the order of its processes.
  private var jobs: [String: [FollowedID]] = [:]

  init(isOn: Bool) { self.isOn = isOn }

  /// Takes runs as they stand.
  ///
  /// - Returns: what is to be shown instead.
  mutating func take(_ news: [FollowedRun]) -> [FollowNews] {
    guard isOn else { return news.map(FollowNews.run) }
    var changed: [FollowedID] = []
    var dropped: [FollowNews] = []
    for run in news {
      if runs.updateValue(run, forKey: run.id) == nil, let part = JobPart(run.run.path) {
        dropped += add(run.id, part)
      }
      let shown = leader(of: run.id)
      if !changed.contains(shown) { changed.append(shown) }
    }
    return changed.compactMap(shown).map(FollowNews.run) + dropped
  }

  /// - Parameter all: the runs as they stand.
  /// - Returns: those that are shown from now on, and those that no longer are.
  mutating func gather(_ isOn: Bool, _ all: [FollowedRun]) -> [FollowNews] {
    guard isOn != self.isOn else { return [] }
    self = JobGatherer(isOn: isOn)
    guard isOn else { return all.map(FollowNews.run) }
    let news = take(all).filter { if case .run = $0 { true } else { false } }
    let followers = jobs.values.flatMap { $0.dropFirst() }.sorted { $0.rawValue < $1.rawValue }
    return news + followers.map(FollowNews.dropped)
  }

  /// A log of a job that has others already is no longer shown alone, and nor is what led it, if it comes before that.
  private mutating func add(_ id: FollowedID, _ part: JobPart) -> [FollowNews] {
    parts[id] = part
    let before = jobs[part.job]?.first
    var members = (jobs[part.job] ?? []) + [id]
    members.sort { a, b in
      guard let first = parts[a], let second = parts[b] else { return false }
      return first < second
    }
    jobs[part.job] = members
    guard let before, before != members[0] else { return [] }
    return [.dropped(before)]
  }

  private func leader(of id: FollowedID) -> FollowedID {
    parts[id].flatMap { jobs[$0.job]?.first } ?? id
  }

  private func shown(_ id: FollowedID) -> FollowedRun? {
    guard let part = parts[id], let members = jobs[part.job], members.count > 1 else { return runs[id] }
    return gathered(members.compactMap { runs[$0] }, part.job)
  }

  /// All of a job as a run: the series of every process, its name before theirs; roles are those of the first process.
  private func gathered(_ members: [FollowedRun], _ job: String) -> FollowedRun? {
    guard var whole = members.first else { return nil }
    let named = members.map { (label: parts[$0.id]?.label ?? "", run: $0.run) }
    whole.run = LogRun(gathering: named, path: job)
    whole.run.name = "\(PathName.last(job)) (\(members.count) logs)"
    whole.beginning = members.reduce(0) { $0 + $1.beginning }
    whole.lastGrowth = members.map(\.lastGrowth).max() ?? 0
    whole.condition = Self.condition(members.map(\.condition))
    if let talkative = members.first(where: { $0.otherLines.count > 0 }) {
      whole.otherLines = talkative.otherLines
    }
    // Where the first has no curves yet another may have.
    if let index = members.firstIndex(where: \.roles.hasCurves) {
      let offset = members[..<index].reduce(0) { $0 + $1.run.series.count }
      whole.roles = members[index].roles.moved(by: offset)
      whole.end = members[index].end
    }
    return whole
  }

  /// What has gone wrong with one is said; else it is followed while one is.
  private static func condition(_ all: [FollowedRun.Condition]) -> FollowedRun.Condition {
    if let bad = all.first(where: { if case .unreadable = $0 { true } else { false } }) { return bad }
    let order: [FollowedRun.Condition] = [.following, .waiting, .ended, .vanished]
    return order.first(where: all.contains) ?? all[0]
  }
}
