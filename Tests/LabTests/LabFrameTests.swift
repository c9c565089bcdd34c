import TestSupport
import Testing

@testable import Lab

/// What the lab looks like.
@Suite struct LabFrameTests {
  @Test func theTutorialAt80x24() throws {
    expectFrame(
      try LabSamples.lab().frame,
      """
       lrviz · mock · SGD()               ─ lr  ─ train  ╌ val  ▶ running  10/s  live
      ━ ▶ 1 StepLR ━━━━━━━━━━━━━━━━━━━━ ▼31 ━ ─ 2 MultiStepLR ───────────────── ▼26 ─
       1e-1┤⠉⠑⠲⠤⡀▼        0.25┤⢹↑1.0           1e-1┤⠉⠉⠓⠦⠄⠄⠄⠄⠄⠄⠄⠄⠄ 0.25┤⢹↑1.0
           ┤     ⠁⠂⢄⡀         │⢸⠦ ⠤⠄               ┤                  │⢸⠦ ⠤⠄
      1e-10┤         ⠁⠂⠄⡀ 0.00┤ ⠉⠉⠉⠁          1e-10┤              0.00┤ ⠉⠉⠉⠁
           └1─────50──100     └1─────50───100      └1─────50──100     └1─────50───100
      epoch 30/100  lr 1.00e-03  val 0.1250   epoch 30/100  lr 1.00e-03  val 0.1250
      base lr=0.1  ▸step_size=10  gamma=0.1   base lr=0.1  milestones=[15, 25] …  2/3
      ─ 3 ExponentialLR ───────────────────── ─ 4 ReduceLROnPlateau ────── bad 0/10 ─
       1e-1┤⠉⠉⠙⠒⠂⠂⠂⠂⠄⠄⠄⢄⡀ 0.25┤⢹↑1.0           1e-1┤⠉⠉⠙⠒⠄⠄⠄⠄⠄⠄⠄⠄⠄ 0.25┤⢹↑1.0
           ┤                  │⢸⠦ ⠤⠄               ┤                  │⢸⠦ ⠤⠄
      1e-10┤              0.00┤ ⠉⠉⠉⠁          1e-10┤              0.00┤ ⠉⠉⠉⠁
           └1─────50──100     └1─────50───100      └1─────50──100     └1─────50───100
      epoch 30/100  lr 2.26e-02  val 0.1250   epoch 30/100  lr 1.00e-02  val 0.1250
      base lr=0.1  gamma=0.95                 best 0.1250 @8  bad 0/10  cooldown 0
      ─ 5 CosineAnnealingLR ──────── ! note ─ ─ comparison ───────── 1 StepLR leads ─
       1e-1┤⠉⠉⠉⠓⠂⢂⡀⠄⠂⠒⠁⠁⠁ 0.25┤⢹↑1.0               #  scheduler          best loss
           ┤      ⠊           │⢸⡄              1  ▸1  StepLR                0.1250
           ┤                  │⠸⣈⣀⣉⡁          ≈1   2  MultiStepLR           0.1250
      1e-10┤              0.00┤               ≈1   3  ExponentialLR         0.1250
           └1─────50──100     └1─────50───100 ≈1   4  ReduceLROnPlateau     0.1250
      epoch 30/100  lr 3.76e-02  val 0.1250   ≈1   5  CosineAnnealingLR     0.1250
      base lr=0.1  T_max=50  eta_min=0.0      ≈ the same result
       space pause  ←→ change  ↑↓ parameter  Tab pane  t live/restart  ? help  q quit
      """)
  }

  @Test func twoPanesInASCII() throws {
    let specs = ["ReduceLROnPlateau(patience=5)", "CosineAnnealingLR(T_max=20)"]
    expectFrame(
      try LabSamples.lab(specs, 80, 16, epochs: 12, of: 40, glyphs: .ascii).frame,
      """
       lrviz | mock | SGD()               - lr  - train  o val  > running  10/s  live
      # > 1 ReduceLROnPlateau ===== bad 4/5 =#+ 2 CosineAnnealingLR -----------------+
      #    |               0.6+o^1.0         #|    |               0.6+o^1.0         |
      #0.10+''''. . . . .     ||o            #|0.10+'|_        ..     ||o            |
      #    |               0.4+|o            #|    |  |       .    0.4+|o            |
      #    |                  ||o            #|    |  '|      .       ||o            |
      #0.05+               0.2+'oo           #|0.05+   |.    .     0.2+'oo           |
      #    |                  | |oo          #|    |    .   .         | |oo          |
      #0.00+               0.0+  '''         #|0.00+     ...       0.0+  '''         |
      #    ++-----+-----+     ++-----+------+#|    ++-----+-----+     ++-----+------+|
      #     1     20   40      1     20    40#|     1     20   40      1     20    40|
      #epoch 12/40  lr 1.00e-01  val 0.1250  #|epoch 12/40  lr 4.22e-02  val 0.1250  |
      #base lr=0.1  >patience=5 ~  2/9       #|base lr=0.1  T_max=20  eta_min=0.0    |
      #best 0.1250 @8  bad 4/5  cooldown 0   #|! rises again from epoch 22 on, after~|
      #======================================#+--------------------------------------+
       space pause  left/right change  up/down parameter  Tab pane     ? help  q quit
      """)
  }

  @Test func theCursorShowsEveryDigit() throws {
    var lab = try LabSamples.lab(["ExponentialLR(0.95)"], 60, 14, epochs: 10, of: 20)
    lab.press("c←")
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()                ▶ running  10 epochs/s
      ┏ ▶ 1 ExponentialLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃    │         │               0.5┤⢏↑1.0  │                ┃
      ┃0.10┤⠉⠓⠒⠲⢤⣀⣀⡀ │                  │⢸⠈⠆    │                ┃
      ┃    │       ⠉⠙●⠲⠄⠄⠄⠄⡀⡀           │ ⢇⠈⢆   │                ┃
      ┃0.05┤         │      ⠈⠁⠁⠁⠁⠂⠂     │ ⠈⠢⢄⠑ ⠤●           0.125┃
      ┃0.00┤         │               0.0┤    ⠉⠉⠒●⠒          0.062┃
      ┃    └┬───┬────▲┬─────┬─────┬     └┬──┬───▲┬────┬───┬      ┃
      ┃     1   5     10    15   20      1  5    10   15 20      ┃
      ┃at 9  lr 0.0663420431289  train 0.0625  val 0.125         ┃
      ┃acc 0.9375                                                ┃
      ┃                                                          ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       space pause  ←→ move  ↑↓ parameter          ? help  q quit
      """)
  }

  @Test func aRefusedSpecIsPointedAt() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], 60, 18, epochs: 10, of: 20)
    lab.press("i⌫, gama=1)⏎")
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()                ▶ running  10 epochs/s
      ┏ ▶ 1 StepLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ ▼11 ━┓
      ┃    │            ▼            0.6┤⠱↑1.0                   ┃
      ┃0.10┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠁⠅               │⡄⡆                      ┃
      ┃    │            ⠅               │⢣⢠                      ┃
      ┃    │            ⠅            0.4┤⢸⠘                      ┃
      ┃    │            ⠅               │⠈⡆⠡⡀                    ┃
      ┃0.05┤            ⠅            0.2┤ ⢣ ⢣                    ┃
      ┃    │            ⠅               │  ⢣ ⠑                   ┃
      ┃    │            ⠅               │   ⠑⠤⣀⣉⣉⣀          0.125┃
      ┏━ spec of pane 1 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃ StepLR(step_size=10, gama=1)                             ┃
      ┃                      ▲                                   ┃
      ┃ unknown parameter 'gama' of StepLR; did you mean         ┃
      ┃ 'gamma'? (PyTorch: StepLR.__init__() got an unexpected   ┃
      ┃ keyword argument 'gama')                                 ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       ! not valid: fix it, or Esc keeps the old spec  Esc cancel
      """)
  }

  @Test func theEventList() throws {
    var lab = try LabSamples.lab(["StepLR(10)", "ExponentialLR(0.9)"], 60, 14, epochs: 25, of: 40)
    lab.press("→E")
    expectFrame(
      lab.frame,
      """
       lrviz · mock · SGD()                ▶ running  10 epochs/s
      ┏━ events ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃ 1 StepLR(step_size=11)                                   ┃
      ┃   ! counts step_size=11 from the start, not from the     ┃
      ┃     change                                               ┃
      ┃   ▼ epoch 11  1.00e-01 → 1.00e-02  decay                 ┃
      ┃   ▼ epoch 21  1.00e-02 → 1.00e-03  decay                 ┃
      ┃   • epoch 26  step_size 10 → 11  live                    ┃
      ┃                                                          ┃
      ┃ 2 ExponentialLR(gamma=0.9)                               ┃
      ┃   no changes so far                                      ┃
      ┃                                                          ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       ↑↓ move                          ? help  q quit  Esc close
      """)
  }
}
