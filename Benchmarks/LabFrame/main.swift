import Canvas
import LRSchedulers
import Lab
import Training

/// Milliseconds of one 200x60 frame with five panes and so many epochs of history, as `Lab.frame` draws it: the
/// median of 31 after one to warm up.
func milliseconds(epochs: Int) throws -> Double {
  let specs = [
    "StepLR(\(epochs / 5))", "MultiStepLR([\(epochs / 4), \(epochs / 2)])",
    "ExponentialLR(1 - 2 / \(epochs))",
    "ReduceLROnPlateau(patience=\(epochs / 8))", "CosineAnnealingLR(T_max=\(epochs))",
  ]
  let configurations = try specs.map { RunConfiguration(schedule: try Schedule(parsing: $0), epochs: epochs) }
  var lab = Lab(configurations, size: Size(width: 200, height: 60))
  for (pane, configuration) in zip(lab.panes.map(\.id), configurations) {
    let reading = RunReport(records: try records(of: configuration), state: .done)
    _ = lab.update(.run(pane, reading))
  }
  let clock = ContinuousClock()
  var drawn = lab.frame.cells.count
  let times = (0..<31).map { _ in clock.measure { drawn += lab.frame.cells.count } }.sorted()
  guard drawn > 0 else { return 0 }
  return times[15] / .milliseconds(1)
}

/// A history as noisy as a real one, so that a line has something to draw in every column.
func records(of configuration: RunConfiguration) throws -> [EpochRecord] {
  var run = try ScheduleRun(configuration.schedule, groups: configuration.parameterGroups)
  var random = RandomGenerator(seed: configuration.seed)
  return try (1...configuration.epochs).map { epoch in
    let lrs = run.groups.map(\.lr)
    let loss = 0.3 + 2 / (1 + 20 * Double(epoch) / Double(configuration.epochs)) + 0.05 * random.normal()
    let changes = try run.step(metric: loss)
    return EpochRecord(
      epoch: epoch, lrs: lrs, trainLoss: loss, valLoss: loss, valAccuracy: 0.9, changes: changes,
      plateau: run.plateau)
  }
}

/// What two panes and five cost each, as a frame's part of a pane.
func share(panes: Int) throws -> Double {
  let configurations = try (0..<panes).map {
    RunConfiguration(schedule: try Schedule(parsing: "StepLR(\(100 + $0))"), epochs: 1_000)
  }
  var lab = Lab(configurations, size: Size(width: 200, height: 60))
  for (pane, configuration) in zip(lab.panes.map(\.id), configurations) {
    _ = lab.update(.run(pane, RunReport(records: try records(of: configuration), state: .done)))
  }
  let clock = ContinuousClock()
  var drawn = lab.frame.cells.count
  let times = (0..<61).map { _ in clock.measure { drawn += lab.frame.cells.count } }.sorted()
  return drawn > 0 ? times[30] / .milliseconds(1) / Double(panes) : 0
}

// `lab-frame` measures frames, `lab-frame key` keys, `lab-frame screen` a rewind and a picture, `lab-frame share` panes.
switch CommandLine.arguments.dropFirst().first {
case "key":
  for steps in [50_000, 1_000_000, 10_000_000] {
    var benchmark = try KeyBenchmark(steps: steps)
    let times = benchmark.measured()
    print(steps, times.frame, times.complete)
  }
case "screen":
  let benchmark = try ScreenBenchmark()
  print("rewind", benchmark.rewind())
  print("picture", benchmark.picture())
case "share":
  for panes in [2, 5] { print(panes, try share(panes: panes)) }
default:
  for epochs in [100, 1_000_000] {
    print(epochs, try milliseconds(epochs: epochs))
  }
}
