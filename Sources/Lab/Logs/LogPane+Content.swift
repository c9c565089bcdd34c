import Canvas
import Charts
import Following
import LRSchedulers
import RunLogs
import Tracks

/// What the views draw of a log.
extension LogPane {
  func content(in context: FrameContext, isFocused: Bool) -> PaneContent {
    PaneContent(
      name: title, status: status, readout: readout,
      cursorValues: context.cursor.map { cursorValues($0, context) } ?? [],
      gauge: microscope?.gauge ?? plan?.gauge(axis), failure: failure, notes: noteTexts, events: events,
      charts: charts(context), footer: pathLine)
  }

  /// The run's own name, or where it lies: as much of the path as tells runs apart.
  package var title: String {
    if let name = run.name { return SafeText.escape(name) }
    if run.path == "-" { return "standard input" }
    let parts = run.path.split(separator: "/")
    guard let last = parts.last else { return SafeText.escape(run.path) }
    // Where every run's file is called so, the folder tells them apart.
    let isUsual = parts.count > 1 && Self.usualNames.contains(String(last))
    return SafeText.escape(String(isUsual ? parts[parts.count - 2] : last))
  }

  private static let usualNames: Set<String> = [
    "metrics.csv", "trainer_state.json", "train.log", "log.txt", "log", "results.csv", "progress.csv",
    "history.csv",
    "history.json", "metrics.json", "summary.csv", "result.json", "scalars.json", "stdout.txt", "stdout.log",
    "train.out", "training.log", "output.log", "log.csv", "log.jsonl", "metrics.jsonl", "trainer_log.jsonl",
    "nohup.out", "train.txt", "stdout",
  ]

  /// What it is, in full.
  var heading: String {
    let producer = run.producer.map { ", \($0)" } ?? ""
    let format = run.format.isEmpty ? "" : " (\(run.format)\(producer))"
    return run.path == "-" ? "standard input\(format)" : SafeText.escape(run.path) + format + readerWords
  }

  /// What reads the log, where it lies on another machine.
  var readerWords: String {
    switch followed.reader {
    case nil: ""
    case .lrviz: ", read there by lrviz"
    case .unixTools: ", read without lrviz there"
    }
  }

  /// The path, and what wrote it, where there is nothing to be set.
  private var pathLine: StyledText { StyledText(heading, Style(.muted)) }

  private var failure: String? {
    switch state {
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .noLog(let reason): reason
    default: nil
    }
  }

  var noteTexts: [String] {
    let skipped = run.skipped.first.map { ["skipped \(run.skipped.count): \(SafeText.escape($0))"] } ?? []
    return run.notes.map(SafeText.escape) + skipped + (plan?.notes ?? [])
  }

  var events: [PaneEvent] { jumps.all.map(PaneEvent.logged) }

  /// What the top line says of it.
  var subject: [FieldLine.Field] {
    [.init(8, StyledText(title, Style(.standard, .bold)))]
      + (run.producer.map { [.init(6, StyledText($0))] } ?? [])
      + (run.format.isEmpty ? [] : [.init(5, StyledText(run.format))])
  }
}

/// At the right of the title: how it is doing, its verdict, its latest change.
extension LogPane {
  private var status: [FieldLine.Field] { planField + latestChange + stateField }

  private var stateField: [FieldLine.Field] {
    let (words, style): ([String], Style) =
      switch state {
      case .waiting: (["waiting"], Style(.muted))
      case .live: (["● live", "●"], Style(.good))
      case .stalled(let age): (["stalled \(AgeText.of(age))", "stalled"], Style(.warning, .bold))
      case .quiet(let age): (["last row \(AgeText.of(age)) ago", "quiet"], Style(.muted))
      case .finished: (["■ finished", "■"], Style(.good))
      case .failed: (["failed"], Style(.bad, .bold))
      case .diverged(let x): (["diverged @\(CountText.of(x))", "diverged"], Style(.bad, .bold))
      case .vanished: (["file is gone", "gone"], Style(.warning, .bold))
      case .unreadable: (["unreadable"], Style(.bad, .bold))
      case .noLog: (["no log"], Style(.bad, .bold))
      }
    var field = FieldLine.Field(9)
    field.forms = words.map { StyledText($0, style) }
    return [field]
  }

  private var planField: [FieldLine.Field] {
    guard let title = plan?.title else { return [] }
    let style = Style(title.isGood ? .good : .bad, .bold)
    return [.init(7, StyledText(title.text, style), StyledText(title.short, style))]
  }

  private var latestChange: [FieldLine.Field] {
    guard let event = jumps.all.last else { return [] }
    let text = "\(EventText.mark(.logged(event)))\(CountText.of(event.x))"
    return [.init(4, StyledText(text, Style(.event)))]
  }
}

/// The numbers in force.
extension LogPane {
  /// `step 1200/5000  lr 1.00e-03  train 0.1234  val 0.2345  2.1/s  30 min left`
  var readout: [FieldLine.Field] { place + rateField + losses + accuracy + progress }

  private var place: [FieldLine.Field] {
    guard let lastX else { return [] }
    let x = axis == .time ? AgeText.of(lastX - (firstX ?? 0)) : CountText.of(lastX)
    let name = axis == .time ? "after" : axis.rawValue
    guard let endX else { return [.init(8, shortening: 2, .labelled(name, x), StyledText(x))] }
    let share = endX > 0 ? " \(Int(100 * lastX / endX))%" : ""
    return [
      .init(
        8, shortening: 2, .labelled(name, "\(x)/\(CountText.of(endX))\(share)"),
        .labelled(name, "\(x)/\(CountText.of(endX))"), StyledText(x))
    ]
  }

  private var rateField: [FieldLine.Field] {
    let lrs = rates.compactMap(\.last)
    guard !lrs.isEmpty else { return [] }
    let first = LRText.readout(Array(lrs.prefix(1)))
    return [.init(9, .labelled("lr", LRText.readout(lrs), Style(.lr)), .labelled("lr", first, Style(.lr)))]
  }

  private var losses: [FieldLine.Field] {
    let wanted: [(LogRole, String, Style, Int)] = [
      (.trainLoss, "train", Style(.trainLoss), 4), (.valLoss, "val", Style(.valLoss), 6),
    ]
    return wanted.compactMap { role, name, style, priority in
      track(role)?.last.map { .init(priority, .labelled(name, NumberFormat.readout($0), style)) }
    }
  }

  private var accuracy: [FieldLine.Field] {
    guard let value = track(.valAccuracy)?.last else { return [] }
    let text = 0...1 ~= value ? NumberFormat.accuracy.text(value) : NumberFormat.readout(value)
    return [.init(5, .labelled("acc", text))]
  }

  /// How fast it goes, and how long it will.
  private var progress: [FieldLine.Field] {
    guard state == .live, let perSecond = perSecond else { return [] }
    let rate =
      perSecond >= 0.1
      ? "\(NumberFormat.fixed(decimals: perSecond < 10 ? 1 : 0).text(perSecond))/s"
      : "\(NumberFormat.fixed(decimals: 1).text(perSecond * 3_600))/h"
    let left = endX.flatMap { end in lastX.map { (end - $0) / perSecond } }
    return [.init(2, StyledText(rate, Style(.muted)))]
      + (left.map { [.init(3, StyledText("\(AgeText.of($0)) left"))] } ?? [])
  }

  /// Units of x in a second: as rows came, or as the log's own times say.
  private var perSecond: Double? {
    if let seen = pace.perSecond { return seen }
    guard let times = track(.time), times.count >= 3, axis != .time else { return nil }
    let first = max(0, times.count - 100)
    let (seconds, counts) = (
      times[times.count - 1] - times[first], times.x(at: times.count - 1) - times.x(at: first)
    )
    return seconds > 0 && counts > 0 ? counts / seconds : nil
  }
}
