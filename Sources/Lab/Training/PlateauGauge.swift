import Canvas
import Charts
import LRSchedulers

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
    let full = Int((min(max(share, 0), 1) * Double(width)).rounded(.down))
    return StyledText([
      Span(String(repeating: "▮", count: full), Style(.warning)),
      Span(String(repeating: "▯", count: width - full), Style(.muted)),
    ])
  }
}
