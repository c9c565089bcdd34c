import Engine
import Lab
import Training

/// The runs of the lab's panes: carries out the lab's commands on the engine, and passes the engine's news on as messages.
struct RunBoard {
  private var runs: [PaneID: LiveRun] = [:]
  private var pace = Pace.max
  private let bell: Bell

  /// - Parameter wake: called on a training thread when ``messages()`` has something to tell; not called again before
  ///   that has been asked for.
  init(wake: @escaping @Sendable () -> Void) {
    bell = Bell(wake)
  }

  /// What happened since the last call, in the order of the panes.
  func messages() -> [LabMessage] {
    // Before the runs are asked: what they come to have afterwards rings again.
    bell.rearm()
    return runs.sorted { $0.key.rawValue < $1.key.rawValue }.map { .run($0, $1.drain()) }
  }

  /// - Returns: what went wrong.
  mutating func perform(_ command: RunCommand, on id: PaneID) -> [LabMessage] {
    switch command {
    case .start(let configuration, let paused): return start(id, configuration, paused: paused)
    case .cancel: runs.removeValue(forKey: id)?.cancel()
    case .assign(let schedule): runs[id]?.assign(schedule)
    case .setLR(let rates): runs[id]?.setLR(rates)
    }
    return []
  }

  mutating func perform(_ command: RunsCommand) {
    switch command {
    case .pause: runs.values.forEach { $0.pause() }
    case .resume: runs.values.forEach { $0.resume() }
    case .stepOne: runs.values.forEach { $0.stepOneEpoch() }
    case .setPace(let pace):
      self.pace = pace
      runs.values.forEach { $0.setPace(pace) }
    }
  }

  private mutating func start(_ id: PaneID, _ configuration: RunConfiguration, paused: Bool) -> [LabMessage] {
    runs.removeValue(forKey: id)?.cancel()
    do {
      let run = try LiveRun(configuration, pace: pace, wake: { [bell] in bell.ring() })
      runs[id] = run
      if !paused { run.resume() }
      return []
    } catch {
      return [.run(id, RunReport(records: [], state: .failed(error.message)))]
    }
  }
}
