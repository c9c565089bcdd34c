import Canvas
import LRSchedulers
import Training

@testable import Lab

/// Labs with made-up runs: the losses follow a formula, the rates the real schedulers.
enum LabSamples {
  static let tutorial = [
    "StepLR(10, 0.1)", "MultiStepLR([15, 25], 0.1)", "ExponentialLR(0.95)",
    "ReduceLROnPlateau('min', 0.1, 10)", "CosineAnnealingLR(T_max=50)",
  ]

  /// A lab whose panes have trained some epochs, launched.
  static func lab(
    _ specs: [String] = tutorial, _ width: Int = 80, _ height: Int = 24, epochs: Int = 30,
    of total: Int = 100,
    glyphs: GlyphSet = .braille, interval: Interval = .epoch
  ) throws -> Lab {
    // Ten batches are an epoch of the bowl.
    let workload = interval == .step ? "quadratic" : "mock"
    let configurations = try specs.map {
      RunConfiguration(
        schedule: try Schedule(parsing: $0), workload: workload, epochs: total, interval: interval)
    }
    var lab = Lab(
      configurations, size: Size(width: width, height: height), display: DisplaySettings(glyphs: glyphs))
    _ = lab.launch()
    for (pane, configuration) in zip(lab.panes, configurations) {
      let state: RunState = epochs >= total ? .done : .running
      let records = try records(configuration, epochs: epochs)
      _ = lab.update(.run(pane.id, RunReport(records: records, state: state)))
    }
    return lab
  }

  /// Runs that are only planned.
  static func plans(_ specs: [String] = ["StepLR(10)", "OneCycleLR(0.3, total_steps=90)"]) throws
    -> [RunConfiguration]
  {
    try specs.map {
      RunConfiguration(
        schedule: try Schedule(parsing: $0), workload: RunConfiguration.noWorkload, epochs: 90)
    }
  }

  static func records(_ configuration: RunConfiguration, epochs: Int) throws -> [EpochRecord] {
    var run = try ScheduleRun(configuration.schedule, groups: configuration.parameterGroups)
    return try (1...max(1, epochs)).prefix(epochs).map { epoch in
      let lrs = run.groups.map(\.lr)
      let loss = epoch < 8 ? 1 / Double(epoch) : 0.125
      var trace = configuration.interval == .step ? StepTrace() : nil
      let changes = try (1...(trace == nil ? 1 : configuration.stepsPerEpoch)).flatMap { _ in
        trace?.append(run.groups, loss: loss / 2)
        return try step(&run, loss, configuration)
      }
      return EpochRecord(
        epoch: epoch, lrs: lrs, momenta: [0.9], trainLoss: loss / 2, valLoss: loss, valAccuracy: 1 - loss / 2,
        changes: changes, plateau: run.plateau, trace: trace)
    }
  }

  /// What a run tells of a step's changes.
  private static func step(
    _ run: inout ScheduleRun, _ loss: Double, _ configuration: RunConfiguration
  ) throws -> [LRChange] {
    try run.step(metric: configuration.interval == .step ? loss / 2 : loss).map { change in
      guard configuration.interval == .step else { return change }
      var change = change
      (change.step, change.epoch) = (change.epoch, (change.epoch - 1) / configuration.stepsPerEpoch + 1)
      return change
    }
  }
}

extension Lab {
  /// Presses keys, one for each character; the arrows are ←→↑↓, ⏎ Enter, ⎋ Esc, ⇥ Tab, ⌫ Backspace, ␒ Ctrl-R.
  @discardableResult
  mutating func press(_ keys: String) -> [LabEffect] {
    keys.flatMap { update(.key(Lab.key($0))) }
  }

  private static func key(_ character: Character) -> KeyEvent {
    let special: [Character: KeyEvent] = [
      "←": .left, "→": .right, "↑": .up, "↓": .down, "⏎": .enter, "⎋": .escape, "⇥": .tab, "⌫": .backspace,
      "␒": .control("r"),
    ]
    return special[character] ?? .character(character)
  }

  var specs: [String] { runs.map(\.schedule.spec) }

  /// The panes, all of which train here.
  var runs: [TrainingPane] { panes.compactMap(\.training) }

  /// As if it had been so from the start.
  mutating func edit(_ index: Int = 0, _ change: (inout TrainingPane) -> Void) {
    panes[index].updateTraining(change)
  }
}

extension StyledText {
  var text: String { spans.map(\.text).joined() }
}
