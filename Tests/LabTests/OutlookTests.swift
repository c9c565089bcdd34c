import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// Forecasts as the lab asks for them and shows them; the laws are somebody else's.
@Suite struct OutlookTests {
  /// A forecast that falls in a line from the last epoch to 0.1 at the end.
  private static func found(
    from epoch: Int, to end: Int, caveats: [Outlook.Caveat] = [], others: [Outlook.Curve] = []
  ) -> OutlookState {
    let points = (epoch...end).map { x -> Outlook.Point in
      let loss = 0.125 - 0.025 * Double(x - epoch) / Double(max(1, end - epoch))
      return Outlook.Point(x: Double(x), loss: loss, low: 0.4 * loss, high: 2 * loss)
    }
    return .found(Outlook(rest: points, band: 0.8, others: others, caveats: caveats))
  }

  private static func subject(_ lab: Lab, _ index: Int = 0) throws -> OutlookSubject {
    guard case .subject(let subject) = lab.outlookRequest(of: lab.panes[index].id) else {
      throw OutlookRefused("\(lab.outlookRequest(of: lab.panes[index].id))")
    }
    return subject
  }

  private struct OutlookRefused: Error {
    let text: String
    init(_ text: String) { self.text = text }
  }

  // MARK: What is asked

  /// The rates of every step, trained and planned, and losses at the last step of their epochs.
  @Test(arguments: [Interval.epoch, .step]) func theSubjectHasTheRunStepByStep(interval: Interval) throws {
    let lab = try LabSamples.lab(["StepLR(10, 0.1)", "ConstantLR(0.5, 20)"], epochs: 30, interval: interval)
    let pane = try #require(lab.panes[0].training)
    let perEpoch = pane.configuration.stepsPerEpoch
    let subject = try Self.subject(lab)
    #expect(subject.steps == 100 * perEpoch && subject.losses.count == 30 && !subject.isTrainingLoss)
    #expect(subject.step(at: 30) == 30 * perEpoch - 1 && subject.x(ofStep: 30 * perEpoch - 1) == 30)
    let plan = try Plan(pane.schedule, lr: 0.1, length: interval == .step ? 100 * perEpoch : 100).rates()
    let wanted = (0..<100 * perEpoch).map { plan[interval == .step ? $0 : $0 / perEpoch] }
    #expect(subject.plan.rates(0..<100 * perEpoch) == wanted)
    guard case .exactly(let rates) = subject.ran else {
      Issue.record("the rates of a run are known")
      return
    }
    #expect(rates.rates(0..<30 * perEpoch) == Array(wanted.prefix(30 * perEpoch)))
    #expect(subject.others.map(\.number) == [2] && subject.others[0].name == "ConstantLR")
    #expect(subject.others[0].rates.rates(0..<1) == [0.05])
  }

  @Test func whatFollowsAMetricIsNoAlternativeAndSaysSo() throws {
    let lab = try LabSamples.lab(["ReduceLROnPlateau(patience=3)", "StepLR(10)"], epochs: 30)
    #expect(try Self.subject(lab, 1).others.isEmpty)
    #expect(try Self.subject(lab, 0).remark.contains("ReduceLROnPlateau follows the loss"))
    let over = try LabSamples.lab(["ReduceLROnPlateau(patience=3)", "StepLR(10)"], epochs: 100)
    #expect(try Self.subject(over, 1).others.map(\.number) == [1])
  }

  /// Another key whenever another forecast would come of it, and only then.
  @Test func theKeyIsAnotherOneForOtherData() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "ExponentialLR(0.95)"], epochs: 30)
    let id = lab.panes[0].id
    var key = lab.outlookKey(of: id)
    func changes(_ what: (inout Lab) throws -> Void) rethrows -> Bool {
      try what(&lab)
      defer { key = lab.outlookKey(of: id) }
      return lab.outlookKey(of: id) != key
    }
    #expect(!changes { $0.press("vTgc⎋") })
    #expect(changes { $0.press("→") })
    #expect(changes { $0.press("⇥→") })
    let pane = try #require(lab.panes[0].training)
    let next = try LabSamples.records(pane.configuration, epochs: 31).suffix(1)
    #expect(changes { _ = $0.update(.run(id, RunReport(records: Array(next), state: .running))) })
    #expect(lab.outlookKey(of: lab.panes[1].id) != key)
  }

  @Test func aPlanHasNoLossToForetell() throws {
    var lab = Lab([RunConfiguration(schedule: Schedule(StepLR(stepSize: 10)), workload: "none")])
    lab.press("P")
    #expect(lab.notice?.isRefusal == true && lab.outlooks.isEmpty)
  }

  // MARK: What is shown

  @Test func itContinuesTheLossWithinItsBand() throws {
    var lab = try LabSamples.lab(["StepLR(10, 0.1)"], 80, 24, epochs: 30)
    lab.press("P")
    #expect(lab.outlooks == [lab.panes[0].id])
    #expect(lab.frame.text.contains("forecast: being made"))
    let caveat = Outlook.Caveat(code: "drop_not_seen", text: "these runs hardly show what a fall gives")
    let other = Outlook.Curve(
      number: 2, name: "CosineAnnealingLR",
      points: [.init(x: 5, loss: 0.3, low: 0.2, high: 0.4), .init(x: 100, loss: 0.09, low: 0.08, high: 0.1)])
    let before = lab.frame.text
    _ = lab.update(
      .outlook(lab.panes[0].id, Self.found(from: 30, to: 100, caveats: [caveat], others: [other])))
    lab.notice = nil
    let text = lab.frame.text
    #expect(text.contains("forecast 0.1000  80 % band 0.0400 to 0.2000  2 CosineAnnealingLR 0.0900"))
    #expect(text.contains("! drop_not_seen: these runs hardly show what a fall gives"))
    #expect(text.contains("░") && !before.contains("░"))
    // The whole sentence is on the page of notes.
    lab.press("E")
    #expect(lab.frame.text.contains("forecast, drop_not_seen: these runs hardly show"))
    lab.press("⎋P")
    #expect(!lab.frame.text.contains("░") && lab.outlooks.isEmpty)
    // What comes late is for nobody.
    _ = lab.update(.outlook(lab.panes[0].id, Self.found(from: 30, to: 100)))
    #expect(lab.panes[0].outlook == nil)
  }

  /// A literal frame: what is dotted and shaded is where the figures say.
  @Test func atTheSizeOfAPane() throws {
    var lab = try LabSamples.lab(["StepLR(10, 0.1)"], 60, 16, epochs: 30, of: 40)
    lab.press("vvP")
    _ = lab.update(.outlook(lab.panes[0].id, Self.found(from: 30, to: 40)))
    lab.notice = nil
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()       ─ train  ╌ val  ▶ running  10/s
      ┏ ▶ 1 StepLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ ▼31 ━┓
      ┃0.25┤⠈⢣ ↑1.0                            ░░░░░░░░░         ┃
      ┃    │  ⢇  ⢂                             ░░░░░░░░░░░░      ┃
      ┃    │  ⠈⢆  ⠑⢄                           ░░░░░░░░░░░░      ┃
      ┃    │   ⠈⠒⢄⡀  ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉⠁⠁⠁⠁⠁⠂⠂⠂⠂⠂⠄⠄ 0.125┃
      ┃    │      ⠈⠉⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒░░░░░░░░░░░░ 0.100┃
      ┃0.00┤                                                0.062┃
      ┃    └┬────┬────┬─────┬─────┬─────┬─────┬─────┬─────┬      ┃
      ┃     1    5    10    15    20    25    30    35   40      ┃
      ┃forecast 0.1000  80 % band 0.0400 to 0.2000               ┃
      ┃epoch 30/40  lr 1.00e-03  train 0.0625  val 0.1250  93.8% ┃
      ┃base lr=0.1  ▸step_size=10  gamma=0.1                     ┃
      ┃▼ epoch 31  1.00e-03 → 1.00e-04  decay                    ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       space pause  ←→ change  ↑↓ parameter        ? help  q quit
      """)
  }

  /// In the comparison the key is of all panes: each run goes on dotted, in its color, to the value at its end.
  @Test func theComparisonHasTheForecastOfEveryPane() throws {
    var lab = try LabSamples.lab(
      ["StepLR(10)", "ExponentialLR(0.95)", "ConstantLR()"], 80, 30, epochs: 30, of: 40)
    lab.press("oP")
    #expect(lab.outlooks == lab.panes.map(\.id))
    #expect(lab.frame.text.contains("! forecasts are being made"))
    let caveat = Outlook.Caveat(code: "law_does_not_fit", text: "it does not")
    _ = lab.update(.outlook(lab.panes[0].id, Self.found(from: 30, to: 40, caveats: [caveat])))
    _ = lab.update(.outlook(lab.panes[1].id, Self.found(from: 30, to: 40, caveats: [caveat])))
    _ = lab.update(.outlook(lab.panes[2].id, .refused("it takes 20 finite losses, and there are 3 so far")))
    lab.notice = nil
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()                       ▶ running  10 epochs/s  tweaks live
      ┏ ▶ comparison ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 1 StepLR leads ━┓
      ┃LR                                                                            ┃
      ┃1e-1┤⠉⠉⠉⠉⠉⠛⠛⠛⢻⠛⠛⠻⠭⠭⠭⠭⢽⠭⣍⣉⣉⣉⣉⣉⣉⣉⣉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁ 3      ┃
      ┃    ┤⠒⠒⠒⠒⠒⠒⠒⠒⠚       ⢸         ⠈⠉⠉⠉⠉⠉⠉⠓⠒⠒⠒⠒⠒⠲⠤⠤⠤⠤⠤⠤⠤⠤⡄⡀⡀⡀⡀⡀⡀                  ┃
      ┃1e-2┤                ⠸⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⡄                    ⠈⠁⠁⠁⠁⠁⠁⠁⠂⠂⠂ 2      ┃
      ┃    ┤                                 ⡇                                       ┃
      ┃    ┤                                 ⡇                                       ┃
      ┃1e-3┤                                 ⠓⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠂⠢                       ┃
      ┃    ┤                                                 ⠨                       ┃
      ┃1e-4┤                                                 ⠨⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀ 1      ┃
      ┃val loss, forecasts dotted                                                    ┃
      ┃0.25┤    ↑1.0                                        ░░░░░░░                  ┃
      ┃    │     ⠈⡆                                         ░░░░░░░░░░░░░░           ┃
      ┃0.20┤      ⠘⡄                                        ░░░░░░░░░░░░░░░░░        ┃
      ┃    │       ⠈⢆                                       ░░░░░░░░░░░░░░░░░        ┃
      ┃0.15┤         ⠱⡀                                     ░░░░░░░░░░░░░░░░░ 3 0.125┃
      ┃    │          ⠈⢆⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⡀⡀⡀⡀⡀░░░░░░░░░░░░ 2 0.100┃
      ┃0.10┤                                                ░░░░░⠁⠁⠁⠂⠂⠂⠄⠄⠄⡀⡀⡀ 1 0.100┃
      ┃    └┬─────┬────────┬───────┬───────┬───────┬────────┬───────┬───────┬        ┃
      ┃     1     5        10      15      20      25       30      35     40        ┃
      ┃     #  scheduler      best loss  @  forecast    acc  LR peak → end  cuts     ┃
      ┃ 1  ▸1  StepLR            0.1250  8    0.1000  93.8%     0.1 → 1e-4     3     ┃
      ┃≈1   2  ExponentialLR     0.1250  8    0.1000  93.8%    0.1 → 0.014     -     ┃
      ┃≈1   3  ConstantLR        0.1250  8            93.8%      0.1 → 0.1     -     ┃
      ┃≈ the same result                                                             ┃
      ┃! no forecast of 3: it takes 20 finite losses, and there are 3 so far         ┃
      ┃! law_does_not_fit (1, 2); E says more of a pane                              ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       space pause  ←→ change  ↑↓ parameter  Tab pane  t live/restart  ? help  q quit
      """)
    lab.press("P")
    #expect(lab.outlooks.isEmpty && !lab.frame.text.contains("dotted"))
    // Those that are missing come first.
    lab.press("oPo")
    #expect(lab.outlooks.count == 1)
    lab.press("P")
    #expect(lab.outlooks.count == 3)
  }

  /// Panes beside one with a forecast keep their charts as high as its own, as they share the axes.
  @Test func neighborsStayAligned() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "ExponentialLR(0.95)"], 120, 30, epochs: 30)
    lab.press("P")
    _ = lab.update(.outlook(lab.panes[0].id, Self.found(from: 30, to: 100)))
    let rows = lab.frame.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      rows.contains { $0.split(separator: "epoch 30/100", omittingEmptySubsequences: false).count == 3 })
    // A click finds the parameters where they are.
    let y = try #require(rows.firstIndex { $0.contains("gamma=0.95") })
    _ = lab.update(.key(.click(Point(x: 60 + 18, y: y))))
    #expect(lab.focus == 1 && lab.focusedTraining?.selectedSlot.name == "gamma")
  }

  @Test func reasonsAreWrappedIntoThePane() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 5)
    lab.press("P")
    _ = lab.update(.outlook(lab.panes[0].id, .refused("it takes 20 finite losses, and there are 5 so far")))
    #expect(lab.frame.text.contains("no forecast: it takes 20 finite losses, and there are 5 so far"))
  }

  /// Charts without a loss would show nothing of it.
  @Test func theLossComesIntoSight() throws {
    var lab = try LabSamples.lab(["StepLR(10)"])
    lab.press("vP")
    #expect(lab.display.charts == .both)
  }

  @Test func aRestartedPaneWaitsForAnotherForecast() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "StepLR(20)"])
    lab.press("P")
    _ = lab.update(.outlook(lab.panes[0].id, Self.found(from: 30, to: 100)))
    lab.press("r")
    #expect(lab.panes[0].outlook == .waiting && lab.panes[1].outlook == nil)
  }

  @Test(arguments: [GlyphSet.braille, .block, .ascii]) func itIsDrawnAtEverySize(glyphs: GlyphSet) throws {
    let other = Outlook.Curve(
      number: 2, name: "x", points: [.init(x: 1, loss: .infinity, low: -1, high: 1e300)])
    let caveats = (0..<9).map { Outlook.Caveat(code: "c\($0)", text: String(repeating: "word ", count: 30)) }
    for layout in ["", "z", "o", "c"] {
      var lab = try LabSamples.lab(glyphs: glyphs)
      lab.press("P" + layout)
      _ = lab.update(
        .outlook(lab.panes[0].id, Self.found(from: 30, to: 100, caveats: caveats, others: [other])))
      for width in [0, 40, 57, 80, 119, 200] {
        for height in [0, 6, 10, 11, 17, 24, 60] {
          _ = lab.update(.resize(Size(width: width, height: height)))
          #expect(glyphs.isUnicode || !lab.frame.cells.contains { !$0.scalar.isASCII })
          _ = lab.picture
        }
      }
    }
  }

  // MARK: Logs

  @Test func aLogIsForetoldUnderItsPlan() throws {
    let plan = LogPlan(
      schedule: try Schedule(parsing: "CosineAnnealingLR(T_max=60)"), text: "CosineAnnealingLR(T_max=60)",
      lrs: [0.1])
    var lab = LogSamples.lab([LogSamples.csv(1...30), LogSamples.csv(1...20)], plans: [plan])
    lab.press("P")
    while lab.isPlanning { _ = lab.update(.plan(steps: .max)) }
    let subject = try Self.subject(lab)
    // 61 rates, from the first epoch on; the log departs from the plan, so its own rates count so far.
    #expect(subject.steps == 61 + 1 || subject.steps == 61)
    #expect(subject.isTrainingLoss && subject.losses.count == 30)
    guard case .logged = subject.ran else {
      Issue.record("a log that departs from its plan has rates of its own")
      return
    }
    #expect(abs((subject.plan.rates(30..<31).first ?? 0) - 0.05) < 0.005)
    #expect(subject.others.map(\.number) == [2])
    // The axis goes on to where the forecast ends.
    let end = lab.scale.end
    _ = lab.update(.outlook(lab.panes[0].id, Self.found(from: 30, to: 60)))
    #expect(end < 60 && lab.scale.end == 60)
    lab.press("P")
    #expect(lab.scale.end == end)
  }

  @Test func aLogWithoutAPlanSaysWhy() throws {
    var lab = LogSamples.lab([LogSamples.csv()])
    lab.press("P")
    guard case .refused(let reason) = lab.outlookRequest(of: lab.panes[0].id) else {
      Issue.record("a log without a plan cannot be foretold")
      return
    }
    #expect(reason.contains("e lays one"))
  }
}
