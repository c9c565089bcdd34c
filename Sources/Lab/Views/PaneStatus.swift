import Canvas
import Charts
import LRSchedulers

/// What stands at the right of a pane's title: what is unusual about the run, and its latest change.
struct PaneStatus {
  let pane: Pane
  /// Whether there are notes that the pane has no row for.
  var hasHiddenNotes = false

  var line: FieldLine { FieldLine(notes + state + phase + gauge + latest) }

  private var notes: [FieldLine.Field] {
    hasHiddenNotes ? [.init(7, StyledText("! note", Style(.warning)), StyledText("!", Style(.warning)))] : []
  }

  private var state: [FieldLine.Field] {
    switch pane.state {
    case .running: []
    case .paused: [.init(2, StyledText("paused", Style(.muted)))]
    case .done: [.init(3, StyledText("done", Style(.good)))]
    case .failed: [.init(9, StyledText("failed", Style(.bad, .bold)))]
    }
  }

  /// The phase in force.
  private var phase: [FieldLine.Field] {
    guard let phase = pane.phase else { return [] }
    let number = "\(phase.index + 1)"
    let count = "phase \(number)/\(pane.schedule.members.count)"
    return [
      .init(
        6, shortening: 3, StyledText("\(count) \(phase.name)"), StyledText("\(number) \(phase.name)"),
        StyledText(count), StyledText(number))
    ]
  }

  private var gauge: [FieldLine.Field] {
    guard let plateau = pane.plateau else { return [] }
    let text = "bad \(plateau.numBadEpochs)/\(plateau.patience)"
    return [.init(5, StyledText(text, Style(.muted)))]
  }

  /// In what the pane's scheduler counts.
  private func place(of event: PaneEvent) -> Int {
    event.step ?? pane.stepsPerEpoch.map { (event.epoch - 1) * $0 + 1 } ?? event.epoch
  }

  private var latest: [FieldLine.Field] {
    guard let event = pane.events.last else { return [] }
    return [.init(4, StyledText("\(EventText.mark(event))\(place(of: event))", Style(.event)))]
  }
}
