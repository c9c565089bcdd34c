/// Several runs in one text, table or document. While such a log is read they are one value, in which every series knows
/// which of the runs it is of; then each becomes a run of its own.
extension LogRun {
  struct Member: Sendable {
    /// What the log calls it; nil where it only shows that it is another one.
    var name: String?
    /// While others are written.
    var clock = EpochClock()
    /// Whether it may be a part of the run rather than another one: a member of a document's object.
    var isDoubtful = false
  }

  /// Says what one of the runs is called, unless that is known.
  mutating func name(member number: Int, _ name: String?, isDoubtful: Bool = false) {
    while members.count <= number { members.append(Member()) }
    members[number].isDoubtful = isDoubtful
    if members[number].name == nil { members[number].name = name }
  }

  /// Each run by itself, where the log tells several apart.
  package func parts() -> [LogRun] {
    guard members.count > 1, isTellingApart else { return [whole] }
    var parts = members.indices.compactMap(part)
    guard parts.count > 1 else {
      // The others hold nothing.
      if !parts.isEmpty { parts[0].name = nil }
      return parts.isEmpty ? [whole] : parts
    }
    for index in parts.indices.dropFirst() { parts[index].skipped = SkipTally() }
    return parts
  }

  private var whole: LogRun {
    guard !members.isEmpty else { return self }
    var run = self
    run.members = []
    var names: Set<String> = []
    for id in run.series.indices {
      let own = members.indices.contains(series[id].member) ? members[series[id].member].name : nil
      if let own, names.contains(series[id].name) { run.series[id].name = "\(own)/\(series[id].name)" }
      names.insert(run.series[id].name)
      run.series[id].member = 0
    }
    run.reindex()
    return run
  }

  private func part(_ number: Int) -> LogRun? {
    var part = self
    let name = members[number].name
    part.series = series.filter { $0.member == number && !$0.track.isEmpty }
    guard !part.series.isEmpty else { return nil }
    part.clock = number == member ? clock : members[number].clock
    part.members = []
    part.name = name ?? "run \(number + 1)"
    for id in part.series.indices {
      part.series[id].member = 0
      part.series[id].name = Self.name(part.series[id].name, within: name)
    }
    part.reindex()
    return part
  }

  /// A series' name without that of its run, which stands in front of it in documents.
  private static func name(_ series: String, within run: String?) -> String {
    guard let run, series.hasPrefix(run + "/") else { return series }
    return String(series.dropFirst(run.count + 1))
  }

  /// Whether those that may be parts of one run are runs: they measure the same.
  private var isTellingApart: Bool {
    guard members.contains(where: \.isDoubtful) else { return true }
    var counts: [String: Int] = [:]
    for one in series where members.indices.contains(one.member) && members[one.member].isDoubtful {
      let name = Self.name(one.name, within: members[one.member].name)
      if LineName.isMeasured(name) || RateName.rank(RoleName(name)) != nil { counts[name, default: 0] += 1 }
    }
    return counts.values.contains { $0 > 1 }
  }
}
