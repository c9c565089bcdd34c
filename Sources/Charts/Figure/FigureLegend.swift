import Canvas
import Tracks

/// The legend of a picture: for every line a sample and its label, in as many rows as it takes. Where all labels would take
/// too much of the picture they are cut to equal lengths; no line is left out.
struct FigureLegend {
  struct Entry {
    let line: PlotLine
    let text: String
    /// From the left end of its row.
    let x: Double
  }

  private(set) var rows: [[Entry]] = []
  /// Whether every label is there to its last letter.
  private(set) var isWhole = true
  private let scale: FigureScale

  /// - Parameters:
  ///   - title: in points, on the left of the first row.
  ///   - mostRows: that are taken before labels are cut.
  init(_ chart: LineChart, width: Double, title: Double, mostRows: Int, _ scale: FigureScale) {
    self.scale = scale
    let lines = chart.showsLegend ? chart.lines.filter { !$0.isPlan && !$0.legendText($0.label).isEmpty } : []
    guard !lines.isEmpty else { return }
    let longest = lines.reduce(0) { max($0, $1.label.unicodeScalars.count) }
    func flowed(_ room: Int) -> [[Entry]] { self.flowed(lines, room, width, title) }
    func fits(_ rows: [[Entry]]) -> Bool {
      rows.count <= mostRows && rows.joined().allSatisfy { $0.x + self.width(of: $0.text) <= width }
    }
    rows = flowed(longest)
    guard !fits(rows) else { return }
    let shortest = lines.allSatisfy { $0.number != nil } ? 0 : 3
    let tooLong = (shortest..<max(shortest + 1, longest)).partitionIndex { fits(flowed($0)) }
    let room = max(shortest, tooLong - 1)
    rows = flowed(room)
    isWhole = room >= longest
  }

  /// The entries row by row, with labels of at most `room` letters.
  private func flowed(_ lines: [PlotLine], _ room: Int, _ width: Double, _ title: Double) -> [[Entry]] {
    var rows: [[Entry]] = [[]]
    var x = title > 0 ? title + 1.5 * scale.font : 0
    for line in lines {
      let text = line.legendText(Self.cut(line.label, to: room))
      let needed = self.width(of: text)
      if x > 0, x + needed > width {
        rows.append([])
        x = 0
      }
      rows[rows.count - 1].append(Entry(line: line, text: text, x: x))
      x += needed + 1.4 * scale.font
    }
    return rows
  }

  private func width(of text: String) -> Double { scale.sample + scale.gap + scale.width(text) }

  private static func cut(_ label: String, to room: Int) -> String {
    guard label.unicodeScalars.count > room else { return label }
    return room < 2 ? String(label.prefix(room)) : label.prefix(room - 1) + "…"
  }

  func draw(into scene: inout Scene, at corner: ScenePoint) {
    for (row, entries) in rows.enumerated() {
      let y = corner.y + Double(row) * scale.row + scale.font
      for entry in entries {
        let x = corner.x + entry.x
        let middle = y - 0.32 * scale.font
        scene.line(
          ScenePoint(x, middle), ScenePoint(x + scale.sample, middle), scale.stroke(entry.line))
        scene.write(
          SceneText(
            entry.text, at: ScenePoint(x + scale.sample + scale.gap, y), size: scale.small, Ink(.standard)))
      }
    }
  }
}
