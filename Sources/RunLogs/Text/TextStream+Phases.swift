/// Starts behind the last of the announced epochs: those of other runs, and those of other phases of the same run.
///
/// A phase goes on with what was learned, so its loss begins about where the last one ended; a run begins anew. Where a log
/// has no loss to tell by, it is a run.
extension TextStream {
  /// Lines that are waited for at most.
  private static let mostHeld = 64
  /// How much of what a run has won a phase may lose again at its beginning.
  private static let lostAtMost = 0.25

  /// Keeps a line until the values tell what began.
  mutating func hold(
    _ meaning: LineMeaning, _ traits: TextTraits, _ options: ReadOptions, _ run: inout LogRun
  ) {
    held.append(meaning)
    if let isPhase = goesOn(meaning, run) {
      settle(isPhase: isPhase, traits, options, &run)
    } else if held.count >= Self.mostHeld {
      settle(isPhase: false, traits, options, &run)
    }
  }

  /// Takes what was kept: into another run, or on in this one.
  mutating func settle(
    isPhase: Bool, _ traits: TextTraits, _ options: ReadOptions, _ run: inout LogRun
  ) {
    let lines = held
    held = []
    if !isPhase, case .another(let number, let name) = starts.begin() { begin(number, name, &run) }
    for line in lines { take(line, traits: traits, options: options, &run) }
  }

  /// Whether the first loss of the training that a line tells goes on where the last one was; nil where it tells none.
  private func goesOn(_ meaning: LineMeaning, _ run: LogRun) -> Bool? {
    for field in meaning.fields {
      let name = RoleName(field.name)
      guard name.split == nil || name.split == .train, let kind = LossName.kind(name),
        kind == .total || kind == .part, let slot = names.known(field.name), let id = names.series(slot),
        id >= 0, run.series[id].track.count >= 2
      else { continue }
      let track = run.series[id].track
      let (first, last) = (track[0], track[track.count - 1])
      return last < first && field.value <= last + Self.lostAtMost * (first - last)
    }
    return nil
  }
}
