import Canvas

extension KeyTable {
  static let run: [KeyEntry] = [
    KeyEntry(
      "space", "pause, resume; when all runs are finished, replay them", group: .run, label: "pause", rank: 1,
      in: [.panes, .cursor],
      [.character(" "): .togglePause]),
    KeyEntry(
      ".", "one epoch in every pane, then pause", group: .run, label: "step", rank: 15,
      [.character("."): .stepEpoch]),
    KeyEntry(
      "< >", "slower, faster", group: .run, label: "speed", rank: 12,
      [.character("<"): .slower, .character(">"): .faster]),
    KeyEntry(
      "r R", "restart this pane, restart all", group: .run, label: "restart", rank: 11,
      [.character("r"): .restart, .character("R"): .restartAll]),
    KeyEntry(
      "B",
      "back to the cursor's epoch: a fork of the run as it was then, which goes on with what you change, or with space",
      group: .run, label: "back", rank: 11, in: [.panes, .cursor], [.character("B"): .fork]),
    KeyEntry(
      "Q",
      "range test of the pane's workload and optimizer: the loss over the rate, and the rates that fastai, torch-lr-finder and Lightning suggest",
      group: .run, label: "range test", rank: 17, in: [.panes, .range], [.character("Q"): .testRange]),
    KeyEntry("W", "choose the workload; all panes restart", group: .run, [.character("W"): .chooseWorkload]),
  ]

  static let view: [KeyEntry] = [
    KeyEntry(
      "y Y", "log or linear axis: LR (else log where rates span more than a factor of 50), loss",
      group: .view,
      label: "log", rank: 16,
      in: [.panes, .logs], [.character("y"): .toggleLogLR, .character("Y"): .toggleLogLoss]),
    KeyEntry(
      "A", "axes: the same in all panes, or each pane its own", group: .view, label: "axes", rank: 18,
      [.character("A"): .toggleAxes]),
    KeyEntry(
      "O", "cut a loss that starts much higher than all that follows (↑ says how high), or show it all",
      group: .view, [.character("O"): .toggleStart]),
    KeyEntry(
      "G", "ghosts: the run before a restart, and the one a fork left, faint", group: .view, label: "ghosts",
      rank: 18, [.character("G"): .toggleGhosts]),
    KeyEntry(
      "v", "what the panes show: both, LR, loss, momentum", group: .view, label: "view", rank: 16,
      in: [.panes, .logs], [.character("v"): .nextCharts]),
    KeyEntry(
      "o", "compare: all panes in one chart, and a table of results", group: .view, label: "compare",
      rank: 10,
      in: [.panes, .logs], [.character("o"): .toggleOverlay]),
    KeyEntry(
      "c",
      "cursor: exact values at an epoch or step, the same in all panes; arrows move it, Esc ends it",
      group: .view, label: "cursor", rank: 10, in: [.panes, .logs, .cursor],
      [.character("c"): .toggleCursor]),
    cursor,
    KeyEntry(
      "+ - 0, wheel", "zoom in around the cursor or at the end, zoom out, show all", group: .view,
      label: "zoom",
      rank: 15, short: "+-", in: [.panes, .logs],
      [.character("+"): .zoom(.in), .character("-"): .zoom(.out), .character("0"): .zoom(.all)]),
    KeyEntry(
      "[ ], drag",
      "move along x by a quarter of what is shown; at the end it follows what comes; with all shown a drag selects a part of x",
      group: .view,
      in: [.panes, .logs], [.character("["): .zoom(.pan(-1)), .character("]"): .zoom(.pan(1))]),
    KeyEntry(
      "V", "plateau microscope: the loss as ReduceLROnPlateau sees it, and when it cuts next", group: .view,
      label: "plateau", rank: 17, in: [.panes, .logs], [.character("V"): .log(.microscope)]),
    KeyEntry(
      "P",
      "forecast: where the pane's loss is going under its plan, within which band, and dimmed under the plans of the other panes; in the comparison where each loss is going",
      group: .view, label: "forecast", rank: 17, in: [.panes, .logs], [.character("P"): .toggleOutlook]),
    KeyEntry(
      "f",
      "futures of a change during training: beside the one in force, a rebuilt scheduler's and the closed form's",
      group: .view, label: "futures", rank: 16, [.character("f"): .toggleFutures]),
    KeyEntry(
      "E", "the list of events, and every note", group: .view, label: "events", rank: 18,
      in: [.panes, .logs], [.character("E"): .showEvents]),
    KeyEntry("g", "glyphs: braille, blocks, ASCII", group: .view, [.character("g"): .nextGlyphs]),
    KeyEntry("T", "theme: dark, light, high contrast", group: .view, [.character("T"): .nextTheme]),
  ]

  private static let cursor = KeyEntry(
    "left right, Home End",
    "with the cursor: move it by an epoch (H L by ten), or by a step (H L by an epoch), to the first, to the last",
    group: .view, label: "move", rank: 1, short: "←→", in: [.cursor],
    [
      .left: .moveCursor(.count(-1)), .right: .moveCursor(.count(1)),
      .character("h"): .moveCursor(.count(-1)),
      .character("l"): .moveCursor(.count(1)), .shiftLeft: .moveCursor(.page(-1)),
      .shiftRight: .moveCursor(.page(1)),
      .character("H"): .moveCursor(.page(-1)), .character("L"): .moveCursor(.page(1)), .home: .cursorToStart,
      .end: .cursorToEnd, .escape: .toggleCursor,
    ])
}
