import Training

extension Lab {
  /// Goes back to the cursor's epoch: the focused pane's run as it was then, in a pane behind it.
  mutating func fork() -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    guard let x = cursor, let epoch = pane.clock.epoch(at: x, on: scale).flatMap({ Int(exactly: $0) }) else {
      refuse("B goes back to the cursor's epoch: c shows the cursor")
      return []
    }
    if let reason = pane.reasonAgainstForking(after: epoch) {
      refuse(reason)
      return []
    }
    let (source, number) = (focusedPane, focus + 1)
    cursor = nil
    let effects = rearrange("fork of pane \(number) after epoch \(epoch)") { lab in
      let fork = Pane(id: lab.newID(), source: .training(pane.forked(after: epoch)))
      lab.panes.insert(fork, at: lab.focus + 1)
      lab.focus += 1
      return lab.remake(fork, from: source.id, paused: true)
    }
    say("pane \(focus + 1): pane \(number) after epoch \(epoch); change something, or space trains on")
    return effects
  }

  /// Lets forks go on that wait for a change; nil where none does.
  mutating func releaseForks() -> [LabEffect]? {
    let waiting = panes.indices.filter { panes[$0].training?.isWaiting ?? false }
    guard !waiting.isEmpty else { return nil }
    isPaused = false
    say(waiting.count == 1 ? "pane \(waiting[0] + 1) trains on" : "\(waiting.count) forks train on")
    return waiting.flatMap { release($0) } + [.allRuns(.resume)]
  }

  /// Lets a fork go on that waits.
  mutating func release(_ index: Int) -> [LabEffect] {
    panes[index].updateTraining { $0.isWaiting = false }
    return tell(panes[index], .release(paused: isPaused))
  }

  /// Whether nothing trains but for forks that wait to be changed.
  var isWaitingForChange: Bool {
    let under = panes.compactMap(\.training).filter { !$0.state.isOver }
    return !under.isEmpty && under.allSatisfy(\.isWaiting)
  }

  /// Forks that are in no session that was written.
  var unsavedForks: Int {
    panes.count { pane in pane.training?.fork != nil && !savedPanes.contains(pane.id) }
  }
}

extension TrainingPane {
  /// Why it cannot go back to the end of an epoch; nil if it can.
  fileprivate func reasonAgainstForking(after epoch: Int) -> String? {
    if !trains { return "a plan has no past to go back to" }
    if self.epoch == 0 { return "nothing has been trained yet" }
    if epoch < 1 || epoch > self.epoch {
      return "epoch \(epoch) has not been trained: the last is \(self.epoch)"
    }
    if epoch >= started.epochs { return "nothing comes after epoch \(epoch), the last: move the cursor back" }
    return nil
  }
}
