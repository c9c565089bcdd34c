import Canvas

extension KeyTable {
  static let session: [KeyEntry] = [
    KeyEntry(
      "C", "show the schedule's code and copy it (OSC 52)", group: .session, label: "code", rank: 19,
      [.character("C"): .showCode]),
    KeyEntry(
      "w", "write the session: runs as CSV and JSONL, specs, code, an SVG of the screen", group: .session,
      label: "write", rank: 20, [.character("w"): .writeSession]),
    KeyEntry(
      "?", "help", group: .session, label: "help", rank: 0, in: [.panes, .cursor, .pager],
      [.character("?"): .help]),
    KeyEntry(
      "q, Ctrl-C", "quit", group: .session, label: "quit", rank: 0, short: "q",
      in: [.panes, .cursor, .units, .pager],
      [.character("q"): .quit]),
    KeyEntry(
      "Ctrl-Z, Ctrl-L", "suspend (the shell's fg brings it back), draw the screen anew", group: .session,
      in: Set(KeyContext.allCases), [.control("z"): .suspend, .control("l"): .redraw, .control("c"): .quit]),
  ]

  static let text: [KeyEntry] = [
    KeyEntry(
      "Enter", "take the text, or what is selected in a list", group: .text, label: "take", rank: 1,
      in: [.text, .list], [.enter: .accept]),
    KeyEntry(
      "Enter", "with the units: put the total into the pane's schedule", group: .text, label: "apply",
      rank: 1,
      in: [.units], [.enter: .accept]),
    KeyEntry(
      "Enter", "on a page: leave it; copy the code once more", group: .text, in: [.pager], [.enter: .accept]),
    KeyEntry(
      "Esc", "leave without a change", group: .text, label: "leave", rank: 0,
      in: [.text, .list, .units, .pager],
      [.escape: .cancel]),
    KeyEntry(
      "left right, Home End, Ctrl-A Ctrl-E", "move in the text", group: .text, in: [.text],
      [
        .left: .caretLeft, .right: .caretRight, .home: .caretToStart, .end: .caretToEnd,
        .control("a"): .caretToStart, .control("e"): .caretToEnd, .control("b"): .caretLeft,
        .control("f"): .caretRight,
      ]),
    KeyEntry(
      "Backspace Del, Ctrl-W Ctrl-U Ctrl-K", "delete a character, the word, all before, all behind",
      group: .text,
      in: [.text],
      [
        .backspace: .deleteBackward, .delete: .deleteForward, .control("w"): .deleteWord,
        .control("u"): .deleteToStart, .control("k"): .deleteToEnd,
      ]),
    KeyEntry(
      "up down, PgUp PgDn, Home End, wheel", "move in a list or page", group: .text, label: "move", rank: 2,
      short: "↑↓",
      in: [.list, .pager],
      [
        .up: .move(-1), .down: .move(1), .pageUp: .movePage(-1), .pageDown: .movePage(1), .home: .moveToStart,
        .end: .moveToEnd,
      ]),
    KeyEntry(
      "Backspace, Ctrl-U", "shorten, clear the filter of a list", group: .text, in: [.list],
      [.backspace: .deleteBackward, .control("u"): .deleteToStart]),
    KeyEntry(
      "left right, h l, Tab", "in the code: PyTorch, spec, transformers, timm, optax, Keras; copied as shown",
      group: .text, in: [.pager],
      [
        .left: .switchFormat(-1), .right: .switchFormat(1), .character("h"): .switchFormat(-1),
        .character("l"): .switchFormat(1), .tab: .switchFormat(1), .backTab: .switchFormat(-1),
      ]),
    KeyEntry(
      "k j", "up, down on a page", group: .text, in: [.pager],
      [.character("k"): .move(-1), .character("j"): .move(1)]),
  ]
}
