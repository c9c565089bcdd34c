import Canvas

/// A run of characters in one style.
struct Span: Sendable, Equatable {
  let text: String
  let style: Style
  /// Columns on the screen: every scalar takes one. Counted once, as fitting a line asks again and again.
  let width: Int

  init(_ text: String, _ style: Style = .standard) {
    self.text = text
    self.style = style
    width = text.unicodeScalars.count
  }
}

/// Spans behind each other on one line.
struct StyledText: Sendable, Equatable {
  var spans: [Span]

  init(_ spans: [Span]) { self.spans = spans }

  init(_ text: String, _ style: Style = .standard) { spans = [Span(text, style)] }

  var width: Int { spans.reduce(0) { $0 + $1.width } }

  /// What of it fits into so many columns, with `…` for the rest: cut behind a word where that leaves most of the room filled.
  func cut(to limit: Int) -> StyledText {
    guard width > limit else { return self }
    guard limit > 0 else { return StyledText([]) }
    var kept: [Span] = []
    var room = limit - 1
    for span in spans where room > 0 {
      kept.append(span.width <= room ? span : Span(String(span.text.unicodeScalars.prefix(room)), span.style))
      room -= min(room, span.width)
    }
    let style = kept.last?.style ?? spans.first?.style ?? .standard
    let isTorn = spans.lazy.flatMap(\.text.unicodeScalars).dropFirst(limit - 1).first != " "
    if isTorn { kept = Self.withoutTornWord(kept, atLeast: limit * 4 / 5) }
    return StyledText(kept) + StyledText("…", style)
  }

  /// As many whole words as fit, and dots for the rest: of sentences, where ``cut(to:)`` fills cells.
  func shortened(to limit: Int) -> StyledText {
    guard width > limit else { return self }
    guard limit > 1 else { return StyledText("") }
    var (kept, room) = ([Span](), limit - 2)
    for span in spans {
      if span.width <= room {
        kept.append(span)
        room -= span.width
        continue
      }
      let words = Wrapping.lines(span.text, width: room).first ?? ""
      let head = words.unicodeScalars.count <= room ? words : ""
      return StyledText(kept + [Span(head + " …", span.style)])
    }
    return StyledText(kept)
  }

  /// Without the word that a cut has torn, if so many columns are left.
  private static func withoutTornWord(_ spans: [Span], atLeast least: Int) -> [Span] {
    let used = spans.reduce(0) { $0 + $1.width }
    guard let last = spans.last, let blank = last.text.lastIndex(of: " ") else { return spans }
    let head = String(last.text[..<blank])
    guard used - last.width + head.unicodeScalars.count >= least else { return spans }
    return spans.dropLast() + [Span(head, last.style)]
  }

  static func + (left: StyledText, right: StyledText) -> StyledText {
    StyledText(left.spans + right.spans)
  }

  /// A name and its value, the value standing out.
  static func labelled(_ name: String, _ value: String, _ style: Style = .standard) -> StyledText {
    StyledText([Span(name + " ", Style(.muted)), Span(value, style)])
  }
}

extension CellGrid {
  /// Writes from (`x`, `y`) to the right; what does not fit within `limit` columns ends in `…`.
  /// - Returns: the number of columns written.
  @discardableResult
  mutating func write(_ text: StyledText, x: Int, y: Int, limit: Int) -> Int {
    var column = 0
    for span in text.cut(to: limit).spans {
      column += write(span.text, x: x + column, y: y, style: span.style, limit: limit - column)
    }
    return column
  }
}
