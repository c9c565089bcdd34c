import LRSchedulers
import Testing

/// Every reference vector.
@Suite struct GoldenTests {
  @Test func schedulersGiveTorchsRates() throws {
    try expectRates(of: GoldenFile.load("schedulers.json", as: GoldenTable.self).cases, atLeast: 100)
  }

  @Test func tweaksInMidRunGiveTorchsRates() throws {
    try expectRates(of: GoldenFile.load("tweaks.json", as: GoldenTable.self).cases, atLeast: 20)
  }

  @Test func oddArgumentsThatTorchAcceptsAreAccepted() throws {
    let table = try GoldenFile.load("errors.json", as: GoldenTable.self)
    try expectRates(of: table.accepted ?? [], atLeast: 12)
  }

  @Test func whatTorchRefusesIsRefusedInItsWords() throws {
    let cases = try GoldenFile.load("errors.json", as: GoldenTable.self).cases
    try #require(cases.count >= GoldenFile.least(40))
    for row in cases {
      let words = refusal(of: row)
      // An exception without words is known by its type.
      let expected = row.message.flatMap { $0.isEmpty ? nil : $0 } ?? row.error_type ?? ""
      #expect(words?.contains(expected) == true, "\(row.id): \(words ?? "accepted")")
    }
  }

  private func expectRates(of cases: [GoldenCase], atLeast count: Int) throws {
    try #require(cases.count >= GoldenFile.least(count))
    for row in cases {
      let epochs = try groups(of: row)
      for (group, expected) in (row.lrs ?? []).enumerated() {
        expectEqual(
          epochs.map { $0[group].lr }, expected.map(\.value), exactly: row.isExact, "\(row.id) \(group)")
      }
      for (group, expected) in (row.momenta ?? []).enumerated() {
        let found = epochs.map { $0[group].momentum ?? .nan }
        expectEqual(found, expected.map(\.value), exactly: false, "momentum of \(row.id) \(group)")
      }
    }
  }

  /// The groups as each epoch finds them.
  private func groups(of row: GoldenCase) throws -> [[ParameterGroup]] {
    var run = try ScheduleRun(Schedule(parsing: row.spec), groups: row.groups)
    return try (0..<(row.epochs ?? 0)).map { epoch in
      if epoch > 0 { try run.step(metric: row.metrics?[epoch - 1].value) }
      for tweak in row.tweaks ?? [] where tweak.epoch == epoch { try apply(tweak, to: &run) }
      return run.groups
    }
  }

  private func apply(_ tweak: GoldenTweak, to run: inout ScheduleRun) throws {
    if let lrs = tweak.set_lr { try run.setLR(lrs) }
    for (name, argument) in tweak.set ?? [:] {
      let parameter = ParameterPath.parameter(ofAttribute: name)
      try run.assign(run.schedule.setting(parameter, to: ParameterValue(parsing: argument.python)))
    }
  }

  /// The words of the error, with its Python type, whenever it comes; nil if there is none.
  private func refusal(of row: GoldenCase) -> String? {
    do {
      var run = try ScheduleRun(Schedule(parsing: row.spec), groups: row.groups)
      for step in 0..<(row.failing_step ?? 12) { try run.step(metric: row.metrics?[step].value) }
      return nil
    } catch { return "\(error)" }
  }

  /// QUIRKS.md, section 0: what calls no function of the C library has to agree in every bit.
  private func expectEqual(_ found: [Double], _ expected: [Double], exactly: Bool, _ id: String) {
    let largest = expected.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let wrong = zip(found, expected).enumerated().first { _, pair in
      let (a, b) = pair
      if a == b || (a.isNaN && b.isNaN) { return false }
      return exactly || !((a - b).magnitude <= 1e-10 * largest)
    }
    #expect(found.count == expected.count && wrong == nil, "\(id): \(String(describing: wrong))")
  }
}

extension GoldenCase {
  var groups: [ParameterGroup] {
    let momentum = optimizer.map(\.cycledMomentum) ?? 0
    return lr.values.map { ParameterGroup(lr: $0, momentum: momentum) }
  }

  /// All the names that are called and begin with a capital letter.
  var schedulerNames: [String] {
    spec.split { !($0.isLetter || $0.isNumber || "_(".contains($0)) }
      .flatMap { $0.split(separator: "(", omittingEmptySubsequences: false).dropLast() }
      .map(String.init).filter { $0.first?.isUppercase == true }
  }

  var isExact: Bool {
    let exact: Set = [
      "StepLR", "MultiStepLR", "ExponentialLR", "ConstantLR", "LinearLR", "ReduceLROnPlateau",
    ]
    return schedulerNames.allSatisfy(exact.contains)
  }
}
