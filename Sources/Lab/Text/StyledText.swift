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
    for span in text.spans {
      column += write(span.text, x: x + column, y: y, style: span.style, limit: limit - column)
    }
    if limit > 0, text.width > limit {
      self[x + limit - 1, y].scalar = "…"
    }
    return column
  }
}
