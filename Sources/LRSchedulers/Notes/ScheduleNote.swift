/// Something odd that a schedule does as PyTorch does it, said where it bites.
public struct ScheduleNote: Sendable, Equatable, CustomStringConvertible {
  /// One clause that begins with the scheduler's name; epochs in it are counted from 1.
  public var text: String

  package init(_ text: String) { self.text = text }

  public var description: String { text }
}

/// Where a scheduler is in force, which decides what is worth a note.
struct NoteContext: Sendable {
  /// The epochs, counted from 0.
  var epochs: Range<Int>
  /// The base rates of the groups.
  var lrs: [Double]
  /// Whether a metric below 0 is known to come.
  var hasNegativeMetrics: Bool

  /// The same for one stage.
  func during(_ epochs: Range<Int>) -> NoteContext {
    NoteContext(epochs: epochs, lrs: lrs, hasNegativeMetrics: hasNegativeMetrics)
  }

  /// Whether the scheduler's own epoch is reached.
  func reaches(_ epoch: Double) -> Bool { epoch < Double(epochs.count) }

  /// The scheduler's own epoch, counted from 0, as the user counts.
  func epoch(_ own: Double) -> Int { epochs.lowerBound + 1 + min(Int(clamping: own), 1 << 53) }
}

extension Schedule {
  /// What a user of the schedule may not expect of it in so many epochs; empty for most.
  ///
  /// - Parameters:
  ///   - epochs: how many are planned.
  ///   - groups: the groups as they are before the scheduler is built.
  ///   - hasNegativeMetrics: whether a metric-driven schedule will see metrics below 0.
  public func notes(
    epochs: Int, groups: [ParameterGroup], hasNegativeMetrics: Bool = false
  ) -> [ScheduleNote] {
    let context = NoteContext(
      epochs: 0..<max(0, epochs), lrs: groups.map { $0.initialLR ?? $0.lr },
      hasNegativeMetrics: hasNegativeMetrics)
    return (firstRateNote(groups).map { [$0] } ?? []) + scheduler.notes(context)
  }

  /// What there is to say when a parameter is assigned in mid-run; nil for most.
  public func note(onAssigning path: String) -> ScheduleNote? {
    let parsed = ParameterPath(path)
    if let place = parsed.member { return member(place.list, place.index)?.note(onAssigning: parsed.rest) }
    guard name == "MultiStepLR", path == "milestones" else { return nil }
    return ScheduleNote(
      "MultiStepLR keeps its milestones as a Counter: in PyTorch assign Counter([...]), a list breaks it")
  }

  private func firstRateNote(_ groups: [ParameterGroup]) -> ScheduleNote? {
    guard let run = try? ScheduleRun(self, groups: groups), run.groups.contains(where: { $0.lr == 0 }) else {
      return nil
    }
    return ScheduleNote("\(name) makes the first update at LR 0, which trains nothing")
  }
}
