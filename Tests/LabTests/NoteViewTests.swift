import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// What is odd about a schedule, said where it is looked at.
@Suite struct NoteViewTests {
  @Test func aLineUnderTheParameters() throws {
    expectFrame(
      try LabSamples.lab(["CosineAnnealingLR(20)", "OneCycleLR(0.1, 40)"], 100, 16, epochs: 12, of: 40).frame,
      """
       lrviz · mock · SGD()                     ─ lr  ─ train  ╌ val  ▶ running  10 epochs/s  tweaks live
      ┏ ▶ 1 CosineAnnealingLR ━━━━━━━━━━━━━━━━━━━━━━━━━┓╭ 2 OneCycleLR ──────────────────────────────────╮
      ┃    │                    0.6┤⠸↑1.0              ┃│    │                    0.6┤⠸↑1.0              │
      ┃0.10┤⠉⠒⡄             ⠄⠂     │⢱                  ┃│0.10┤    ⡜⠁⠁⠄⡀              │⢱                  │
      ┃    │  ⠘⢄           ⠌    0.4┤⢸                  ┃│    │   ⡜     ⢂          0.4┤⢸                  │
      ┃    │   ⠈⢆         ⠔        │⢸⠆                 ┃│    │  ⢰⠁      ⠁⠄           │⢸⠆                 │
      ┃0.05┤     ⢃       ⠂      0.2┤⢸⠐                 ┃│0.05┤  ⡎        ⠐⠄       0.2┤⢸⠐                 │
      ┃    │      ⢁    ⢀⠊          │⠈⢪ ⠒          0.125┃│    │ ⢠⠃          ⠡⡀        │⠈⢪ ⠒          0.125│
      ┃0.00┤       ⠂⠄⡀⠄⠁        0.0┤  ⠉⠉          0.062┃│0.00┤⠤⠃             ⠡⠄⡀  0.0┤  ⠉⠉          0.062│
      ┃    └┬───┬───┬────┬───┬     └┬─────┬─────┬      ┃│    └┬───┬───┬────┬───┬     └┬─────┬─────┬      │
      ┃     1   10  20   30 40      1     20   40      ┃│     1   10  20   30 40      1     20   40      │
      ┃epoch 12/40  lr 4.22e-02  val 0.1250  acc 93.8% ┃│epoch 12/40  lr 1.00e-01  val 0.1250  acc 93.8% │
      ┃base lr=0.1  ▸T_max=20  eta_min=0.0             ┃│base lr=0.1  max_lr=0.1  total_steps=40 …  2/13 │
      ┃! rises again from epoch 22 on, after T_max=20  ┃│! turns momentum on (up to 0.95); cycle_momentu…│
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛╰────────────────────────────────────────────────╯
       space pause  ←→ change  ↑↓ parameter  Tab pane  t live/restart  n p scheduler       ? help  q quit
      """)
  }

  @Test func theFullScreenHasThemWhole() throws {
    var lab = try LabSamples.lab(
      ["SequentialLR([ExponentialLR(0.5), OneCycleLR(0.1, 20)], [10])"], 64, 20, epochs: 12, of: 40)
    lab.press("z")
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()       ▶ running  10 epochs/s  tweaks live
      ┏ ▶ 1 SequentialLR ━━━━━━━━━━━━━━━━ phase 2/2 OneCycleLR  ▲11 ━┓
      ┃LR                              loss        ⠤⠤⠤ train  ⠤⠤  val┃
      ┃1e-1┤⣀     ⢀⡔⠂⠁⠁⠁⠁⠁⠂⠢⠄⠄         0.5┤⡿↑1.0                     ┃
      ┃    ┤⠈⠙⢦⣀⡀ ⢸          ⠈⡂⡂          │⢸⠆                        ┃
      ┃    ┤    ⠙⠦⠼           ⡂⡂          │⠈⢆ ⣀⣀                0.125┃
      ┃1e-7┤      ┊           ⠂⠂       0.0┤  ⠑⠒⠒⠒               0.062┃
      ┃    └1────10─────20────30───40     └1───10───20───30──40      ┃
      ┃epoch 12/40  lr 1.32e-02  train 0.0625  val 0.1250  acc 93.8% ┃
      ┃base lr=0.1  ▸milestones=[10] …  2/15                         ┃
      ┃! OneCycleLR, a later stage, makes the first begin at max_lr /┃
      ┃  div_factor = 0.004                                          ┃
      ┃! OneCycleLR begins in epoch 11 from the base LR, not where   ┃
      ┃  ExponentialLR ended                                         ┃
      ┃! OneCycleLR fails in epoch 32: it makes 20 steps             ┃
      ┃  (total_steps=20); total_steps=30 ends with the run          ┃
      ┃! OneCycleLR turns momentum on (up to 0.95);                  ┃
      ┃  cycle_momentum=False leaves it off                          ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       space pause  ←→ change  ↑↓ parameter  Tab pane  ? help  q quit
      """)
    _ = lab.update(.resize(.init(width: 120, height: 50)))
    #expect(lab.frame.text.contains("! OneCycleLR fails in epoch 32"))
    #expect(lab.frame.text.contains("cycle_momentum=False"))
  }

  @Test func thePageOfEventsHasAllOfThem() throws {
    var lab = try LabSamples.lab(["CosineAnnealingLR(20)", "StepLR(10)"], 60, 14, epochs: 25, of: 40)
    lab.press("E")
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()                ▶ running  10 epochs/s
      ┏━ events ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃ 1 CosineAnnealingLR(T_max=20)                            ┃
      ┃   ! rises again from epoch 22 on, after T_max=20         ┃
      ┃   no changes so far                                      ┃
      ┃                                                          ┃
      ┃ 2 StepLR(step_size=10)                                   ┃
      ┃   ▼ epoch 11  1.00e-01 → 1.00e-02  decay                 ┃
      ┃   ▼ epoch 21  1.00e-02 → 1.00e-03  decay                 ┃
      ┃                                                          ┃
      ┃                                                          ┃
      ┃                                                          ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       ↑↓ move                          ? help  q quit  Esc close
      """)
  }

  /// Where a pane has no row for it, its title has a mark, and a change says its news on the bottom line.
  @Test func aPaneWithoutRoomHasAMark() throws {
    var lab = try LabSamples.lab()
    #expect(lab.frame.text.contains("5 CosineAnnealingLR ──────── ! note ─"))
    lab.press("5=⌫⌫25⏎")
    #expect(
      lab.notice?.text.hasSuffix(
        "; CosineAnnealingLR was past T_max=25 when that was assigned: the LR may climb far above its start")
        == true)
  }

  @Test func theyComeAndGoWithTheParameters() throws {
    var lab = try LabSamples.lab(["CosineAnnealingLR(99)"], 100, 20, epochs: 30, of: 100)
    #expect(lab.panes[0].notes.isEmpty)
    lab.press("←")
    #expect(
      lab.panes[0].notes.map(\.text) == ["CosineAnnealingLR rises again from epoch 100 on, after T_max=98"])
    lab.press("→")
    #expect(lab.panes[0].notes.isEmpty)
    lab.press("=⌫⌫20⏎")
    #expect(lab.panes[0].notes.count == 2)
    lab.press("r")
    #expect(lab.panes[0].notes.count == 1)
    lab.press("n")
    #expect(!lab.frame.text.contains("rises again"))
  }

  @Test func aNegativeMetricBringsTheNote() throws {
    var lab = try LabSamples.lab(["ReduceLROnPlateau()", "StepLR(30)"], 100, 20, epochs: 3, of: 100)
    #expect(lab.panes[0].notes.isEmpty)
    let record = EpochRecord(epoch: 4, lrs: [0.1], trainLoss: 1, valLoss: -0.5)
    for pane in lab.panes { _ = lab.update(.run(pane.id, RunReport(records: [record], state: .running))) }
    #expect(lab.panes.map(\.notes.count) == [1, 0])
    lab.press("r")
    #expect(lab.panes[0].notes.isEmpty)
  }

  @Test func aRateSetByHandIsPlannedAndNoted() throws {
    var lab = try LabSamples.lab(
      ["LambdaLR(lambda e: 0.9 ** e)", "ExponentialLR(0.5)"], 100, 20, epochs: 10, of: 100)
    lab.press("↑↑=0.07⏎2↑↑=0.07⏎")
    let plans = lab.runs.map { pane in (11...12).compactMap { pane.forecast.rate(group: 0, at: $0) } }
    #expect(plans[0][0] == 0.07 && abs(plans[0][1] - 0.1 * 0.31381059609) < 1e-9)
    #expect(plans[1] == [0.07, 0.035])
    #expect(
      lab.panes.map { $0.notes.map(\.text) } == [
        ["LambdaLR assigns the LR in every step: one set by hand does not last"],
        ["ExponentialLR shrinks the LR below 1e-29 of its start: gamma=0.5 in a run of 100 epochs"],
      ])
  }

  @Test func stepsAreCountedWhereTheSchedulerStepsWithEveryBatch() {
    let pane = TrainingPane(
      RunConfiguration(
        schedule: Schedule(CosineAnnealingLR(tMax: 50)), workload: "digits", epochs: 2, interval: .step))
    #expect(pane.notes.map(\.text) == ["CosineAnnealingLR rises again from step 52 on, after T_max=50"])
  }
}
