import JSON
import LRSchedulers
import LRVizCommands
import Lab
import RunLogs
import Training

/// Whole files of each kind beside specs and logs: what is damaged for ``FileCheck``.
package enum FileCorpus {
  /// - Parameter configurations: a folder of configurations of frameworks.
  package static func files(configurations folder: String) throws -> [FileKind: [[UInt8]]] {
    let configurations = FileBytes.names(folder).map { FileBytes.head("\(folder)/\($0)", count: 1 << 18) }
    let (states, sessions) = (try states, try sessions)
    return [
      .configuration: configurations.filter { !$0.isEmpty }, .state: states, .session: sessions,
      .json: states + sessions,
    ]
  }

  /// Of every way in which a scheduler keeps its state.
  package static let specs = [
    "StepLR(10)", "MultiStepLR([3, 9])", "CosineAnnealingLR(30)", "CosineAnnealingWarmRestarts(5, 2)",
    "OneCycleLR(0.1, total_steps=60)", "CyclicLR(0.01, 0.1, step_size_up=7)",
    "ReduceLROnPlateau(patience=2)", "PolynomialLR(20, 2.0)", "LambdaLR(lambda e: 0.9 ** e)",
    "SequentialLR([LinearLR(), CosineAnnealingLR(30)], [5])",
    "ChainedScheduler([ConstantLR(), ExponentialLR(0.9)])",
    "get_cosine_schedule_with_warmup(opt, 5, 40)", "GreedyLR(patience=2)",
  ]

  package static let groups = [
    ParameterGroup(lr: 0.1, momentum: 0.9), ParameterGroup(lr: 0.01, momentum: 0.9),
  ]

  private static var states: [[UInt8]] {
    get throws {
      try specs.map { spec in
        var run = try ScheduleRun(try Schedule(parsing: spec), groups: groups)
        for step in 0..<12 { try run.step(metric: 1 / Double(1 + step % 5)) }
        return Array(
          try run.stateDictionary().json(with: "lrviz", spec).text(.indented, nonFinite: .python).utf8)
      }
    }
  }

  private static var sessions: [[UInt8]] {
    get throws {
      let panes = try specs.map { spec in
        let schedule = try Schedule(parsing: spec)
        let configuration = RunConfiguration(
          schedule: schedule, lrs: [0.1, 0.02], workload: "mock", epochs: 40)
        let changes = [
          RunChange(epoch: 3, .schedule(try Schedule(parsing: "StepLR(4)"))),
          RunChange(epoch: 9, .rates([0.3, 0.2])),
        ]
        var pane = SessionState.Pane(recipe: RunRecipe(configuration, changes: changes, epoch: 12))
        pane.ghost = RunRecipe(configuration, epoch: 20)
        pane.next = configuration
        return pane
      }
      return stride(from: 0, to: panes.count, by: 2).map { first in
        var state = SessionState(panes: Array(panes[first..<min(panes.count, first + 2)]))
        state.view = [
          "cursor": "7", "layout": "grid", "smoothing": "0.6", "zoom": "12", "zoom_end": "20",
          "log_lr": "true",
        ]
        return Array(SessionDocument(state).text.utf8)
      }
    }
  }
}
