import Canvas

/// Columns of text under headings, as many as there is room for.
struct TextTable {
  /// One column: its heading, its cells, and how soon it is left out.
  struct Column {
    let heading: String
    let cells: [StyledText]
    /// What stays longest is highest.
    let priority: Int
    var isLeft = false
    /// What a column needs at least that may be cut at words; nil for all of its width.
    var least: Int?

    var width: Int { max(heading.unicodeScalars.count, cells.map(\.width).max() ?? 0) }
  }

  private let columns: [Column]
  private let width: Int

  /// Columns without a word in them are left out, then the least important until the rest has room.
  init(_ all: [Column], width: Int) {
    var columns = all.filter { column in column.cells.contains { $0.width > 0 } }
    func total(_ columns: [Column]) -> Int {
      columns.reduce(0) { $0 + ($1.least ?? $1.width) } + 2 * max(0, columns.count - 1)
    }
    while total(columns) > width,
      let least = columns.indices.min(by: { columns[$0].priority < columns[$1].priority }),
      columns.count > 1
    {
      columns.remove(at: least)
    }
    (self.columns, self.width) = (columns, width)
  }

  var heading: StyledText { line { StyledText($0.heading, Style(.muted)) } }

  func row(_ index: Int) -> StyledText { line { $0.cells[index] } }

  private func line(_ cell: (Column) -> StyledText) -> StyledText {
    var (spans, used) = ([Span](), 0)
    for (place, column) in columns.enumerated() {
      if place > 0 { spans.append(Span("  ")) }
      used += place > 0 ? 2 : 0
      let isLast = place == columns.count - 1
      let text = cell(column).shortened(to: isLast ? width - used : column.width)
      let blanks = Span(String(repeating: " ", count: max(0, column.width - text.width)))
      spans += column.isLeft ? text.spans + (isLast ? [] : [blanks]) : [blanks] + text.spans
      used += column.width
    }
    return StyledText(spans)
  }
}
