import Canvas
import Testing

@testable import Lab

/// Help begins with the keys of the place that it was asked for at.
@Suite struct HelpTests {
  private func lines(_ lab: Lab) -> [String] {
    guard case .pager(let pager) = lab.mode else { return [] }
    let lines = lab.lines(of: pager)
    return (0..<lines.count).map { lines[$0].spans.map(\.text).joined() }
  }

  private static let ways: [(way: String, key: KeyEvent, context: KeyContext)] = [
    ("", .character("?"), .panes), ("c", .character("?"), .cursor), ("i", .function(1), .text),
    ("=", .function(1), .text), ("s", .function(1), .list), ("U", .function(1), .units),
    ("Q", .character("?"), .range), ("C", .function(1), .pager), ("o", .function(1), .panes),
  ]

  @Test(arguments: ways) func itBeginsWithTheKeysOfThePlaceAndGoesBackThere(
    way: String, key: KeyEvent, context: KeyContext
  ) throws {
    var lab = try LabSamples.lab(["StepLR(10)"], 100, 40)
    lab.press(way)
    lab.notice = nil
    let before = lab.frame
    _ = lab.update(.key(key))
    let text = lines(lab)
    let border = try #require(text.firstIndex(of: "Elsewhere"))
    for entry in KeyTable.entries where entry.contexts.contains(context) {
      #expect(text[..<border].contains { $0.contains(entry.help.prefix(30)) }, "\(entry.caps) at '\(way)'")
    }
    let foreign = KeyTable.entries.filter {
      !$0.contexts.contains(context) && $0.contexts.isDisjoint(with: [.panes, .logs])
    }
    for entry in foreign {
      #expect(text[border...].contains { $0.contains(entry.help.prefix(30)) }, "\(entry.caps) at '\(way)'")
    }
    lab.press("⎋")
    lab.notice = nil
    #expect(lab.frame == before)
  }

  @Test func overLogsItLeavesOutWhatOnlyRunsHave() throws {
    var lab = LogSamples.lab([LogSamples.csv()], 100, 40)
    lab.press("?")
    let text = lines(lab)
    let border = try #require(text.firstIndex(of: "Elsewhere"))
    #expect(text[..<border].contains { $0.contains("series: choose from a list") })
    #expect(text[..<border].contains { $0.contains("theme: dark, light") })
    #expect(!text[..<border].contains { $0.contains("next, previous scheduler") })
  }

  /// As many columns as there is room for, nothing lost and nothing torn apart.
  @Test(arguments: [40, 80, 100, 120, 160, 200, 260]) func allColumnsTogetherHaveAllKeys(width: Int) {
    for context in KeyContext.allCases {
      for overLogs in [false, true] {
        let lines = HelpPage(context: context, overLogs: overLogs).lines(width: width)
        // Below that there are words that are too long.
        #expect(width < 60 || lines.allSatisfy { $0.width <= width })
        let text = lines.map { $0.spans.map(\.text).joined() }.joined(separator: "\n")
        for entry in KeyTable.entries {
          // The first word of the help stands behind the keys.
          #expect(text.contains(Wrapping.lines(entry.caps, width: 13)[0]), "\(entry.caps) at \(width)")
        }
        let narrow = HelpPage(context: context, overLogs: overLogs).lines(width: 56).count
        #expect(width < 120 || lines.count < narrow * 7 / 10)
      }
    }
  }
}
