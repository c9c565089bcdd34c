import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// The parameters below a pane: on one row around the selected one, on more where nothing else needs them.
@Suite struct ParameterRowTests {
  private static let composed =
    "SequentialLR([LinearLR(0.1, total_iters=6260), CosineAnnealingLR(106420)], [6260])"

  private func plan(_ spec: String, _ width: Int = 80, _ height: Int = 24) throws -> Lab {
    Lab(
      [
        RunConfiguration(
          schedule: try Schedule(parsing: spec), workload: "none", epochs: 90, interval: .step,
          plannedStepsPerEpoch: 1_252)
      ], size: Size(width: width, height: height))
  }

  private func bottom(_ lab: Lab, _ count: Int) -> String {
    lab.frame.text.split(separator: "\n").map(String.init).suffix(count).joined(separator: "\n")
  }

  @Test func freeRowsAreTheirs() throws {
    expectFrame(
      bottom(try plan(Self.composed), 6),
      """
      ┃112,680 steps = 90 epochs  peak 1.00e-01 @ 6,261  end 2.18e-11  area 5,666    ┃
      ┃base lr=0.1  ▸milestones=[6260]  1 LinearLR start_factor=0.1  end_factor=1.0  ┃
      ┃1 LinearLR total_iters=6260  2 CosineAnnealingLR T_max=106420  eta_min=0.0    ┃
      ┃warm-up=6260  end=0.0                                                         ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       ←→ change  ↑↓ parameter  Tab pane  n p scheduler  s list        ? help  q quit
      """)
  }

  /// All of them stand there once, at any size at which they have room; a click finds each.
  @Test(arguments: [60, 80, 120, 200], [24, 30, 60]) func everyOneCanBeClicked(width: Int, height: Int) throws
  {
    var lab = try plan(Self.composed, width, height)
    for name in ["milestones", "start_factor", "total_iters", "T_max", "eta_min"] {
      let rows = lab.frame.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      guard let y = rows.firstIndex(where: { $0.contains(name + "=") }) else { continue }
      let row = rows[y]
      let x = row[..<(try #require(row.range(of: name + "="))).lowerBound].unicodeScalars.count
      _ = lab.update(.key(.click(Point(x: x, y: y))))
      #expect(lab.focusedTraining?.selectedSlot.shortName == name, "\(row)")
    }
  }

  /// Rows are filled one after the other and never broken within a parameter; what does not fit is a row around the selected.
  @Test(arguments: 8...90, [1, 2, 3]) func rowsAreFull(width: Int, count: Int) {
    let parts = (0..<9).map { StyledText("name\($0)=" + String(repeating: "1", count: 1 + $0 * 5 % 7)) }
    let strip = ParameterStrip(parts: parts, places: parts.map { _ in [] }, numbers: Array(1...9))
    let heads = [parts.map { _ in StyledText("") }]
    let rows = strip.rows(width, count, around: 4, heads: heads)
    let shown = rows.flatMap { row in row.columns.map(\.part) }
    #expect(rows.count <= count && shown.contains(4))
    guard shown.count == 9 else {
      #expect(rows.count == 1 && rows[0].text.text.contains("5/9"))
      return
    }
    #expect(
      shown == Array(0..<9) && rows.allSatisfy { $0.text.width <= width && !$0.text.text.contains("…") })
    for row in rows {
      for (columns, part) in row.columns {
        #expect(row.text.text.dropFirst(columns.lowerBound).hasPrefix(parts[part].text))
      }
    }
    for (row, next) in zip(rows, rows.dropFirst()) {
      #expect(row.text.width + 2 + parts[next.columns[0].part].width > width)
    }
  }
}
