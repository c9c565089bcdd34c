/// Logs that count nothing: each value's place is how many of its name came before.
extension TextStream {
  mutating func wait(_ meaning: LineMeaning, _ run: inout LogRun) {
    guard !meaning.setsRate else { return }
    if waiting.count < LogLimits.pendingLines { waiting.append(meaning) }
    for field in meaning.fields where field.isKnown {
      repeats[field.name, default: 0] += 1
      if repeats[field.name] == 12 { return flushWaiting(isLast: false, &run) }
    }
  }

  mutating func flushWaiting(isLast: Bool, _ run: inout LogRun) {
    isUncounted = true
    let lines = waiting
    waiting = []
    early = nil
    let settings = isLast ? Self.settings(lines) : []
    for var meaning in lines {
      // A rate that is said once is a setting, and what is said once in all is no curve.
      meaning.fields.removeAll {
        settings.contains($0.name)
          || repeats[$0.name] == 1 && (isLast || RateName.rank(RoleName($0.name)) != nil)
      }
      appendUncounted(meaning, &run)
    }
  }

  func isByLine(_ name: String, _ run: LogRun) -> Bool {
    guard let slot = names.known(name), let id = names.series(slot), id >= 0 else { return false }
    return run.series[id].axis == .line && !run.series[id].track.isEmpty
  }

  mutating func appendUncounted(_ meaning: LineMeaning, _ run: inout LogRun) {
    for field in meaning.fields where field.isKnown && !LineName.isConstant(field.name) {
      guard let id = seriesID(names.slot(of: field), &run) else { continue }
      run.append(id, x: Double(run.series[id].track.count), field.value, power: field.power, .line)
    }
  }

  /// What lines say again and again without a change, where none of them measures anything.
  private static func settings(_ lines: [LineMeaning]) -> Set<String> {
    let fields = lines.flatMap(\.fields)
    guard !fields.contains(where: { LineName.isMeasured($0.name) }) else { return [] }
    let told = Dictionary(grouping: fields, by: \.name)
    return Set(told.filter { _, all in all.allSatisfy { $0.value == all[0].value } }.keys)
  }

  /// A line of its own that says again, in other letters, what each step said is the mean over the epoch: `train_loss: 0.455` below
  /// `[1][200/340] Train Loss 0.410`.
  mutating func appendSummary(
    _ field: LineMeaning.Field, _ slot: Int, _ meaning: LineMeaning, _ place: Place, _ run: inout LogRun
  ) {
    guard meaning.isPure, epoch != nil, names.isOwnedBySteps(slot), !names.isOwnName(slot),
      place.axis == .step,
      LineName.isMeasured(field.name)
    else { return }
    append(names.slot(named: "\(field.name) (epoch)"), field, place, replaces: false, &run)
  }
}
