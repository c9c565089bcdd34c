import Charts
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// Panes whose scheduler steps with every batch: rulers, readouts, cursor, and the key that switches.
@Suite struct IntervalTests {
  @Test func whatCountsEpochsCountsStepsHere() throws {
    for (interval, words) in [(Interval.epoch, "decays "), (.step, "decays (here: steps) ")] {
      var lab = try LabSamples.lab(["StepLR(100)"], interval: interval)
      lab.press("=")
      #expect(lab.frame.text.contains("epochs between two " + words))
    }
  }

  @Test func twoRulersAt80x24() throws {
    var lab = try LabSamples.lab(["OneCycleLR(0.1, total_steps=400)"], epochs: 15, of: 40, interval: .step)
    expectFrame(
      lab.frame,
      """
       lrviz · quadratic · SGD()          ─ lr  ─ train  ╌ val  ▶ running  10/s  live
      ┏ ▶ 1 OneCycleLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃     │                                                                        ┃
      ┃ 0.10┤              ⢀⣠⠴⠚⠉⠉⠉⠉⠉⠉⠓⠂⠂⠂⠄⠄⡀⡀                                        ┃
      ┃     │            ⣠⠖⠉                 ⠁⠁⠢⠄⠄⡀                                  ┃
      ┃     │         ⢀⡴⠊                         ⠈⠑⠂⠂⠄⡀                             ┃
      ┃ 0.05┤       ⣀⠔⠋                                ⠈⠁⠂⠂⢄⡀                        ┃
      ┃     │    ⢀⡠⠚⠁                                        ⠁⠁⠢⠄⠄⡀                  ┃
      ┃ 0.00┤⠤⠤⠖⠚⠉                                                 ⠁⠁⠂⠂⠂⠄⠄⠄⡀⡀⡀⡀      ┃
      ┃  0.5┤ ⠘↑1.0                                                                  ┃
      ┃     │  ⢣ ⠠⡀                                                                  ┃
      ┃     │  ⠘⡄ ⠁⡄                                                                 ┃
      ┃     │   ⠑⠤⡀⠈⠒ ⣀⡀                                                             ┃
      ┃     │     ⠈⠑⠢⠤⣀⡈ ⠑⠒ ⠒⠒ ⠒⠒ ⠒⠒ ⠒                                          0.125┃
      ┃  0.0┤          ⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉                                          0.062┃
      ┃     └┬───────┬───────┬───────┬───────┬────────┬───────┬───────┬───────┬      ┃
      ┃ step 1       50     100     150     200      250     300     350    400      ┃
      ┃epoch         5       10      15      20       25      30      35     40      ┃
      ┃epoch 15/40  step 150/400  lr 9.72e-02  train 0.0625  val 0.1250  acc 93.8%   ┃
      ┃base lr=0.1  ▸max_lr=0.1  total_steps=400  epochs=None …  2/13                ┃
      ┃! turns momentum on (up to 0.95); cycle_momentum=False leaves it off          ┃
      ┃                                                                              ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       space pause  ←→ change  ↑↓ parameter  Tab pane  t live/restart  ? help  q quit
      """)
    lab.press("c←")
    expectFrame(
      lab.frame,
      """
       lrviz · quadratic · SGD()          ─ lr  ─ train  ╌ val  ▶ running  10/s  live
      ┏ ▶ 1 OneCycleLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃     │                        │                                               ┃
      ┃ 0.10┤              ⢀⣠⠴⠚⠉⠉⠉⠉⠉⠉●⠂⠂⠂⠄⠄⡀⡀                                        ┃
      ┃     │            ⣠⠖⠉         │       ⠁⠁⠢⠄⠄⡀                                  ┃
      ┃     │         ⢀⡴⠊            │            ⠈⠑⠂⠂⠄⡀                             ┃
      ┃ 0.05┤       ⣀⠔⠋              │                 ⠈⠁⠂⠂⢄⡀                        ┃
      ┃     │    ⢀⡠⠚⠁                │                       ⠁⠁⠢⠄⠄⡀                  ┃
      ┃ 0.00┤⠤⠤⠖⠚⠉                   │                             ⠁⠁⠂⠂⠂⠄⠄⠄⡀⡀⡀⡀      ┃
      ┃  0.5┤ ⠘↑1.0                  │                                               ┃
      ┃     │  ⢣ ⠠⡀                  │                                               ┃
      ┃     │  ⠘⡄ ⠁⡄                 │                                               ┃
      ┃     │   ⠑⠤⡀⠈⠒ ⣀⡀             │                                               ┃
      ┃     │     ⠈⠑⠢⠤⣀⡈ ⠑⠒ ⠒⠒ ⠒⠒ ⠒⠒ ●                                          0.125┃
      ┃  0.0┤          ⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉●                                          0.062┃
      ┃     └┬───────┬───────┬───────▲───────┬────────┬───────┬───────┬───────┬      ┃
      ┃ step 1       50     100     150     200      250     300     350    400      ┃
      ┃epoch         5       10      15      20       25      30      35     40      ┃
      ┃at 149 epoch 15  lr 0.0973764886885  batch 0.0625  train 0.0625  val 0.125    ┃
      ┃acc 0.9375                                                                    ┃
      ┃! turns momentum on (up to 0.95); cycle_momentum=False leaves it off          ┃
      ┃                                                                              ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       space pause  ←→ move  ↑↓ parameter  Tab pane  c cursor  B back  ? help  q quit
      """)
  }

  @Test func twoPanesAt120x40() throws {
    let specs = ["StepLR(100, 0.5)", "CosineAnnealingLR(T_max=400)"]
    expectFrame(
      try LabSamples.lab(specs, 120, 40, epochs: 15, of: 40, interval: .step).frame,
      """
       lrviz · quadratic · 10 coordinates · SGD()                   ─ lr  ─ train  ╌ val  ▶ running  10 epochs/s  tweaks live
      ┏ ▶ 1 StepLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ ▼101 ━┓╭ 2 CosineAnnealingLR ─────────────────────────────────────╮
      ┃     │           ▼                                        ┃│     │                                                    │
      ┃ 0.10┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⢹   ·   ·   ·   ·   ·   ·   ·   ·        ┃│ 0.10┤⠉⠉⠉⠓⠒⠦⢤⣀   ·   ·   ·   ·   ·   ·   ·   ·   ·        │
      ┃     │           ⢸                                        ┃│     │        ⠉⠒⢤⣀                                        │
      ┃     │           ⢸                                        ┃│     │           ⠈⠑⢦⣀                                     │
      ┃     │           ⢸                                        ┃│     │              ⠈⠳⢤⡀                                  │
      ┃     │           ⢸                                        ┃│     │                 ⠑⠂⡀                                │
      ┃     │           ⢸                                        ┃│     │                   ⠈⠡⠄                              │
      ┃ 0.05┤   ·   ·   ⠸⠤⠤⠤⠤⠤⠄⠄⠄⠄⠄⠄⡀   ·   ·   ·   ·   ·        ┃│ 0.05┤   ·   ·   ·   ·   ·  ⠁⢂⡀  ·   ·   ·   ·   ·        │
      ┃     │                       ⡂                            ┃│     │                        ⠐⠂⡀                         │
      ┃     │                       ⡂                            ┃│     │                           ⠡⠄                       │
      ┃     │                       ⠂⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄                 ┃│     │                            ⠈⠁⢂⡀                    │
      ┃     │                                  ⠅                 ┃│     │                                ⠡⢄⡀                 │
      ┃     │                                  ⠁⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂      ┃│     │                                   ⠁⠂⠄⡀             │
      ┃ 0.00┤   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·        ┃│ 0.00┤   ·   ·   ·   ·   ·   ·   ·   ·   ·   ⠁⠢⠄⠄⡀⡀⡀      │
      ┃  0.6┤ ⢁↑1.0 ·   ·   ·   ·   ·   ·   ·   ·   ·   ·        ┃│  0.6┤ ⢁↑1.0 ·   ·   ·   ·   ·   ·   ·   ·   ·   ·        │
      ┃     │ ⠘⠄                                                 ┃│     │ ⠘⠄                                                 │
      ┃     │ ⡇⢄                                                 ┃│     │ ⡇⢄                                                 │
      ┃     │ ⢣⠘                                                 ┃│     │ ⢣⠘                                                 │
      ┃  0.4┤ ⢸ ⡇   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·        ┃│  0.4┤ ⢸ ⡇   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·        │
      ┃     │ ⢸ ⢠                                                ┃│     │ ⢸ ⢠                                                │
      ┃     │ ⠈⡆⠈⠂                                               ┃│     │ ⠈⡆⠈⠂                                               │
      ┃     │  ⡇ ⠱                                               ┃│     │  ⡇ ⠱                                               │
      ┃  0.2┤  ⠘⡄ ⠰⡀·   ·   ·   ·   ·   ·   ·   ·   ·   ·        ┃│  0.2┤  ⠘⡄ ⠰⡀·   ·   ·   ·   ·   ·   ·   ·   ·   ·        │
      ┃     │   ⠘⡄ ⠑⠤                                            ┃│     │   ⠘⡄ ⠑⠤                                            │
      ┃     │    ⠈⠢⡀  ⠉⠉ ⠉⠉ ⠉⠉                              0.125┃│     │    ⠈⠢⡀  ⠉⠉ ⠉⠉ ⠉⠉                              0.125│
      ┃     │      ⠈⠑⠢⠤⠤⠤⠤⠤⠤⠤⠤⠄                             0.062┃│     │      ⠈⠑⠢⠤⠤⠤⠤⠤⠤⠤⠤⠄                             0.062│
      ┃  0.0┤   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·        ┃│  0.0┤   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·        │
      ┃     └┬────┬─────┬─────┬────┬─────┬─────┬─────┬────┬      ┃│     └┬────┬─────┬─────┬────┬─────┬─────┬─────┬────┬      │
      ┃ step 1    50   100   150  200   250   300   350 400      ┃│ step 1    50   100   150  200   250   300   350 400      │
      ┃epoch      5     10    15   20    25    30    35  40      ┃│epoch      5     10    15   20    25    30    35  40      │
      ┃epoch 15/40  step 150/400  lr 5.00e-02  val 0.1250  93.8% ┃│epoch 15/40  step 150/400  lr 6.95e-02  val 0.1250  93.8% │
      ┃base lr=0.1  ▸step_size=100  gamma=0.5                    ┃│base lr=0.1  T_max=400  eta_min=0.0                       │
      ┃▼ step 101  epoch 11  1.00e-01 → 5.00e-02  decay          ┃│                                                          │
      ┃                                                          ┃│                                                          │
      ┃                                                          ┃│                                                          │
      ┃                                                          ┃│                                                          │
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛╰──────────────────────────────────────────────────────────╯
       space pause  ←→ change  ↑↓ parameter  Tab pane  t live/restart  n p scheduler  s list  i edit  z zoom   ? help  q quit
      """)
  }

  @Test func theKeySwitchesThePaneAndUndoTakesItBack() throws {
    var lab = try LabSamples.lab(["StepLR(35)", "ExponentialLR(0.9)"], epochs: 12, of: 40)
    lab = lab.on(workload: "quadratic")
    let effects = lab.press("I")
    guard case .run(_, .start(let configuration, _))? = effects.last else {
      Issue.record("expected a start, got \(effects)")
      return
    }
    #expect(configuration.interval == .step && lab.runs[1].configuration.interval == .epoch)
    #expect(lab.notice?.text == "now stepping per batch (10 per epoch); restarted")
    #expect(lab.scale == TimeScale(.step, 1...400, ruler: SecondRuler(name: "epoch", factor: 0.1)))
    #expect(lab.runs[0].forecast.plan.rates[0].count == 400)
    lab.press("u")
    #expect(lab.runs[0].configuration.interval == .epoch)
    #expect(lab.notice?.text.hasPrefix("undone: ") == true && lab.runs[0].epoch == 12)
    #expect(lab.scale == TimeScale(.epoch, 1...40))
    lab.press("␒")
    #expect(lab.runs[0].configuration.interval == .step)
  }

  @Test func theCursorKeepsItsTime() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 12, of: 40).on(workload: "quadratic")
    lab.press("c")
    #expect(lab.cursor == 12)
    lab.press("I")
    #expect(lab.cursor == 111)
    lab.press("L→")
    #expect(lab.cursor == 122)
    lab.press("I")
    #expect(lab.cursor == 13)
  }

  @Test func theCursorMovesByStepsAndEpochsToTheEnds() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 3, of: 4, interval: .step)
    lab.press("c")
    #expect(lab.cursor == 30 && lab.notice?.text == "cursor at step 30; arrows move it, Esc ends it")
    lab.press("LL")
    #expect(lab.cursor == 40 && lab.notice?.text == "step 40 is the last")
    lab.press("HHHH")
    #expect(lab.cursor == 1)
  }

  /// The cursor's numbers are the run's, step by step, and beyond its end those planned.
  @Test func theCursorReadsEveryStep() throws {
    let lab = try LabSamples.lab(["ExponentialLR(0.99)"], epochs: 2, of: 3, interval: .step)
    var run = try ScheduleRun(lab.runs[0].schedule, groups: lab.runs[0].configuration.parameterGroups)
    for step in 1...30 {
      let values = CursorReadout(pane: lab.runs[0], x: Double(step), scale: lab.scale).values
      let text = Wrapping.flowed(values, width: 200)[0].text
      let epoch = (step - 1) / 10 + 1
      let kind = step <= 20 ? "lr" : "planned lr"
      let start = "at \(step) epoch \(epoch)  \(kind) \(LRText.exact(run.groups[0].lr))"
      #expect(text.hasPrefix(start + (step <= 20 ? "  batch" : "")), "\(text)")
      try run.step()
    }
  }

  /// In one chart the rates of a pane that steps once an epoch hold from the epoch's first step on, and what is measured
  /// stands at its last.
  @Test func panesOfBothKindsShareTheAxis() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "StepLR(2)"], epochs: 4, of: 8, interval: .step)
    lab.focus = 1
    lab.press("I")
    let records = try LabSamples.records(lab.runs[1].configuration, epochs: 4)
    _ = lab.update(.run(lab.panes[1].id, RunReport(records: records, state: .running)))
    let context = lab.frameContext
    let entries = lab.panes.enumerated().map { $1.comparison($0, in: context) }
    let (fine, coarse) = (try #require(entries[0].rate), try #require(entries[1].rate))
    #expect((1...40).allSatisfy { fine.value(at: Double($0)) == lab.runs[0].rates[0][$0 - 1] })
    #expect((1...31).allSatisfy { coarse.value(at: Double($0)) == records[($0 - 1) / 10].lrs[0] })
    let losses = entries.compactMap(\.validationLoss)
    #expect(
      losses.allSatisfy { line in
        (1...4).allSatisfy { line.value(at: Double(10 * $0)) == records[$0 - 1].valLoss }
      })
    #expect(lab.runs[1].chart(.rate, in: context).markers.map(\.x) == [21, 41])
  }

  @Test func eventsTellStepAndEpoch() throws {
    let lab = try LabSamples.lab(["StepLR(25)"], epochs: 6, of: 8, interval: .step)
    #expect(lab.panes[0].events.map(\.step) == [26, 51])
    #expect(
      lab.panes[0].events.map { EventText.line($0, .braille).fitted(80).text } == [
        "▼ step 26  epoch 3  1.00e-01 → 1.00e-02  decay", "▼ step 51  epoch 6  1.00e-02 → 1.00e-03  decay",
      ])
    #expect(lab.runs[0].chart(.rate, in: lab.frameContext).markers.map(\.x) == [26, 51])
  }
}

extension Lab {
  /// The same panes on another workload, as if it had been asked for from the start.
  fileprivate func on(workload: String) -> Lab {
    var lab = self
    for index in lab.panes.indices { lab.edit(index) { $0.configuration.workload = workload } }
    return lab
  }
}
