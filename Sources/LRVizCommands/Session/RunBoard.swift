import Engine
import Lab
import Training

/// The runs of the lab's panes: carries out the lab's commands on the engine, and passes the engine's news on as messages.
struct RunBoard {
  private var runs: [PaneID: LiveRun] = [:]
  /// Those of panes that are closed, which commands to all runs are not for.
  private var held: Set<PaneID> = []
  private var pace = Pace.max
  private let latch: WakeLatch

  /// - Parameter wake: called on a training thread when ``messages()`` has something to tell; not called again before
  ///   that has been asked for.
  init(wake: @escaping @Sendable () -> Void) {
    latch = WakeLatch(wake)
  }

  /// What happened since the last call, in the order of the panes.
  func messages() -> [LabMessage] {
    // Before the runs are asked: what they come to have afterwards signals again.
    latch.reset()
    return runs.sorted { $0.key.rawValue < $1.key.rawValue }.map { .run($0, $1.drain()) }
  }

  /// - Returns: what went wrong.
  mutating func perform(_ command: RunCommand, on id: PaneID) -> [LabMessage] {
    switch command {
    case .start(let configuration, let paused): return start(id, configuration, paused: paused)
    case .resume(let recipe, let source, let isSilent, let paused):
      return resume(id, recipe, from: source, isSilent: isSilent, paused: paused)
    case .cancel:
      held.remove(id)
      runs.removeValue(forKey: id)?.cancel()
    case .hold:
      held.insert(id)
      runs[id]?.pause()
    case .release(let paused):
      held.remove(id)
      if !paused { runs[id]?.resume() }
    case .assign(let schedule): runs[id]?.assign(schedule)
    case .setLR(let rates): runs[id]?.setLR(rates)
    }
    return []
  }

  mutating func perform(_ command: RunsCommand) {
    switch command {
    case .pause: shown.forEach { $0.pause() }
    case .resume: shown.forEach { $0.resume() }
    case .stepOne: shown.forEach { $0.stepOneEpoch() }
    case .setPace(let pace):
      self.pace = pace
      runs.values.forEach { $0.setPace(pace) }
    }
  }

  private var shown: [LiveRun] { runs.filter { !held.contains($0.key) }.map(\.value) }

  private mutating func start(_ id: PaneID, _ configuration: RunConfiguration, paused: Bool) -> [LabMessage] {
    put(id, paused: paused) { pace, wake throws(TrainingError) in
      try LiveRun(configuration, pace: pace, wake: wake)
    }
  }

  private mutating func resume(
    _ id: PaneID, _ recipe: RunRecipe, from source: PaneID?, isSilent: Bool, paused: Bool
  ) -> [LabMessage] {
    let source = source.flatMap { runs[$0] }
    return put(id, paused: paused) { pace, wake throws(TrainingError) in
      try LiveRun(recipe, from: source, isSilent: isSilent, pace: pace, wake: wake)
    }
  }

  /// Puts a run in the place of another, if there is one.
  private mutating func put(
    _ id: PaneID, paused: Bool,
    _ make: (Pace, @escaping @Sendable () -> Void) throws(TrainingError) -> LiveRun
  ) -> [LabMessage] {
    runs.removeValue(forKey: id)?.cancel()
    held.remove(id)
    do {
      let run = try make(pace, { [latch] in latch.signal() })
      runs[id] = run
      if paused { run.pause() } else { run.resume() }
      return []
    } catch {
      return [.run(id, RunReport(records: [], state: .failed(error.message)))]
    }
  }
}
