import Canvas
import Charts

/// A forecast in words: where the run and the other schedules end, and what is to be known with it.
struct OutlookWords: Sendable {
  let state: OutlookState

  /// As many rows as there are words for, at most so many: the figures, then the caveats as sentences or, where these have
  /// no room, by their codes.
  func lines(_ width: Int, rows: Int) -> [StyledText] {
    guard rows > 0 else { return [] }
    switch state {
    case .waiting: return [StyledText("forecast: being made", Style(.muted))]
    case .refused(let reason): return shortened("no forecast: \(reason)", width, rows)
    case .found(let outlook):
      let figures = FieldLine(figures(outlook)).fitted(width)
      return [figures] + caveats(outlook, width, rows - 1)
    }
  }

  private func shortened(_ text: String, _ width: Int, _ rows: Int) -> [StyledText] {
    let lines = Wrapping.lines(text, width: width)
    let shown = lines.prefix(rows).enumerated().map { row, line in
      let isCut = row == rows - 1 && lines.count > rows
      return StyledText(isCut ? line + " " + lines[row + 1] : line, Style(.warning)).shortened(to: width)
    }
    return Array(shown)
  }

  private func figures(_ outlook: Outlook) -> [FieldLine.Field] {
    var fields: [FieldLine.Field] = []
    if let last = outlook.rest.last {
      let percent = "\(Int((outlook.band * 100).rounded())) %"
      let end = StyledText.labelled("forecast", NumberFormat.readout(last.loss), Style(.standard, .bold))
      let band = "\(NumberFormat.readout(last.low)) to \(NumberFormat.readout(last.high))"
      let brief = " (\(NumberFormat.brief(last.low)) to \(NumberFormat.brief(last.high)))"
      let short = StyledText.labelled("end", NumberFormat.readout(last.loss), Style(.standard, .bold))
      fields = [
        .init(
          9, shortening: 8, end + StyledText("  \(percent) band \(band)", Style(.muted)),
          short + StyledText(brief, Style(.muted)), short)
      ]
    } else {
      fields = [.init(9, StyledText("the run is over", Style(.muted)), StyledText("over", Style(.muted)))]
    }
    return fields
      + outlook.others.enumerated().compactMap { index, curve in
        curve.points.last.map { last in
          let number = Span("\(curve.number)", Style(.series(curve.number - 1), .bold))
          let value = Span(" " + NumberFormat.readout(last.loss))
          return .init(
            7 - min(index, 5), StyledText([number, Span(" \(curve.name)", Style(.muted)), value]),
            StyledText([number, value]))
        }
      }
  }

  private func caveats(_ outlook: Outlook, _ width: Int, _ rows: Int) -> [StyledText] {
    guard rows > 0 else { return [] }
    let remark = outlook.remark.isEmpty ? [] : [outlook.remark]
    let sentences = NoteLines(notes: remark + outlook.caveats.map { "\($0.code): \($0.text)" }).wrapped(width)
    if sentences.count <= rows { return sentences }
    let codes = outlook.caveats.map(\.code).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      .joined(separator: ", ")
    let short = remark + (codes.isEmpty ? [] : ["\(codes) (E says more)"])
    let lines = NoteLines(notes: short).wrapped(width)
    return lines.count <= rows
      ? lines
      : NoteLines(notes: [(remark + [codes]).filter { !$0.isEmpty }.joined(separator: "; ")]).lines(
        width, rows: rows)
  }
}
