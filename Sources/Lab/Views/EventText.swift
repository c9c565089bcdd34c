import Canvas
import Charts
import LRSchedulers

/// Events in words: `▼ epoch 24  1.00e-01 → 1.00e-02  plateau`.
enum EventText {
  /// The way the rate went; a dot for an assignment.
  static func mark(_ event: PaneEvent) -> String {
    guard case .change(let change) = event else { return "•" }
    return change.to < change.from ? "▼" : "▲"
  }

  static func line(_ event: PaneEvent) -> FieldLine {
    switch event {
    case .change(let change): line(change, mark(event))
    case .assigned(let epoch, let what):
      FieldLine([
        place(mark(event), epoch), .init(8, StyledText(what)), .init(1, StyledText("live", Style(.muted))),
      ])
    }
  }

  private static func line(_ change: LRChange, _ mark: String) -> FieldLine {
    let (from, to) = (NumberFormat.lr.text(change.from), NumberFormat.lr.text(change.to))
    let group = change.group > 0 ? ["group \(change.group)"] : []
    return FieldLine(
      [
        place(mark, change.epoch, step: change.step),
        .init(8, StyledText("\(from) → \(to)"), StyledText("→ \(to)")),
        .init(2, StyledText(change.kind.rawValue, Style(.muted))),
      ] + group.map { .init(1, StyledText($0, Style(.muted))) })
  }

  private static func place(_ mark: String, _ epoch: Int, step: Int? = nil) -> FieldLine.Field {
    let mark = StyledText(mark + " ", Style(.event))
    if let step {
      return .init(9, mark + StyledText("step \(step)  epoch \(epoch)"), mark + StyledText("\(step)"))
    }
    return .init(9, mark + StyledText("epoch \(epoch)"), mark + StyledText("\(epoch)"))
  }
}
