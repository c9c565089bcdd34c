import LRSchedulers

/// What has to hold for any text: it is refused, or what it builds can be written, read again and stepped.
package enum SpecCheck {
  /// - Returns: what did not hold; nil if all is well.
  package static func failure(of text: String) -> String? {
    if text.contains("len("), let counted = try? Schedule(parsing: text, stepsPerEpoch: 7) {
      if let failure = failureToReadBack(counted) { return failure }
    }
    guard let schedule = try? Schedule(parsing: text) else { return nil }
    if let failure = failureToReadBack(schedule) { return failure }
    walk(schedule)
    return nil
  }

  /// Whether the text is a spec at all.
  package static func isSpec(_ text: String) -> Bool { (try? Schedule(parsing: text)) != nil }

  private static func failureToReadBack(_ schedule: Schedule) -> String? {
    let spec = schedule.spec
    do {
      let again = try Schedule(parsing: spec)
      if again.spec != spec { return "written as \(spec), then as \(again.spec)" }
      // NaN is not equal to itself.
      if again != schedule, !spec.contains("nan") { return "\(spec) reads back as another schedule" }
      return nil
    } catch {
      return "\(spec) is not read back: \(error)"
    }
  }

  /// Rates may be refused at any step, but nothing traps and nothing takes for ever.
  private static func walk(_ schedule: Schedule) {
    let groups = [
      ParameterGroup(lr: 0.1, momentum: 0.9), ParameterGroup(lr: 0.01, initialLR: 0.02, momentum: 0.9),
    ]
    for groups in [[groups[0]], groups] {
      guard var run = try? ScheduleRun(schedule, groups: groups) else { continue }
      _ = schedule.notes(epochs: 50, groups: groups)
      _ = run.planned(epochs: 10)
      for epoch in 0..<50 {
        guard (try? run.step(metric: epoch % 7 == 0 ? .nan : 1 / Double(epoch + 1))) != nil else { break }
      }
    }
  }
}
