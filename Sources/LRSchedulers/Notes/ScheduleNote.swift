/// Something odd that a schedule does as PyTorch does it, said where it bites.
public struct ScheduleNote: Sendable, Equatable, CustomStringConvertible {
  /// One clause that begins with the scheduler's name; epochs in it are counted from 1.
  public var text: String

  /// A note, as ``Schedule/notes(epochs:groups:hasNegativeMetrics:lacksMomentum:unit:stepsPerEpoch:)`` gives it, or as a test of yours makes it.
  public init(_ text: String) { self.text = text }

  public var description: String { text }
}

extension Schedule {
  /// What a user of the schedule may not expect of it in so many epochs; empty for most.
  ///
  /// - Parameters:
  ///   - epochs: how often the rate is read; batches if the scheduler steps with each.
  ///   - groups: the groups as they are before the scheduler is built.
  ///   - hasNegativeMetrics: whether a metric-driven schedule will see metrics below 0.
  ///   - lacksMomentum: whether it trains with an optimizer that was built without momentum.
  ///   - unit: what the user counts, `epoch` or `step`.
  ///   - stepsPerEpoch: optimizer steps of an epoch, by which epochs taken for steps are recognized; nil if not known.
  public func notes(
    epochs: Int, groups: [ParameterGroup], hasNegativeMetrics: Bool = false, lacksMomentum: Bool = false,
    unit: String = "epoch", stepsPerEpoch: Int? = nil
  ) -> [ScheduleNote] {
    let context = NoteContext(
      epochs: 0..<max(0, epochs), lrs: groups.map { $0.initialLR ?? $0.lr },
      hasNegativeMetrics: hasNegativeMetrics, lacksMomentum: lacksMomentum, unit: unit,
      stepsPerEpoch: stepsPerEpoch)
    let notes = firstRateNotes(groups) + self.notes(context)
    return notes.enumerated().filter { !notes[..<$0].contains($1) }.map(\.element)
  }

  /// The scheduler's own notes, then what there is to say about its length.
  func notes(_ context: NoteContext) -> [ScheduleNote] { scheduler.notes(context) + lengthNotes(context) }

  private func firstRateNotes(_ groups: [ParameterGroup]) -> [ScheduleNote] {
    guard let run = try? ScheduleRun(self, groups: groups), run.groups.contains(where: { $0.lr == 0 }) else {
      return []
    }
    return [ScheduleNote("\(name) has LR 0 in the first step: no update")]
  }
}
