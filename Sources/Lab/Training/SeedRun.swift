import Tracks
import Training

/// What a pane's run comes to with another seed: its losses, and nothing else of it.
struct SeedRun: Sendable {
  private(set) var losses = Track()
  private(set) var state = RunState.running

  mutating func take(_ report: RunReport) {
    for record in report.records { losses.append(x: Double(record.epoch), record.metric) }
    state = report.state
  }

  mutating func reset() { self = SeedRun() }

  /// Forgets what came after an epoch.
  mutating func cut(after epoch: Int) {
    guard let segment = losses.segments.indices.last else { return }
    losses.removeAll(from: losses.index(after: Double(epoch), in: segment))
  }

  /// The lowest loss; nil before there is one.
  var best: Double? { losses.extremes.min.isFinite ? losses.extremes.min : nil }
}

extension TrainingPane {
  /// The lowest losses of all seeds, the pane's own first; empty where there is one seed, or some has no loss yet.
  var seedBests: [Double] {
    guard !otherSeeds.isEmpty, let own = measured.lowestPoint.map({ measured[$0] }) else { return [] }
    let others = otherSeeds.compactMap(\.best)
    return others.count == otherSeeds.count ? [own] + others : []
  }
}

extension RunConfiguration {
  /// The same run with another seed, counted from 0, which is its own.
  func with(seed index: Int) -> RunConfiguration {
    var other = self
    other.seed = seed &+ UInt64(index)
    return other
  }
}

extension PaneID {
  /// The name of the pane's run with another seed, counted from 0, which is its own.
  func seed(_ index: Int) -> PaneID { PaneID(rawValue, seed: index) }

  /// The pane itself.
  var pane: PaneID { PaneID(rawValue) }
}

extension Lab {
  /// A command to all runs of a pane, one for each seed.
  func tell(_ pane: Pane, _ command: RunCommand) -> [LabEffect] {
    let seeds = 1 + (pane.training?.otherSeeds.count ?? 0)
    return (0..<seeds).map { .run(pane.id.seed($0), command) }
  }
}
