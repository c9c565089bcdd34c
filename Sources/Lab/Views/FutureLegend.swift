import Canvas
import Charts
import LRSchedulers

/// The lines of the futures in words: a sample of each, its name, and how it comes about, or why it does not.
struct FutureLegend: Sendable {
  let title: String
  let others: [FutureTrack]
  let glyphs: GlyphSet

  func lines(_ width: Int) -> [StyledText] {
    entry(.solid, Style(.lr), .inForce, nil, width)
      + others.enumerated().flatMap { index, track in
        entry(
          PlotLine.alternativeDash(index), PlotLine.alternativeStyle(index), track.future, track.reason, width
        )
      }
  }

  private func entry(
    _ dash: DashPattern, _ style: Style, _ future: Future, _ reason: String?, _ width: Int
  ) -> [StyledText] {
    [StyledText([Span(dash.sample(glyphs) + " ", style), Span(future.rawValue)])]
      + Wrapping.lines(reason ?? Self.meaning(future), width: width - 4).map {
        StyledText("    " + $0, Style(.muted))
      }
  }

  private static func meaning(_ future: Future) -> String {
    switch future {
    case .inForce: "the attribute assigned, or the LR set by hand"
    case .rebuilt: "the scheduler rebuilt at that point"
    case .closedForm: "the new formula, evaluated at the epoch"
    }
  }
}
