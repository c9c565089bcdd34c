import Canvas

extension KeyTable {
  private static let digits = (1...9).map { digit in
    (key: KeyEvent.character(Character(String(digit))), action: KeyAction.focus(digit - 1))
  }

  static let panes: [KeyEntry] = [
    KeyEntry(
      "Tab, Shift-Tab, 1-9, mouse click", "focus a pane", group: .panes, label: "pane", rank: 4, short: "Tab",
      in: [.panes, .logs, .cursor],
      [.tab: .focusNext, .backTab: .focusPrevious], and: digits),
    KeyEntry(
      "PgUp, PgDn", "focus the previous, next page, when not all panes fit on one", group: .panes,
      [.pageUp: .page(-1), .pageDown: .page(1)]),
    KeyEntry(
      "z, Enter", "this pane full screen, and back; Esc back", group: .panes, label: "zoom", rank: 9,
      short: "z", in: [.panes, .logs],
      [.character("z"): .toggleZoom, .enter: .toggleZoom, .escape: .back]),
    KeyEntry(
      "a x", "add a pane like this one, close this one", group: .panes, label: "add, close", rank: 17,
      [.character("a"): .addPane, .character("x"): .closePane]),
    KeyEntry(
      "b", "sort the panes by their lowest loss, the best first", group: .panes, label: "sort", rank: 18,
      in: [.panes, .logs], [.character("b"): .sortPanes]),
    KeyEntry(
      "{ }", "move this pane before, behind its neighbor", group: .panes, in: [.panes, .logs],
      [.character("{"): .movePane(-1), .character("}"): .movePane(1)]),
  ]

  static let schedule: [KeyEntry] = [
    KeyEntry(
      "n p", "next, previous scheduler in this pane", group: .schedule, label: "scheduler", rank: 6,
      [.character("n"): .nextScheduler, .character("p"): .previousScheduler]),
    KeyEntry(
      "s", "choose a scheduler from a list, typing filters it", group: .schedule, label: "list", rank: 7,
      [.character("s"): .chooseScheduler]),
    KeyEntry(
      "i", "edit the pane's spec as text (paste Python)", group: .schedule, label: "edit", rank: 8,
      [.character("i"): .editSpec]),
    KeyEntry(
      "d", "the names that the pane's script leaves open: asked again", group: .schedule,
      [.character("d"): .askAgain]),
    KeyEntry(
      "D", "the lines of the pane's script, what was taken from them, and what was assumed", group: .schedule,
      [.character("D"): .showScript]),
    KeyEntry(
      "m M",
      "put a warm-up in front; compose: then another, multiply by another, replace, remove, keep only one",
      group: .schedule,
      label: "warm-up, compose", rank: 10, [.character("m"): .addWarmup, .character("M"): .compose]),
    KeyEntry(
      "up down, k j", "select a parameter (also of nested schedulers)", group: .schedule,
      label: "parameter", rank: 3, short: "↑↓",
      in: [.panes, .cursor, .units],
      [.up: .select(-1), .down: .select(1), .character("k"): .select(-1), .character("j"): .select(1)]),
    KeyEntry(
      "left right, h l", "smaller, larger; with Shift (H L) ten times as much", group: .schedule,
      label: "change", rank: 2, short: "←→", in: [.panes, .units],
      [
        .left: .nudge(-1), .right: .nudge(1), .character("h"): .nudge(-1), .character("l"): .nudge(1),
        .shiftLeft: .nudge(-10), .shiftRight: .nudge(10), .character("H"): .nudge(-10),
        .character("L"): .nudge(10),
      ]),
    KeyEntry(
      "=", "type a value, such as 1e-3 or [10, 20]", group: .schedule, label: "type", rank: 14,
      in: [.panes, .units],
      [.character("="): .typeValue]),
    KeyEntry(
      "Backspace", "the parameter's default", group: .schedule, in: [.panes, .units],
      [.backspace: .defaultValue]),
    KeyEntry(
      "u Ctrl-R",
      "undo, redo: the last thousand changes, restarts, closed, added, moved and sorted panes, wherever they were",
      group: .schedule,
      label: "undo", rank: 13, short: "u",
      [.character("u"): .undo, .control("r"): .redo]),
    KeyEntry(
      "t",
      "tweak mode: live (as assigning the attribute during training in PyTorch) or restart (retrain from epoch 1)",
      group: .schedule, label: "live/restart", rank: 5, [.character("t"): .toggleTweaking]),
    KeyEntry(
      "I",
      "step the scheduler per epoch or per batch; restarts the pane",
      group: .schedule, [.character("I"): .toggleInterval]),
    KeyEntry(
      "U",
      "units: samples, batch, accumulation, devices and epochs as steps, which Enter puts into T_max or its like",
      group: .schedule, in: [.panes, .cursor, .units], [.character("U"): .openUnits]),
    KeyEntry(
      "F", "fit the schedule to the run: T_max, total_steps or its like as long as that is", group: .schedule,
      label: "fit", rank: 13, [.character("F"): .fit]),
  ]
}
