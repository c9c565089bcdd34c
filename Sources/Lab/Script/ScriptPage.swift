import Canvas
import LRSchedulers
import Training

/// The lines of a script beside what was taken from them: what `--explain` says, for a pane.
struct ScriptPage: Sendable, Equatable {
  let origin: ScriptOrigin
  /// What the pane has now.
  let schedule: Schedule
  /// The pane, counted from 1.
  let pane: Int

  var title: String { "pane \(pane) was read from \(origin.title)" }

  func lines(width: Int) -> [StyledText] {
    let sections = [
      read(width), list("taken", origin.assumed, width), given(width), list("to know", origin.notes, width),
      changed(width),
    ]
    return Array(sections.filter { !$0.isEmpty }.joined(separator: [StyledText("")]))
  }

  // MARK: Lines of the script

  private func read(_ width: Int) -> [StyledText] {
    let lines = origin.document.lines
    let numbers = [origin.pasted.optimizer?.line, origin.pasted.line].compactMap(\.self)
    let gutter = numbers.map { origin.document.shortPlace($0).count }.max() ?? 1
    return parts.flatMap { part in
      source(
        lines.indices.contains(part.line - 1) ? String(lines[part.line - 1]) : "", part.line, gutter, width)
        + Wrapping.lines(part.meaning, width: max(10, width - gutter - 5)).enumerated().map { row, text in
          StyledText([
            Span(String(repeating: " ", count: gutter) + " │ ", Style(.muted)),
            Span(row == 0 ? "→ " : "  ", Style(.accent)), Span(text, Style(.lr)),
          ])
        }
    }
  }

  /// In the order of the text.
  private var parts: [(line: Int, meaning: String)] {
    let pasted = origin.pasted
    var parts = [(pasted.line, pasted.schedule.spec)]
    if let optimizer = pasted.optimizer, !optimizer.isImplied {
      let rates = (pasted.lrs ?? optimizer.lrs).map { $0.map(PythonNumber.repr) ?? "open" }.joined(
        separator: ", ")
      parts.append((optimizer.line, "\(PastedSetup(pasted).optimizer ?? optimizer.name), lr=\(rates)"))
    }
    return parts.sorted { $0.0 < $1.0 }.map { (line: $0.0, meaning: $0.1) }
  }

  private func source(_ text: String, _ line: Int, _ gutter: Int, _ width: Int) -> [StyledText] {
    let place = origin.document.shortPlace(line)
    let number = String(repeating: " ", count: gutter - min(gutter, place.count)) + place
    return [
      StyledText([Span(number, Style(.accent)), Span(" │ ", Style(.muted)), Span(text.trimmed)])
        .cut(to: width)
    ]
  }

  // MARK: Words

  private func list(_ heading: String, _ words: [String], _ width: Int) -> [StyledText] {
    guard !words.isEmpty else { return [] }
    return [StyledText(heading, Style(.standard, .bold))]
      + words.flatMap { text in
        Wrapping.lines(text, width: width - 4).enumerated().map { row, line in
          StyledText((row == 0 ? "  • " : "    ") + line, Style(.muted))
        }
      }
  }

  private func given(_ width: Int) -> [StyledText] {
    list("given (d asks again)", origin.options.definitions.map { "\($0.name) = \($0.value)" }, width)
  }

  private func changed(_ width: Int) -> [StyledText] {
    schedule == origin.schedule ? [] : list("changed since, now", [schedule.spec], width)
  }
}
