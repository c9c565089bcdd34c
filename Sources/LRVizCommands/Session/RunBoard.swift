import Engine
import Lab
import Training

/// The runs of the lab's panes: carries out the lab's effects on the engine, and tells the engine's news as messages.
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
    return runs.sorted { $0.key.rawValue < $1.key.rawValue }.map { id, run in
      .report(id, RunReading(run.drain()))
    }
  }

  /// Carries out an effect that concerns the runs; others are not for here.
  /// - Returns: what went wrong.
  mutating func perform(_ effect: LabEffect) -> [LabMessage] {
    switch effect {
    case .start(let id, let configuration, let paused): return start(id, configuration, paused: paused)
    case .cancel(let id): runs.removeValue(forKey: id)?.cancel()
    case .pause: runs.values.forEach { $0.pause() }
    case .resume: runs.values.forEach { $0.resume() }
    case .stepOne: runs.values.forEach { $0.stepOneEpoch() }
    case .setPace(let speed): setPace(Pace(speed))
    case .assign(let id, let schedule): runs[id]?.assign(schedule)
    case .setLR(let id, let rates): runs[id]?.setLR(rates)
    default: break
    }
    return []
  }

  private mutating func start(_ id: PaneID, _ configuration: RunConfiguration, paused: Bool) -> [LabMessage] {
    runs.removeValue(forKey: id)?.cancel()
    do {
      let run = try LiveRun(configuration, pace: pace, wake: { [bell] in bell.ring() })
      runs[id] = run
      if !paused { run.resume() }
      return []
    } catch {
      return [.report(id, RunReading(records: [], state: .failed(error.message)))]
    }
  }

  private mutating func setPace(_ pace: Pace) {
    self.pace = pace
    runs.values.forEach { $0.setPace(pace) }
  }
}

extension Pace {
  init(_ speed: Speed) {
    switch speed {
    case .epochsPerSecond(let rate): self = .epochsPerSecond(rate)
    case .max: self = .max
    }
  }
}

extension RunReading {
  init(_ report: RunReport) {
    self.init(
      records: report.records, state: .running, stepsPerSecond: report.stepsPerSecond,
      refusals: report.refusals)
    switch report.state {
    case .running: break
    case .paused: state = .paused
    case .done: state = .done
    case .failed(let message): state = .failed(message)
    }
  }
}
