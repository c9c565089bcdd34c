import Canvas
import LRSchedulers
import Lab
import Training

/// A lab with real runs behind it, driven by random events: what has to hold after each is checked here.
struct FuzzedSession {
  private var lab: Lab
  private var runs: [PaneID: TrainingRun] = [:]
  /// Those of panes that are closed.
  private var held: Set<PaneID> = []
  private var alarm: Int?
  private let isASCII: Bool

  init(_ specs: [String], interval: Interval, workload: String, epochs: Int, glyphs: GlyphSet) {
    let configurations = specs.compactMap { spec in
      (try? Schedule(parsing: spec)).map {
        RunConfiguration(schedule: $0, workload: workload, epochs: epochs, interval: interval)
      }
    }
    isASCII = glyphs == .ascii
    lab = Lab(configurations, display: DisplaySettings(glyphs: glyphs, isUTF8: !isASCII))
    perform(lab.launch())
  }

  /// - Returns: what did not hold; nil if all is well.
  mutating func take(_ event: EventMaker.Event) -> String? {
    switch event {
    case .key(let key): perform(lab.update(.key(key)))
    case .resize(let size): perform(lab.update(.resize(size)))
    case .time(let epochs, let planned):
      perform(lab.update(.plan(steps: planned)))
      if let alarm { perform(lab.update(.alarm(alarm))) }
      train(epochs)
    }
    return lab.whatDoesNotHold(isASCII: isASCII)
  }

  private mutating func train(_ epochs: Int) {
    guard !lab.isPaused else { return }
    for (id, run) in runs where !held.contains(id) {
      var run = run
      var report = RunReport(records: [], state: .running)
      do {
        for _ in 0..<epochs {
          guard let record = try run.trainEpoch() else { break }
          report.records.append(record)
        }
        if run.isFinished { report.state = .done }
      } catch {
        report.state = .failed("\(error)")
      }
      runs[id] = run
      perform(lab.update(.run(id, report)))
    }
  }

  private mutating func perform(_ effects: [LabEffect]) {
    for effect in effects {
      switch effect {
      case .run(let id, let command): perform(command, on: id)
      case .session(.alarm(let number, _)): alarm = number
      default: break
      }
    }
  }

  private mutating func perform(_ command: RunCommand, on id: PaneID) {
    switch command {
    case .start(let configuration, _):
      do { runs[id] = try TrainingRun(configuration) } catch {
        runs[id] = nil
        perform(lab.update(.run(id, RunReport(records: [], state: .failed("\(error)")))))
      }
    case .resume(let recipe, _, let isSilent, _): resume(id, recipe, isSilent: isSilent)
    case .cancel: runs[id] = nil
    case .hold: held.insert(id)
    case .release: held.remove(id)
    case .assign(let schedule): try? runs[id]?.assign(schedule)
    case .setLR(let rates): try? runs[id]?.setLR(rates)
    }
  }

  /// Makes a run again; where that would take long it starts over, which the lab cannot know.
  private mutating func resume(_ id: PaneID, _ recipe: RunRecipe, isSilent: Bool) {
    guard recipe.epoch < 200, var run = try? TrainingRun(recipe.configuration) else { return }
    var records: [EpochRecord] = []
    for epoch in (1...max(1, recipe.epoch)).prefix(recipe.epoch) {
      for change in recipe.changes where change.epoch == epoch { try? run.make(change.kind) }
      if let record = try? run.trainEpoch() { records.append(record) }
    }
    runs[id] = run
    held.remove(id)
    if !isSilent { perform(lab.update(.run(id, RunReport(records: records, state: .running)))) }
  }
}
