import Training

/// Runs that start over.
extension Lab {
  mutating func restartFocused() -> [LabEffect] {
    let words = "pane \(focus + 1) restarted"
    let effects = restart([focus], words)
    say("\(words): \(focusedPane.heading)")
    return effects
  }

  mutating func restartAll(_ words: String = "all panes restarted") -> [LabEffect] {
    let effects = restart(Array(panes.indices), words)
    say(words)
    return effects
  }

  /// Starts the runs of panes from epoch 1 with their present configuration. The runs they had are kept, to be brought back.
  ///
  /// - Parameters:
  ///   - words: what was done.
  ///   - originals: by index, the pane that is brought back instead of the present one.
  mutating func restart(
    _ indices: [Int], _ words: String, bringingBack originals: [Int: TrainingPane] = [:]
  ) -> [LabEffect] {
    let fresh = indices.compactMap { index -> (Int, Pane)? in
      guard var training = panes[index].training else { return nil }
      training.reset()
      var pane = Pane(id: newID(), source: .training(training))
      pane.outlook = panes[index].outlook.map { _ in .waiting }
      return (index, pane)
    }
    for (index, original) in originals { panes[index].source = .training(original) }
    return rearrange(words) { lab in
      for (index, pane) in fresh { lab.panes[index] = pane }
      return fresh.flatMap { lab.starts($0.1) }
    }
  }
}

/// A restart that is to come in a moment.
struct PendingRestart: Sendable {
  /// Which alarm it waits for.
  let alarm: Int
  let pane: PaneID
  /// The pane before the changes for which it restarts; behind a reference, as the lab is copied with every frame.
  private let originals: [TrainingPane]
  /// Changes since.
  let changes: Int

  init(alarm: Int, pane: PaneID, original: TrainingPane, changes: Int = 1) {
    (self.alarm, self.pane, self.changes) = (alarm, pane, changes)
    originals = [original]
  }

  var original: TrainingPane { originals[0] }

  /// How long a key may still come, in milliseconds.
  static let pause = 900
}

extension Lab {
  /// A finished run was changed: it starts over in a moment, unless another key comes.
  mutating func restartSoon(_ original: TrainingPane, after earlier: PendingRestart?) -> [LabEffect] {
    alarms += 1
    var pending = PendingRestart(alarm: alarms, pane: focusedPane.id, original: original)
    if let earlier, earlier.pane == pending.pane {
      pending = PendingRestart(
        alarm: alarms, pane: earlier.pane, original: earlier.original, changes: earlier.changes + 1)
    }
    pendingRestart = pending
    return [.session(.alarm(alarms, milliseconds: PendingRestart.pause))]
  }

  /// The moment has passed.
  mutating func restartNow(_ alarm: Int) -> [LabEffect] {
    guard let pending = pendingRestart, pending.alarm == alarm,
      let index = panes.firstIndex(where: { $0.id == pending.pane })
    else { return [] }
    pendingRestart = nil
    deeds.forgetLast(pending.changes)
    let effects = restart([index], "pane \(index + 1) restarted", bringingBack: [index: pending.original])
    say("pane \(index + 1) restarted: \(panes[index].heading)")
    return effects
  }
}
