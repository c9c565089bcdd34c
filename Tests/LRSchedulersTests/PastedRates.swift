import LRSchedulers
import Testing

/// The rates that a text comes to, for tests of scripts.
enum PastedRates {
  static func options(
    _ names: KeyValuePairs<String, String> = [:], steps: Int? = nil, countsSteps: Bool = false
  ) -> ScriptOptions {
    var options = ScriptOptions()
    options.definitions = names.map { .init(name: $0.key, value: $0.value) }
    options.stepsPerEpoch = steps
    options.countsSteps = countsSteps
    return options
  }

  /// The rates of the last schedule's first group.
  static func of(
    _ text: String, _ count: Int = 12, _ options: ScriptOptions = ScriptOptions(), lr: Double = 0.1
  ) throws -> [Double] {
    let pasted = try #require(try PastedSchedule.all(in: text, options: options).last)
    // What is written reads back as the same.
    #expect(try Schedule(parsing: pasted.schedule.spec) == pasted.schedule)
    let lrs = pasted.startingLRs(asked: nil, standard: [lr])
    var run = try ScheduleRun(pasted.schedule, groups: lrs.map { ParameterGroup(lr: $0, momentum: 0.9) })
    return try (0..<count).map { index in
      if index > 0 { try run.step() }
      return run.groups[0].lr
    }
  }

  static func notes(_ text: String, _ options: ScriptOptions = ScriptOptions()) throws -> String {
    try PastedSchedule.all(in: text, options: options).flatMap(\.notes).joined(separator: "\n")
  }

  /// The names that are asked for.
  static func missing(_ text: String, _ options: ScriptOptions = ScriptOptions()) -> [String] {
    do {
      _ = try PastedSchedule.all(in: text, options: options)
      return []
    } catch { return error.missing.map(\.name) }
  }

  static func expect(
    _ found: [Double], sourceLocation: SourceLocation = #_sourceLocation, _ wanted: (Int) -> Double
  ) {
    for (index, rate) in found.enumerated() {
      let other = wanted(index)
      #expect(
        (rate - other).magnitude <= 1e-12 * max(1, other.magnitude), "rate \(index) is \(rate), not \(other)",
        sourceLocation: sourceLocation)
    }
  }
}
