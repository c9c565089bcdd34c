import Training

extension Lab {
  /// Running, waiting, speed.
  mutating func control(_ action: KeyAction) -> [LabEffect] {
    guard !isWatching else {
      refuse(PaneAbility.run.reason)
      return []
    }
    return switch action {
    case .togglePause: togglePause()
    case .stepEpoch: stepEpoch()
    case .slower: changeSpeed(to: pace.slower, else: "this is the slowest")
    case .faster: changeSpeed(to: pace.faster, else: "this is as fast as it goes")
    case .restart: restartFocused()
    case .restartAll: restartAll()
    default: []
    }
  }

  private mutating func togglePause() -> [LabEffect] {
    if let effects = releaseForks() { return effects }
    if isDone {
      isPaused = false
      return restartAll("replay: all panes from epoch 1")
    }
    isPaused.toggle()
    say(isPaused ? "paused; space resumes, . trains one epoch" : "running")
    return [.allRuns(isPaused ? .pause : .resume)]
  }

  private mutating func stepEpoch() -> [LabEffect] {
    guard !isDone else {
      refuse("all runs finished: r restarts this pane, R all")
      return []
    }
    say("one epoch")
    for index in panes.indices { panes[index].updateTraining { $0.isWaiting = false } }
    defer { isPaused = true }
    return (isPaused ? [] : [.allRuns(.pause)]) + [.allRuns(.stepOne)]
  }

  private mutating func changeSpeed(to wanted: Pace?, else reason: String) -> [LabEffect] {
    guard let wanted else {
      refuse("\(pace.text): \(reason)")
      return []
    }
    pace = wanted
    say(pace.text)
    return [.allRuns(.setPace(pace))]
  }
}
