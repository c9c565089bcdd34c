import Canvas

/// The legend of a chart, row by row, right-aligned: a sample of each line and its label. No line is left out. Where the
/// labels do not fit, they are cut to equal lengths, and numbered lines to their numbers in the end; then more rows are
/// taken, up to half of the chart; and what still has no place is counted: `+12`.
struct Legend {
  struct Entry {
    let text: String
    /// nil for the count of those that have no place.
    let line: PlotLine?

    /// Two blanks, the sample, a blank and the text.
    var width: Int { text.unicodeScalars.count + (line == nil ? 2 : DashPattern.sampleWidth + 3) }
  }

  private(set) var rows: [[Entry]] = []
  /// Whether every label is there to its last letter.
  private(set) var isWhole = true
  private let lines: [PlotLine]
  private let width: Int
  private let glyphs: GlyphSet

  /// - Parameter size: of the chart, whose title stands on the left of the first row.
  init(_ chart: LineChart, at size: Size) {
    lines = chart.showsLegend ? chart.lines.filter { !$0.legendText($0.label).isEmpty && !$0.isPlan } : []
    glyphs = chart.glyphs
    width = size.width
    let title = chart.title.unicodeScalars.count
    let usual = size.height < 7 ? 1 : size.height < 12 ? 2 : 1 + size.height / 6
    let most = max(usual, size.height / 2)
    for (title, limit) in [(title, usual), (title, most), (0, most)] where rows.isEmpty {
      arrange(beside: title, limit)
    }
    if rows.isEmpty { countRest(most) }
  }

  /// As much of the labels as fits into so many rows; nothing if not a letter, or not a number, does.
  private mutating func arrange(beside title: Int, _ limit: Int) {
    let longest = lines.reduce(0) { max($0, $1.label.unicodeScalars.count) }
    if let whole = flowed(entries(longest), beside: title, limit) { return rows = whole }
    let tooLong = (shortest..<max(shortest, longest)).partitionIndex {
      flowed(entries($0), beside: title, limit) != nil
    }
    guard tooLong > shortest else { return }
    isWhole = false
    rows = flowed(entries(tooLong - 1), beside: title, limit) ?? []
  }

  /// The letters that are left of a label when it is cut as far as it may be.
  private var shortest: Int { lines.allSatisfy { $0.number != nil } ? 0 : 1 }

  /// An entry for each line, with labels of at most `room` letters.
  private func entries(_ room: Int) -> [Entry] {
    lines.map { Entry(text: $0.legendText(cut($0.label, to: room)), line: $0) }
  }

  private func cut(_ label: String, to room: Int) -> String {
    guard label.unicodeScalars.count > room else { return label }
    let dots = room < 4 ? "" : glyphs == .ascii ? ".." : "…"
    return label.prefix(room - dots.count) + dots
  }

  /// The entries row by row; nil if they need more than `limit` rows.
  private func flowed(_ entries: [Entry], beside title: Int, _ limit: Int) -> [[Entry]]? {
    var rows: [[Entry]] = [[]]
    var free = width - title
    for entry in entries {
      guard entry.width <= width else { return nil }
      if entry.width > free {
        rows.append([])
        free = width
      }
      guard rows.count <= limit else { return nil }
      rows[rows.count - 1].append(entry)
      free -= entry.width
    }
    return rows
  }

  /// As many entries as there is room for in so many rows, and how many more there are.
  private mutating func countRest(_ limit: Int) {
    isWhole = false
    let all = entries(shortest)
    let most = (0..<all.count).partitionIndex {
      flowed(all.prefix($0) + [rest(after: $0)], beside: 0, limit) != nil
    }
    rows = most == 0 ? [[]] : flowed(all.prefix(most - 1) + [rest(after: most - 1)], beside: 0, limit) ?? [[]]
  }

  private func rest(after count: Int) -> Entry { Entry(text: "+\(lines.count - count)", line: nil) }
}
