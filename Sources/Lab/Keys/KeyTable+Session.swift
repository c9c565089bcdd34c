import Canvas

extension KeyTable {
  static let session: [KeyEntry] = [
    KeyEntry(
      "C", "show the schedule's code, in any library or as a patch of its script; y there copies it",
      group: .session, label: "code",
      rank: 19, in: [.panes, .range],
      [.character("C"): .showCode]),
    KeyEntry(
      "w", "write the session: runs as CSV and JSONL, specs, code, the screen as SVG and PNG",
      group: .session,
      label: "write", rank: 20, [.character("w"): .writeSession]),
    KeyEntry(
      "? F1", "help, and back", group: .session, label: "help", rank: 0, short: "?",
      in: [.panes, .logs, .cursor, .range, .pager], [.character("?"): .help, .function(1): .help]),
    KeyEntry(
      "F1", "help, from a text, a list and the units too", group: .session, label: "help", rank: 40,
      in: [.text, .list, .units], [.function(1): .help]),
    KeyEntry(
      "F1", "help, from a form too", group: .session, label: "help", rank: 0, in: [.form],
      [.function(1): .help]),
    KeyEntry(
      "q, Ctrl-C", "quit", group: .session, label: "quit", rank: 0, short: "q",
      in: [.panes, .logs, .cursor, .units, .range, .pager],
      [.character("q"): .quit]),
    KeyEntry(
      "Ctrl-Z, Ctrl-L", "suspend (the shell's fg brings it back), redraw the screen", group: .session,
      in: Set(KeyContext.allCases), [.control("z"): .suspend, .control("l"): .redraw, .control("c"): .quit]),
  ]

  static let text: [KeyEntry] = [
    KeyEntry(
      "Enter", "apply the text, or what is selected in a list (so does a click)", group: .text,
      label: "apply", rank: 1,
      in: [.text, .list], [.enter: .accept]),
    KeyEntry(
      "Enter", "with the units: put the total into the pane's schedule", group: .text, label: "apply",
      rank: 1,
      in: [.units], [.enter: .accept]),
    KeyEntry(
      "Enter", "on a range test: take the chosen rate for the peak of the pane's schedule", group: .text,
      label: "take the rate", rank: 1, in: [.range], [.enter: .accept]),
    KeyEntry(
      "up down, k j", "on a range test: another of the rates that are named", group: .text, label: "rate",
      rank: 2, short: "↑↓", in: [.range],
      [.up: .select(-1), .down: .select(1), .character("k"): .select(-1), .character("j"): .select(1)]),
    KeyEntry(
      "y, Enter; Y",
      "on a page of code: copy it (OSC 52); only the scheduler's lines and imports; Enter closes any other page",
      group: .text, in: [.pager],
      [.character("y"): .copyPage, .enter: .accept, .character("Y"): .copyScheduler]),
    KeyEntry(
      "Enter", "with a form: accept it, or go to the next name without a value", group: .text,
      label: "accept", rank: 1, in: [.form], [.enter: .accept]),
    KeyEntry(
      "up down, Tab, wheel, click", "choose a name of a form", group: .text, label: "name", rank: 2,
      short: "↑↓",
      in: [.form],
      [.up: .select(-1), .down: .select(1), .tab: .select(1), .backTab: .select(-1)]),
    KeyEntry(
      "Esc", "give a form up", group: .text, label: "give up", rank: 0, in: [.form],
      [.escape: .cancel]),
    KeyEntry(
      "Esc", "cancel without a change", group: .text, label: "cancel", rank: 0,
      in: [.text, .list, .units, .range],
      [.escape: .cancel]),
    KeyEntry(
      "Esc", "close a page, as does the key that opened it", group: .text, label: "close", rank: 0,
      in: [.pager],
      [.escape: .cancel]),
    KeyEntry(
      "left right, Home End, Ctrl-A Ctrl-E", "move in the text", group: .text, in: [.text, .form],
      [
        .left: .caretLeft, .right: .caretRight, .home: .caretToStart, .end: .caretToEnd,
        .control("a"): .caretToStart, .control("e"): .caretToEnd, .control("b"): .caretLeft,
        .control("f"): .caretRight,
      ]),
    KeyEntry(
      "up down, PgUp PgDn", "by lines in a text of several", group: .text, in: [.text],
      [.up: .caretUp, .down: .caretDown, .pageUp: .caretPageUp, .pageDown: .caretPageDown]),
    KeyEntry(
      "Backspace Del, Ctrl-W Ctrl-U Ctrl-K", "delete character, word, to start, to end",
      group: .text,
      in: [.text, .form],
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
      "left right, h l, Tab",
      "on a page of code: PyTorch, spec, transformers, timm, optax, Keras, a patch of the pane's script",
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
