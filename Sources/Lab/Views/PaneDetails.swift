import Canvas
import Charts
import LRSchedulers

/// The rows below a pane's parameters: why it failed, the plateau gauge, what is odd, the latest events.
struct PaneDetails {
  let pane: Pane
  var notes = Notes.half

  /// How many of the free rows notes may take: half, so that the latest events stay in sight where there is more than one.
  enum Notes { case none, half, all }

  private func noteRows(of free: Int) -> Int {
    switch notes {
    case .none: 0
    case .half: (free + 1) / 2
    case .all: free
    }
  }

  /// How many rows are left for notes and events.
  static func freeRows(_ rows: Int, _ pane: Pane) -> Int {
    let isFailed = if case .failed = pane.state { true } else { false }
    return rows - (isFailed ? 1 : 0) - (pane.plateau == nil ? 0 : 1)
  }

  func lines(_ width: Int, rows: Int) -> [StyledText] {
    guard rows > 0 else { return [] }
    var lines: [StyledText] = []
    if case .failed(let message) = pane.state { lines.append(StyledText(message, Style(.bad))) }
    if let plateau = pane.plateau { lines.append(PlateauGauge(status: plateau).line.fitted(width)) }
    lines += NoteLines(pane: pane).lines(width, rows: noteRows(of: rows - lines.count))
    let events = pane.events.suffix(max(0, rows - lines.count)).reversed()
    return Array((lines + events.map { EventText.line($0).fitted(width) }).prefix(rows))
  }
}

/// `best 0.4500 @12  bad 7/10  cooldown 0` and a bar that is full when the rate falls.
struct PlateauGauge {
  let status: PlateauStatus

  var line: FieldLine {
    FieldLine([
      .init(3, .labelled("best", best), .labelled("best", NumberFormat.readout(status.best))),
      .init(4, .labelled("bad", "\(status.numBadEpochs)/\(status.patience)", urgency)),
      .init(2, .labelled("cooldown", "\(status.cooldownCounter)")),
      .init(1, bar(10), bar(5)),
    ])
  }

  private var best: String {
    NumberFormat.readout(status.best) + (status.bestEpoch.map { " @\($0)" } ?? "")
  }

  private var urgency: Style {
    Style(status.numBadEpochs >= status.patience && status.patience > 0 ? .warning : .standard)
  }

  private func bar(_ width: Int) -> StyledText {
    let share = Double(status.numBadEpochs) / Double(max(1, status.patience))
    let full = Int((min(max(share, 0), 1) * Double(width)).rounded())
    return StyledText([
      Span(String(repeating: "▮", count: full), Style(.warning)),
      Span(String(repeating: "▯", count: width - full), Style(.muted)),
    ])
  }
}
