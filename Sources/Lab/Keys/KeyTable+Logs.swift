import Canvas

extension KeyTable {
  /// What is of use only where logs are shown.
  static let logs: [KeyEntry] = [
    KeyEntry(
      "/", "series: choose from a list which of a log are shown; Enter shows or hides, typing filters",
      group: .logs,
      label: "series", rank: 2, in: [.logs], [.character("/"): .log(.chooseSeries)]),
    KeyEntry(
      "S",
      "smoothing: a moving average of weight 0.6, 0.9, 0.97, 0.99, none; the curves themselves stay, faint",
      group: .logs, label: "smooth", rank: 3, in: [.logs], [.character("S"): .log(.smooth)]),
    KeyEntry(
      "O", "outliers: cut axes so that 96 % of the values fill them", group: .logs, label: "outliers",
      rank: 8,
      in: [.logs], [.character("O"): .log(.clip)]),
    KeyEntry(
      "X", "what x is: step, epoch, time, time since the start", group: .logs, label: "x", rank: 6,
      in: [.logs],
      [.character("X"): .log(.nextX)]),
    KeyEntry(
      "e", "a plan over the log: type or paste a scheduler; empty takes it away", group: .logs, label: "plan",
      rank: 5, in: [.logs], [.character("e"): .log(.plan)]),
    KeyEntry(
      "L", "the other lines that the program printed", group: .logs, label: "lines", rank: 9, in: [.logs],
      [.character("L"): .log(.otherLines)]),
    KeyEntry(
      "N",
      "the logs of a job's processes as one run, and each as one: rank0.log, node-3.out, slurm-123_4.out, torchrun's folders, one path on several machines",
      group: .logs, in: [.logs], [.character("N"): .log(.gather)]),
    KeyEntry(
      "left right", "with logs: move along x when zoomed in, as [ and ]", group: .logs, in: [.logs],
      [
        .left: .zoom(.pan(-1)), .right: .zoom(.pan(1)), .character("h"): .zoom(.pan(-1)),
        .character("l"): .zoom(.pan(1)),
      ]),
    KeyEntry(
      "up down, k j", "with logs: focus the previous, next pane", group: .logs, in: [.logs],
      [
        .up: .focusPrevious, .down: .focusNext, .character("k"): .focusPrevious,
        .character("j"): .focusNext,
      ]),
    KeyEntry(
      "u", "with logs: bring a closed pane back", group: .logs, in: [.logs], [.character("u"): .log(.reopen)]),
  ]
}
