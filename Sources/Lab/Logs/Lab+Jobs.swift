import Following

/// The logs of a job's processes, as one run or each as one.
extension Lab {
  package var gathersJobs: Bool { watch?.gathers ?? false }

  mutating func gatherJobs() -> [LabEffect] {
    let isGathered = gathersJobs
    guard isGathered || hasJobs else {
      refuse(
        "no two of these logs are of one job, as rank0.log and rank1.log or node-3.out and node-4.out are")
      return []
    }
    watch?.gathers = !isGathered
    say(
      isGathered
        ? "a pane for every log" : "a job's logs are one run; / lists the series of all")
    return [.logs(.gather(!isGathered))]
  }

  /// Whether logs of several processes are among the panes.
  private var hasJobs: Bool {
    var jobs: Set<String> = []
    return panes.indices.contains { index in
      guard let path = panes[index].log?.run.path, let part = JobPart(path) else { return false }
      return !jobs.insert(part.job).inserted
    }
  }
}
