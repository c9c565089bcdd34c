import LRSchedulers
import SpecFuzzing
import Testing

/// What holds for every scheduler of every library in the words of every other, with any arguments.
@Suite struct TranslationLawTests {
  @Test(arguments: [CodeFormat.pytorch, .transformers, .timm, .optax, .keras])
  func translationsKeepTheirWord(format: CodeFormat) throws {
    var generator = SplitMix(seed: 7)
    var (exact, partial, none) = (0, 0, 0)
    for entry in Catalog.entries where !Schedule(default: entry).needsMetric {
      for _ in 0..<3 {
        let schedule = varied(Schedule(default: entry), &generator)
        let context = CodeContext(lrs: [0.1], epochs: 60)
        guard let source = try? schedule.code(for: format, in: context) else {
          continue
        }
        let written = try? Schedule(parsing: ExportedStatement(source.text).text)
        guard let written, written.entry.library.rawValue.lowercased() == format.rawValue else {
          // PyTorch's scheduler, a function or a table; then the reason is said.
          let note = try #require(source.note, "\(schedule.spec) in \(format): \(source.text)")
          #expect(note.contains("has no exact equivalent of"), "\(note)")
          #expect(source.text.replacing("\n# ", with: " ").contains(note))
          none += 1
          continue
        }
        let parts = source.note?.firstMatch(of: /the steps before (\d+)/).flatMap { Int($0.1) }
        if parts == nil { exact += 1 } else { partial += 1 }
        try expectSame(schedule, written, steps: min(parts ?? 400, 2000))
      }
    }
    // All three kinds come about, except where PyTorch's LambdaLR says everything.
    #expect(exact >= 20 && (none >= 20 || format == .pytorch), "\(format): \(exact), \(partial), \(none)")
  }

  /// Some of the arguments moved by some of their natural steps.
  private func varied(_ schedule: Schedule, _ generator: inout SplitMix) -> Schedule {
    var schedule = schedule
    for path in schedule.parameterPaths where !path.hasSuffix("last_epoch") {
      let steps = generator.below(7) - 3
      guard generator.below(2) == 0, let moved = schedule.nudged(path, by: steps) else { continue }
      if (try? FamilyTests.rates(moved.spec, lr: 0.1, steps: 60)) != nil { schedule = moved }
    }
    return schedule
  }

  private func expectSame(_ a: Schedule, _ b: Schedule, steps: Int) throws {
    let left = try ScheduleRun(a, groups: [ParameterGroup(lr: 0.1, momentum: 0)]).planned(epochs: steps)[0]
    let right = try ScheduleRun(b, groups: [ParameterGroup(lr: 0.1, momentum: 0)]).planned(epochs: steps)[0]
    let peak = left.reduce(0) { max($0, $1.magnitude) }
    let wrong = zip(left, right).enumerated().first { _, pair in
      !((pair.0 - pair.1).magnitude <= max(1e-9 * abs(pair.0), 1e-11 * peak))
    }
    #expect(wrong == nil && right.count >= left.count, "\(a) against \(b): \(String(describing: wrong))")
  }

  @Test(arguments: [
    "StepLR(30)", "ReduceLROnPlateau(threshold_mode='abs', eps=0)", "keras.callbacks.ReduceLROnPlateau()",
  ])
  func everyLibraryHasCodeForIt(spec: String) throws {
    for format in CodeFormat.general {
      #expect(try !Schedule(parsing: spec).code(for: format).text.isEmpty)
    }
  }
}
