import Canvas
import Testing

@testable import Lab

/// Every key does something visible or says why it cannot, wherever it is pressed.
@Suite struct KeyLawTests {
  /// Ways into every mode.
  private static let ways = [
    "", "z", "o", "c", "i", "=", "s", "W", "?", "E", "C", "ix⏎", "↑=", "sq", "t", " ", "m", "M", "Mthen⏎",
    "U", "U5", "Q",
    "V", "P", "oP", "+", "cB", "v",
  ]

  @Test(arguments: ways) func everyKeyChangesTheFrameOrSaysWhyNot(way: String) throws {
    var start = try LabSamples.lab()
    start.press(way)
    expectAnAnswerToEveryKey(start, way)
  }

  /// Texts of several lines, forms, and pages of scripts.
  @Test(arguments: [
    ("a = 3\nb = 4\nStepLR(opt, a)", ""), ("a = 3\nStepLR(opt, a)", "⏎"), ("a = 3\nStepLR(opt, a)", "⏎D"),
    ("a = 1\nStepLR(opt, args.n, args.gamma)", "⏎"), ("a = 1\nStepLR(opt, args.n, args.gamma)", "⏎7"),
    ("a = 1\nStepLR(opt, args.n, args.gamma)", "⏎7⏎d"),
  ])
  func everyKeyIsAnsweredInAScript(text: String, way: String) throws {
    var start = try LabSamples.lab()
    _ = start.update(.key(.paste(text)))
    start.press(way)
    expectAnAnswerToEveryKey(start, way)
  }

  @Test(arguments: ["", "z", "o", "c", "U", "v", "?", "+"]) func everyKeyIsAnsweredInAPlan(way: String) throws
  {
    var start = Lab(try LabSamples.plans())
    start.press(way)
    expectAnAnswerToEveryKey(start, way)
  }

  @Test(arguments: ["", "z", "o", "c", "e", "/", "E", "?", "V", "P", "oP", "+", "L", "X"])
  func everyKeyIsAnsweredOverLogs(way: String) throws {
    var start = LogSamples.lab([LogSamples.csv(), LogSamples.text(1...40)])
    start.press(way)
    expectAnAnswerToEveryKey(start, way)
  }

  /// What help shows for the place is what works there: no key of it is refused for what the pane is.
  @Test(arguments: ["", "c"]) func helpShowsNoKeyThatThePaneRefuses(way: String) throws {
    let labs = [try LabSamples.lab(), Lab(try LabSamples.plans()), LogSamples.lab([LogSamples.csv()])]
    for var start in labs {
      start.press(way)
      let abilities = start.focusedPane.abilities
      let page = HelpPage(context: start.context, overLogs: start.isWatching, abilities: abilities)
      let lines = page.lines(width: 400).map(\.text)
      let shown = lines.prefix { $0 != "Elsewhere" }.joined(separator: " ")
      let reasons = PaneAbility.allCases.flatMap { [$0.reason, $0.reasonOfPlan] }
      for entry in KeyTable.entries {
        let refused = entry.bindings.allSatisfy { key, _ in
          var lab = start
          _ = lab.update(.key(key))
          return lab.notice.map { reasons.contains($0.text) || $0.text.contains("is not used") } ?? false
        }
        if refused { #expect(!shown.contains(entry.help), "\(entry.caps) \(entry.help)") }
      }
    }
  }

  private func expectAnAnswerToEveryKey(_ start: Lab, _ way: String) {
    for key in KeyTable.keys.union(others) {
      var lab = start
      lab.notice = nil
      let before = lab.frame
      let effects = lab.update(.key(key))
      let isVisible = lab.frame != before || lab.notice != nil
      #expect(isVisible || effects.contains { $0.isQuit }, "\(key) after '\(way)'")
    }
  }

  private var others: Set<KeyEvent> {
    [
      .character("!"), .character("é"), .control("x"), .shiftUp, .shiftDown, .delete, .paste("StepLR(3)"),
      .click(Point(x: 60, y: 4)), .click(Point(x: 999, y: 999)), .wheel(Point(x: 3, y: 3), 1),
      .wheel(Point(x: 3, y: 3), -1), .drag(Point(x: 30, y: 9)),
    ]
  }

  /// Pages close by the key that opens them, and by no other letter that does something in the panes.
  @Test(arguments: ["?", "E", "C", "D"]) func theKeyThatOpensAPageClosesIt(key: Character) throws {
    var lab = try LabSamples.lab()
    _ = lab.update(.key(.paste("a = 3\nStepLR(opt, a)")))
    lab.press("⏎")
    lab.notice = nil
    let before = lab.frame
    for _ in 0..<2 {
      lab.press(String(key))
      guard case .pager = lab.mode else {
        Issue.record("\(key) opens no page")
        return
      }
      for other in "?ECD" where other != key && other != "?" {
        lab.press(String(other))
        guard case .pager = lab.mode else {
          Issue.record("\(other) closes what \(key) opens")
          return
        }
      }
      lab.press(String(key))
      lab.notice = nil
      #expect(lab.frame.text == before.text)
    }
  }

  /// A table that binds a key twice in a context would keep one of them silent.
  @Test(arguments: KeyContext.allCases) func noKeyIsBoundTwice(context: KeyContext) {
    let keys = KeyTable.entries.filter { $0.contexts.contains(context) }.flatMap { $0.bindings.map(\.key) }
    #expect(keys.count == Set(keys).count)
  }

  /// A pane that shows something else than a run refuses just these.
  @Test func theTableSaysWhatAPaneMustBeAbleToDo() throws {
    for entry in KeyTable.schedule where !["U", "t"].contains(entry.caps) {
      for (_, action) in entry.bindings { #expect(action.needs == .schedule, "\(entry.caps)") }
    }
    for action in [KeyAction.addPane, .chooseWorkload, .fit] { #expect(action.needs == .schedule) }
    for action in [KeyAction.restart, .restartAll, .togglePause, .toggleTweaking, .toggleFutures] {
      #expect(action.needs == .run)
    }
    for action in [KeyAction.quit, .toggleCursor, .help] { #expect(action.needs == nil) }
    let pane = try LabSamples.lab().panes[0]
    for ability in PaneAbility.allCases {
      #expect(pane.reasonAgainst(ability) == nil && !ability.reason.isEmpty)
    }
  }

  @Test func helpNamesEveryRowOfTheTable() throws {
    for overLogs in [false, true] {
      // Behind the keys, put together again.
      let lines = HelpPage(context: .panes, overLogs: overLogs).lines(width: 100)
      let words = lines.map { $0.spans.map(\.text).joined().dropFirst(24) }.filter { !$0.isEmpty }
      let text = words.joined(separator: " ")
      for entry in KeyTable.entries { #expect(text.contains(entry.help), "\(entry.caps)") }
    }
    #expect(KeyTable.markdown.split(separator: "\n").count == KeyTable.entries.count + 2)
  }
}

extension LabEffect {
  fileprivate var isQuit: Bool { if case .session(.quit) = self { true } else { false } }
}
