import Canvas
import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// How phases and momenta are shown.
@Suite struct PhaseFrameTests {
  private static let spec =
    "SequentialLR([LinearLR(0.1), CosineAnnealingLR(60), ConstantLR(0.1, 50)], [10, 70])"

  @Test func phasesAreRulesWithNames() throws {
    expectFrame(
      try LabSamples.lab([Self.spec], 80, 20, epochs: 30).frame,
      """
       lrviz · mock · SGD()               ─ lr  ─ train  ╌ val  ▶ running  10/s  live
      ┏ ▶ 1 SequentialLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ phase 2/3 CosineAnnealingLR ━┓
      ┃    │   ┊2 CosineAnnealingLR┊3          0.3┤⢸↑1.0  ·   ·   ·   ·   ·   ·      ┃
      ┃0.10┤ ⢸⠉⠉⠉⠒⠤⡀   ·   ·   ·   ┊   ·   ·      │⢸⡇                                ┃
      ┃    │ ⢸ ┊   ⠈⠣⡄             ┊              │⢸⡄                                ┃
      ┃    │ ⢸ ┊     ⠈⠂⡀           ┊           0.2┤⢸⠣ ·   ·   ·   ·   ·   ·   ·      ┃
      ┃    │ ⡎ ┊        ⠄          ┊              │⠘⣴                                ┃
      ┃0.05┤⢀⠇ ┊   ·   · ⠂⡀·   ·   ┊   ·   ·      │ ⡏⡀⣀⣀ ⣀⣀                     0.125┃
      ┃    │⢸  ┊           ⠄       ┊           0.1┤ ⢇ ·   ·   ·   ·   ·   ·   ·      ┃
      ┃    │⢸  ┊            ⢂      ┊              │ ⠸⣀⣀⣀⣀⣀⣀⡀                    0.062┃
      ┃    │⢸  ┊             ⠁⠄    ┊              │                                  ┃
      ┃0.00┤⠁  ┊   ·   ·   ·   ⠑⠢⢄⡀⠅⠁⠁⠁⠁⠁⠁⠁⠁⠁  0.0┤   ·   ·   ·   ·   ·   ·   ·      ┃
      ┃    └┬──┊──┬──────┬─────┬───┊──┬─────┬     └┬────┬─────┬────┬─────┬────┬      ┃
      ┃     1     20     40    60     80  100      1    20    40   60    80 100      ┃
      ┃epoch 30/100  lr 7.72e-02  train 0.0625  val 0.1250  acc 93.8%                ┃
      ┃base lr=0.1  ▸milestones=[10, 70]  1 start_factor=0.1  end_factor=1.0         ┃
      ┃1 total_iters=5  2 T_max=60  eta_min=0.0  3 factor=0.1  total_iters=50        ┃
      ┃! ConstantLR begins in epoch 71 from the base LR, not where CosineAnnealingLR…┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       space pause  ←→ change  ↑↓ parameter  Tab pane  t live/restart  ? help  q quit
      """)
  }

  @Test func inASCIIToo() throws {
    expectFrame(
      try LabSamples.lab([Self.spec], 80, 20, epochs: 30, glyphs: .ascii).frame,
      """
       lrviz | mock | SGD()               - lr  - train  o val  > running  10/s  live
      # > 1 SequentialLR ============================== phase 2/3 CosineAnnealingLR =#
      #    |   :2 CosineAnnealingLR:3          0.3+|o^1.0                            #
      #0.10+  |''||_               :              ||o                                #
      #    | _|:   '|_             :              | o                                #
      #    | | :     '.            :           0.2+ o                                #
      #    | | :       ..          :              | oo                               #
      #0.05+ | :        ...        :              | |oo  ooo                    0.125#
      #    | | :          ..       :           0.1+ |                                #
      #    ||' :            .      :              | '|______                    0.062#
      #    ||  :             ..    :. . . . .     |                                  #
      #0.00+   :                ....           0.0+                                  #
      #    ++--:--+------+-----+---:--+-----+     ++----+-----+----+-----+----+      #
      #     1     20     40    60     80  100      1    20    40   60    80 100      #
      #epoch 30/100  lr 7.72e-02  train 0.0625  val 0.1250  acc 93.8%                #
      #base lr=0.1  >milestones=[10, 70]  1 start_factor=0.1  end_factor=1.0         #
      #1 total_iters=5  2 T_max=60  eta_min=0.0  3 factor=0.1  total_iters=50        #
      #! ConstantLR begins in epoch 71 from the base LR, not where CosineAnnealingLR~#
      #==============================================================================#
       space pause  left/right change  up/down parameter  Tab pane     ? help  q quit
      """)
  }

  /// The mark of the first decay stands on the row of the labels.
  @Test func aLabelEndsAtTheNextChange() throws {
    let spec = "SequentialLR([LinearLR(0.1), StepLR(10)], [5])"
    let specs = [spec] + LabSamples.tutorial.dropFirst()
    let narrow = try LabSamples.lab(specs, 120, 40, epochs: 60, of: 60).frame.text
    #expect(narrow.contains("▼2  ▼") && !narrow.contains("▼2 St"), "\(narrow)")
    #expect(try LabSamples.lab([spec], 80, 40, epochs: 60, of: 60).frame.text.contains("▼2 StepLR   ▼"))
  }

  @Test func theCursorTellsThePhase() throws {
    var lab = try LabSamples.lab([Self.spec, "StepLR(10)"], 120, 24, epochs: 30)
    lab.press("c")
    #expect(lab.frame.text.contains("phase 2 CosineAnnealingLR"))
    _ = lab.update(.key(.end))
    #expect(lab.frame.text.contains("phase 3 ConstantLR"))
    lab.press("o")
    for row in ["1  SequentialLR  1.00e-02  3 ConstantLR", "2  StepLR        1.00e-10"] {
      #expect(lab.frame.text.contains(row))
    }
    _ = lab.update(.key(.home))
    for row in [
      "#  scheduler           lr    loss  phase", "1  SequentialLR  1.00e-02  1.0000  1 LinearLR",
      "2  StepLR        1.00e-01  1.0000",
    ] {
      #expect(lab.frame.text.contains(row))
    }
  }

  /// In a small comparison the values stay when the names go, and go before panes do.
  @Test func theComparisonTellsWhatItHasRoomFor() throws {
    var lab = try LabSamples.lab(LabSamples.tutorial, 120, 40, epochs: 30)
    lab.press("c")
    #expect(lab.frame.text.contains("3 ExponentialLR lr 2.26e-02"))
    _ = lab.update(.resize(Size(width: 80, height: 24)))
    #expect(lab.frame.text.contains("3 2.26e-02"))
  }

  @Test func theStatusTellsThePhaseOfTheRateShown() throws {
    let shown = try [0, 9, 10, 11, 70, 71].map { epochs in
      try LabSamples.lab([Self.spec], 80, 20, epochs: epochs).runs[0].phase?.index
    }
    #expect(shown == [0, 0, 0, 1, 1, 2])
    let resumed = try LabSamples.lab(["SequentialLR([LinearLR(), StepLR(3)], [10], last_epoch=-1)"])
    #expect(resumed.runs[0].phaseStarts.map(\.count) == [1, 11])
    #expect(try LabSamples.lab(["StepLR(3)"]).runs[0].phase == nil)
  }

  @Test func momentumIsDrawnWithItsPlan() throws {
    let specs = ["CyclicLR(0.01, 0.1, step_size_up=20)", "OneCycleLR(0.1, total_steps=100)", "StepLR(10)"]
    var lab = try LabSamples.lab(specs, 120, 14, epochs: 0)
    lab.press("vvv")
    #expect(lab.notice?.text == "panes show momentum")
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()                                                               ▶ running  10 epochs/s  tweaks live
      ┏ ▶ 1 CyclicLR ━━━━━━━━━━━━━━━━━━━━━━━━┓╭ 2 OneCycleLR ────────────────────────╮╭ 3 StepLR ────────────────────────────╮
      ┃momentum                              ┃│momentum                              ││momentum                              │
      ┃0.95┤                                 ┃│0.95┤⠁⠑⠢⠄                    ⡀⠄⠄⠂⠂⠁⠁⠁⠁││0.95┤                                 │
      ┃    │⠢⠄          ⠄⠂⠄          ⡀⠂⠄     ┃│    │    ⠑⠂⡀           ⡀⠄⠄⠂⠁⠁         ││    │                                 │
      ┃    │ ⠈⠁⠄⡀    ⡀⠄⠁   ⠁⠂⡀    ⢀⠤⠁   ⠁⠂⠄  ┃│    │       ⠁⠂⠄⠄⠄⠄⠂⠂⠂⠁⠁               ││    │       no momentum: SGD()        │
      ┃0.80┤    ⠈⠁⠄⠄⠁         ⠁⢄⠤⠂⠁        ⠁⠂┃│0.80┤                                 ││0.80┤                                 │
      ┃    └┬─────┬──────┬─────┬──────┬─────┬┃│    └┬─────┬──────┬─────┬──────┬─────┬││    └┬─────┬──────┬─────┬──────┬─────┬│
      ┃     1     20     40    60     80  100┃│     1     20     40    60     80  100││     1     20     40    60     80  100│
      ┃epoch 0/100  lr 1.00e-02              ┃│epoch 0/100  lr 4.00e-03              ││epoch 0/100  lr 1.00e-01              │
      ┃base lr=0.1  ▸base_lr=0.01 …  2/12    ┃│base lr=0.1  max_lr=0.1 …  2/13       ││base lr=0.1  step_size=10  gamma=0.1  │
      ┃! turns momentum on (up to 0.9);…     ┃│! turns momentum on (up to 0.95);…    ││                                      │
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛╰──────────────────────────────────────╯╰──────────────────────────────────────╯
       • panes show momentum   space pause  ←→ change  ↑↓ parameter  Tab pane  t live/restart  n p scheduler   ? help  q quit
      """)
  }

  @Test func whereThereIsNoneItSaysWhy() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 0)
    lab.press("vvv")
    #expect(lab.notice?.text == "panes show momentum: SGD() has none, no scheduler moves it")
    #expect(lab.frame.text.contains("no momentum: SGD()"))
    lab.edit { $0.configuration.optimizer = OptimizerConfiguration(.adam) }
    lab.press("vvvv")
    #expect(lab.notice?.text == "panes show momentum: no scheduler here moves it")
    #expect(lab.frame.text.contains("beta1"))
    #expect(lab.runs[0].plannedMomenta.first?.extremes.finiteRange == 0.9...0.9)
  }
}
