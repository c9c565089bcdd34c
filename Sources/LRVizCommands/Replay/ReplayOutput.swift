import Canvas
import Charts
import JSON
import Judges
import Pictures
import Tracks

/// `replay --format json`
enum ReplayJSON {
  static func text(_ replay: PlateauReplay, _ log: ReplayedLog) -> String {
    var json = JSON.JSONWriter()
    json.object { json in
      json.name("rows")
      json.array { json in
        for (index, row) in replay.rows.enumerated() { write(row, log.loggedLRs(index), &json) }
      }
      json.name("cuts")
      json.array { json in
        for cut in replay.cuts {
          json.object { json in
            json.member("epoch", cut.epoch)
            if cut.group > 0 { json.member("group", cut.group) }
            json.member("from", cut.from)
            json.member("to", cut.to)
          }
        }
      }
    }
    return json.text + "\n"
  }

  private static func write(_ row: PlateauReplay.Row, _ logged: [Double], _ json: inout JSON.JSONWriter) {
    json.object { json in
      json.member("epoch", row.epoch)
      json.member("metric", row.metric)
      if let status = row.status {
        json.member("best", status.best)
        json.member("threshold", status.nextBest)
        json.member("bad", status.numBadEpochs)
        json.member("cooldown", status.cooldownCounter)
      }
      json.member("lr", row.lrs)
      if !logged.isEmpty { json.member("logged_lr", logged) }
    }
  }
}

/// `replay --format table`
struct ReplayTable {
  private let log: ReplayedLog
  private static let width = 11

  init(_ log: ReplayedLog) { self.log = log }

  func text(_ replay: PlateauReplay) -> String {
    let cuts = Set(replay.cuts.map(\.epoch))
    let hasLogged = !log.rates.isEmpty
    var names = [
      "epoch", log.xName == "epoch" ? "" : log.xName, log.name, "best", "threshold", "bad", "cooldown", "lr",
    ]
    if hasLogged { names.append("logged_lr") }
    var lines = [line(names)]
    for (index, row) in replay.rows.enumerated() {
      var cells = [
        String(row.epoch), log.xName == "epoch" ? "" : NumberText.general(log.xs[index]),
        NumberText.general(row.metric),
      ]
      cells += [
        row.status.map { NumberText.general($0.best) } ?? "",
        row.status.map { NumberText.general($0.nextBest) } ?? "",
        row.status.map { "\($0.numBadEpochs)/\($0.patience)" } ?? "",
        row.status.map { String($0.cooldownCounter) } ?? "",
        row.lrs.map { NumberText.general($0) }.joined(separator: ","),
      ]
      if hasLogged {
        cells.append(log.loggedLRs(index).map { NumberText.general($0) }.joined(separator: ","))
      }
      lines.append(line(cells) + (cuts.contains(row.epoch) ? "  cut" : ""))
    }
    for cut in replay.cuts where cut.epoch > replay.rows.count {
      lines.append("after the last epoch: \(NumberText.general(cut.from)) to \(NumberText.general(cut.to))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ cells: [String]) -> String {
    cells.enumerated().filter { $0.offset != 1 || log.xName != "epoch" }
      .map {
        $0.element.paddedLeft(to: $0.offset == 0 ? 5 : max(Self.width, $0.offset == 2 ? log.name.count : 0))
      }
      .joined(separator: "  ")
  }
}

/// The rates of a replay beside those of the run, over the metric with its best.
struct ReplayChart {
  private let replay: PlateauReplay
  private let log: ReplayedLog

  init(_ replay: PlateauReplay, _ log: ReplayedLog) {
    (self.replay, self.log) = (replay, log)
  }

  func text(_ drawing: DrawingArguments, _ terminal: OutputTerminal) -> String {
    let size = drawing.size ?? Size(width: terminal.size?.width ?? CellCount.standard.width, height: 20)
    let glyphs = drawing.glyphs.glyphSet(isUTF8: terminal.text.isUTF8)
    var rates = chart("lr", glyphs)
    if let logged = log.rates.first {
      var line = PlotLine.alternative(logged, index: 0, label: "logged")
      line.tag = nil
      rates.lines.append(line)
    }
    rates.lines.append(PlotLine(track { $0.lrs[0] }, label: "replayed", style: Style(.lr), shape: .stepped))
    rates.y.scale = drawing.logLR == true ? .log : .linear
    rates.markers = replay.cuts.filter { $0.epoch <= replay.rows.count }.map {
      PlotMarker(x: log.xs[$0.epoch - 1])
    }
    var metrics = chart(log.name, glyphs)
    metrics.lines = [
      PlotLine(
        track { $0.status?.nextBest ?? .nan }, label: "threshold", style: Style(.valLoss), dash: .dashed,
        shape: .stepped),
      PlotLine(track(\.metric), label: log.name, style: Style(.valLoss)),
    ]
    return drawing.text(ChartStack([rates, metrics]), size, on: terminal)
  }

  private func chart(_ name: String, _ glyphs: GlyphSet) -> LineChart {
    var chart = LineChart(glyphs: glyphs)
    chart.x.name = log.xName
    chart.y.name = name
    return chart
  }

  private func track(_ value: (PlateauReplay.Row) -> Double) -> Track {
    var track = Track()
    for (x, row) in zip(log.xs, replay.rows) { track.append(x: x, value(row)) }
    return track
  }
}
