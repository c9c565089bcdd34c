import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// What clicks, double clicks and the wheel do, each as a key would.
@Suite struct MouseTests {
  /// Where a text stands on the screen.
  private func place(_ text: String, in lab: Lab, line: Int? = nil) throws -> Point {
    let rows = lab.frame.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (y, row) in rows.enumerated() where line == nil || line == y {
      guard let range = row.range(of: text) else { continue }
      return Point(x: row[..<range.lowerBound].unicodeScalars.count, y: y)
    }
    throw NotThere(text: text)
  }

  private struct NotThere: Error { let text: String }

  private func click(_ lab: inout Lab, _ point: Point) -> [LabEffect] {
    lab.update(.key(.click(point))) + lab.update(.key(.release(point)))
  }

  private func moved(_ point: Point, _ x: Int, _ y: Int = 0) -> Point {
    Point(x: point.x + x, y: point.y + y)
  }

  @Test(arguments: ["", "z"]) func aClickOnAParameterSelectsIt(layout: String) throws {
    var lab = try LabSamples.lab(["StepLR(10, 0.5)", "ExponentialLR(0.95)"], 120, 30)
    lab.press(layout)
    _ = click(&lab, moved(try place("gamma=0.5", in: lab), 2))
    #expect(lab.focus == 0 && lab.panes[0].training?.selectedSlot.name == "gamma")
    #expect(lab.frame.text.contains("▸gamma=0.5"))
  }

  @Test func aClickOnAParameterOfAnotherPaneGivesItTheFocus() throws {
    var lab = try LabSamples.lab(["StepLR(10, 0.5)", "ExponentialLR(0.95)"], 120, 30)
    _ = click(&lab, moved(try place("gamma=0.95", in: lab), 2))
    #expect(lab.focus == 1 && lab.panes[1].training?.selectedSlot.name == "gamma")
  }

  /// Also of the parameters that stand after others of several schedulers.
  @Test func aClickFindsTheParametersOfMembers() throws {
    var lab = try LabSamples.lab(
      ["SequentialLR([LinearLR(0.25, total_iters=5), StepLR(7)], [5])"], 160, 30)
    for name in ["start_factor=0.25", "total_iters=5", "step_size=7", "milestones=[5]"] {
      _ = click(&lab, moved(try place(name, in: lab), 1))
      #expect(lab.panes[0].training?.selectedSlot.shortName == String(name.prefix { $0 != "=" }), "\(name)")
    }
  }

  @Test func theWheelOverAParameterChangesIt() throws {
    var lab = try LabSamples.lab(["StepLR(10, 0.5)", "StepLR(20)"], 120, 30)
    let point = moved(try place("step_size=20", in: lab), 2)
    _ = lab.update(.key(.wheel(point, -1)))
    #expect(lab.specs[1] == "StepLR(step_size=21)" && lab.focus == 1)
    _ = lab.update(.key(.wheel(point, 1)))
    #expect(lab.specs[1] == "StepLR(step_size=20)")
  }

  @Test func aClickInAChartOfTheFocusedPanePutsTheCursorThere() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "StepLR(20)"], 120, 30)
    let point = Point(x: 30, y: 5)
    _ = click(&lab, Point(x: 90, y: 5))
    #expect(lab.focus == 1 && lab.cursor == nil)
    _ = click(&lab, point)
    #expect(lab.focus == 0 && lab.cursor == nil)
    _ = click(&lab, point)
    let x = try #require(lab.cursor)
    #expect(x == x.rounded() && 30...70 ~= x)
    // A drag is no click.
    lab.press("⎋")
    _ = lab.update(.key(.click(point)))
    for column in 31...50 { _ = lab.update(.key(.drag(Point(x: column, y: 5)))) }
    _ = lab.update(.key(.release(Point(x: 50, y: 5))))
    #expect(lab.cursor == nil && lab.zoom != nil)
  }

  @Test func aLogsCursorIsAtARow() throws {
    var lab = LogSamples.lab([LogSamples.text(1...40)], 100, 30)
    _ = click(&lab, Point(x: 50, y: 6))
    let x = try #require(lab.cursor)
    #expect(x == x.rounded())
  }

  /// Of the panel of units every row can be chosen, and the wheel over it changes its number.
  @Test(arguments: [(80, 24), (120, 40)]) func rowsOfTheUnitsCanBeClicked(width: Int, height: Int) throws {
    var lab = try LabSamples.lab(["StepLR(10)"], width, height)
    func panel(_ lab: Lab) -> UnitsPanel? { if case .units(let panel) = lab.mode { panel } else { nil } }
    lab.press("U")
    for (field, help) in UnitsPanel.Field.allCases.map({ ($0, $0.help) }) {
      _ = click(&lab, moved(try place(help, in: lab), 3))
      #expect(panel(lab)?.field == field && lab.notice?.isRefusal == false)
    }
    let batch = try place("per-device batch size", in: lab)
    let before = try #require(panel(lab)?.units.batchSize)
    _ = lab.update(.key(.wheel(batch, -1)))
    #expect(panel(lab)?.units.batchSize == 2 * before && panel(lab)?.field == .batch)
    _ = lab.update(.key(.wheel(batch, 1)))
    #expect(panel(lab)?.units.batchSize == before)
    // What is being typed is taken first, and not lost where it cannot be.
    lab.press("48")
    let epochs = moved(try place("of the whole training", in: lab), 3)
    _ = click(&lab, epochs)
    #expect(panel(lab)?.units.batchSize == 48 && panel(lab)?.field == .epochs)
    _ = click(&lab, batch)
    lab.press("0")
    _ = click(&lab, epochs)
    #expect(panel(lab)?.entry?.error != nil && panel(lab)?.field == .batch)
    lab.press("⎋")
    _ = click(&lab, try place("steps/epoch", in: lab))
    #expect(lab.notice?.text == "no number to choose there (Esc leaves the units)")
  }

  @Test func aDoubleClickZoomsAndBack() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "StepLR(20)"], 120, 30)
    for layout in [DisplaySettings.Layout.zoom, .grid] {
      let point = Point(x: 90, y: 5)
      _ = click(&lab, point)
      _ = lab.update(.key(.doubleClick(point)))
      _ = lab.update(.key(.release(point)))
      #expect(lab.display.layout == layout && lab.cursor == nil)
      #expect(lab.focus == 1)
    }
  }

  /// The first of the two clicks may have closed a list: the second must not act on what comes into sight.
  @Test func aDoubleClickInAListOnlyChooses() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "StepLR(20)"], 120, 40)
    lab.press("s")
    let point = moved(try place("ExponentialLR", in: lab), 1)
    _ = click(&lab, point)
    _ = lab.update(.key(.doubleClick(point)))
    #expect(lab.display.layout == .grid && lab.specs[0].hasPrefix("ExponentialLR"))
  }

  /// Every hint of the bottom line does what its key does, on its left half the first and on its right half the second.
  @Test(arguments: ["", "o", "s", "i", "C", "c", "U", "Q"]) func aClickOnAHintIsItsKey(way: String) throws {
    var start = try LabSamples.lab(["StepLR(10)", "StepLR(20)"], 160, 40)
    start.press(way)
    start.notice = nil
    let hints = FooterHints.of(start.context, isUnicode: true)
    let all =
      hints.ordered(isDone: false, isPaused: false, abilities: start.focusedPane.abilities) + hints.always
    var found = 0
    for hint in all {
      let text = hint.text.spans.map(\.text).joined()
      guard let point = try? place(text, in: start, line: 39) else { continue }
      found += 1
      for (x, key) in [(0, hint.keys.first), (hint.text.width - 1, hint.keys.last)] {
        var (clicked, pressed) = (start, start)
        _ = clicked.update(.key(.click(moved(point, x))))
        _ = pressed.update(.key(try #require(key)))
        #expect(clicked.frame == pressed.frame, "\(text) at \(x) after '\(way)'")
      }
    }
    #expect(found > 1)
  }

  /// With a message before them hints stand elsewhere.
  @Test func aHintBehindAMessageIsItself() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "StepLR(20)"], 160, 40)
    lab.press("T")
    let point = moved(try place("↑↓ parameter", in: lab, line: 39), 10)
    _ = lab.update(.key(.click(point)))
    #expect(lab.panes[0].training?.selectedSlot.name == "gamma")
  }
}
