import Canvas
import Charts
import LRSchedulers

/// The lines of the futures in words: a sample of each, its name, and how it comes about, or why it does not.
struct FutureLegend: Sendable {
  let title: String
  let others: [FutureTrack]
  let isUnicode: Bool

  func lines(_ width: Int) -> [StyledText] {
    entry(isUnicode ? "───" : "---", Style(.lr), .inForce, nil, width)
      + others.enumerated().flatMap { index, track in
        entry(
          samples[index % samples.count], PlotLine.alternativeStyle(index), track.future, track.reason, width)
      }
  }

  private var samples: [String] { isUnicode ? ["╌╌╌", "┈┈┈"] : ["ooo", ":::"] }

  private func entry(
    _ sample: String, _ style: Style, _ future: Future, _ reason: String?, _ width: Int
  ) -> [StyledText] {
    [StyledText([Span(sample + " ", style), Span(future.rawValue)])]
      + Wrapping.lines(reason ?? Self.meaning(future), width: width - 4).map {
        StyledText("    " + $0, Style(.muted))
      }
  }

  private static func meaning(_ future: Future) -> String {
    switch future {
    case .inForce: "the attribute assigned, or the LR set by hand"
    case .rebuilt: "the scheduler constructed anew there"
    case .closedForm: "the new formula, evaluated at the epoch"
    }
  }
}
