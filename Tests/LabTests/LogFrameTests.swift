import TestSupport
import Testing

@testable import Lab

/// What watching looks like.
@Suite struct LogFrameTests {
  @Test func aRunAt80x20() {
    expectFrame(
      LogSamples.lab([LogSamples.csv()], 80, 20).frame,
      """
       lrviz · run0.log · csv                                                  1 live
      ┏ ▶ 1 run0.log ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ ▼21  ● live ━┓
      ┃LR                                      loss                ⠤⠤⠤ train  ⠤⠤  val┃
      ┃     │           ▼                      1.0┤⡇  ·   ·   ·   ·   ·   ·   ·   ·  ┃
      ┃  0.1┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⡇   ·   ·   ·   ·   ·     │⢱                                 ┃
      ┃     ┤           ⡇                         │⢸                                 ┃
      ┃     ┤           ⡇                         │⠘⡄                                ┃
      ┃     │           ⡇         ▼            0.5┤ ⢇ ·   ·   ·   ·   ·   ·   ·   ·  ┃
      ┃ 0.01┤   ·   ·   ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⢹ ·   ·   ·     │ ⠈⢆                               ┃
      ┃     ┤                     ⢸               │   ⠣⣀                             ┃
      ┃     ┤                     ⢸               │    ⠈⠑⠫⢖⣀⣤⣀ ⣀⡀                    ┃
      ┃0.001┤   ·   ·   ·   ·   · ⢸⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀  0.0┤   ·   ·  ⠉⠉⠉⠉⠑⠛⠛⠒⠛⠒⠒⠒⠒⠒⠒⠒⠤⠶⠶⠤⠦⠤⠤⠤┃
      ┃     └┬───┬─────┬┴───┬────┬┴────┬────┬     └┬───┬─────┬─────┬─────┬────┬─────┬┃
      ┃epoch 1   5     10   15   20    25  30      1   5     10    15    20   25   30┃
      ┃epoch 30  lr 1.00e-03  train 0.0333  val 0.0400                               ┃
      ┃runs/run0.log (csv)                                                           ┃
      ┃▼ epoch 21  1.00e-02 → 1.00e-03                                               ┃
      ┃▼ epoch 11  1.00e-01 → 1.00e-02                                               ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       / series  S smooth  Tab pane  e plan  X x  O outliers  z zoom   ? help  q quit
      """)
  }

  @Test func twoRunsInASCII() {
    let other = LogSamples.csv(1...20, factor: 0.5)
    expectFrame(
      LogSamples.lab([LogSamples.csv(), other], 80, 18, glyphs: .ascii).frame,
      """
       lrviz | run0.log | csv                                                  2 live
      # > 1 run0.log ========== v21  * live =#+ 2 run1.log ------------ v11  * live -+
      #LR                                    #|LR                                    |
      #  0.1+'''''''''''|v                   #|0.10+'''''''''''|v                    |
      #     |           |         v          #|    |           |                     |
      #     +           ''''''''''|          #|    |           |                     |
      #0.001+                     |__________#|0.05+           |__________           |
      #loss                --- train  ooo val#|loss                --- train  ooo val|
      #    1+|                               #|   1+|                                |
      #     | |                              #|    | |                               |
      #     | '-_                            #|    | '-_                             |
      #    0+    ''oooo--oooo--oooo__oooo__oo#|   0+    ''oooo--oooo--oooo           |
      #     +1---5-----10---15---20----25--30#|    +1---5-----10---15----20---25---30|
      #epoch 30  lr 1.00e-03  val 0.0400     #|epoch 20  lr 5.00e-02  val 0.0600     |
      #runs/run0.log (csv)                   #|runs/run1.log (csv)                   |
      #v epoch 21  1.00e-02 -> 1.00e-03      #|v epoch 11  1.00e-01 -> 5.00e-02      |
      #======================================#+--------------------------------------+
       / series  S smooth  Tab pane  e plan  X x  O outliers  z zoom   ? help  q quit
      """)
  }

  @Test func aPlanThatIsNotKept() throws {
    let plan = try LogPlan(parsing: "StepLR(15)", lr: nil)
    expectFrame(
      LogSamples.lab([LogSamples.csv()], 64, 16, plans: [plan]).frame,
      """
       lrviz · run0.log · csv                                  1 live
      ┏ ▶ 1 run0.log ━━━━━━━━━━━━ ! note  90% off plan  ▼21  ● live ━┓
      ┃LR                              loss        ⠤⠤⠤ train  ⠤⠤  val┃
      ┃     │        ▼░░░    ░░░░░░░░  1.0┤⢇                         ┃
      ┃  0.1┤⠉⠉⠉⠉⠉⠉⠉⠉⡇⠁⠁⠁⠅   ░░░░░░░░     │⢸                         ┃
      ┃     ┤        ⡇░░░⠅   ▼░░░░░░░     │⠈⡆                        ┃
      ┃ 0.01┤        ⠧⠤⠤⠤⠥⠤⠤⠤⡄⠄⠄⠄⠄⠄⠄⠄  0.5┤ ⠱⡀                       ┃
      ┃     ┤        ░░░░    ⡇░░░░░░░     │  ⠘⠴⣢ ⣀⡀                  ┃
      ┃0.001┤        ░░░░    ⣇⣀⣀⣀⣀⣀⣀⣀  0.0┤     ⠉⠉⠙⠒⠛⠓⠒⠒⠶⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤┃
      ┃     └┬──────┬┴──────┬┴──────┬     └┬───────┬───────┬────────┬┃
      ┃epoch 1      10      20     30      1       10      20      30┃
      ┃epoch 30  lr 1.00e-03  train 0.0333  val 0.0400               ┃
      ┃runs/run0.log (csv)                                           ┃
      ┃plan StepLR  worst at epoch 11: 1.00e-02, planned 1.00e-01    ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       / series  S smooth  Tab pane  e plan  X x       ? help  q quit
      """)
  }

  @Test func theMicroscope() {
    var lab = LogSamples.lab([LogSamples.csv()], 64, 16)
    lab.press("V")
    expectFrame(
      lab.frame,
      """
       lrviz · run0.log · csv                                  1 live
      ┏ ▶ 1 run0.log ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ ▼21  ● live ━┓
      ┃plateau                        ⠄⠄⠄ to beat  ⠄⠠  best  ⠤⠤⠤ loss┃
      ┃0.25┤⠒⠶⣂⠂⠒⠂⠂⠒⠂⠂⠒⠢                                             ┃
      ┃    │   ⠉⠒⠤⣀    ⠸                                             ┃
      ┃    │       ⠉⠒⠤⣀⢨                                             ┃
      ┃    │           ⠉⠉⠛⠓⠓⠭⠥⢅⣉⣁⡁⢙                                  ┃
      ┃    │                     ⠈⠉⠉⠉⠉⠉⠉⠙⠓⠓⠛⠓⠓⠓⠒⠒⠶⠦⠦⠶⠦⢆⣒⣂⣂⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀┃
      ┃0.00┤                                                         ┃
      ┃    └┬──────────┬──────────┬───────────┬──────────┬──────────┬┃
      ┃     5          10         15          20         25        30┃
      ┃epoch 30  lr 1.00e-03  train 0.0333  val 0.0400               ┃
      ┃runs/run0.log (csv)                                           ┃
      ┃cuts in 11 epochs unless below 0.0400  best 0.0400  bad 0/10  ┃
       • plateau microscope: when the rate would be
         cut   / series  S smooth  Tab pane  e plan    ? help  q quit
      """)
  }

  @Test func nothingYet() {
    expectFrame(
      LogSamples.lab([], 60, 12).frame,
      """
       lrviz · runs
      ┏ ▶ 1 runs ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ waiting ━┓
      ┃LR                                                        ┃
      ┃│                                                         ┃
      ┃│                                                         ┃
      ┃│             no log so far: watching for one             ┃
      ┃│                                                         ┃
      ┃└0───────────────────────────────────────────────────────1┃
      ┃                                                          ┃
      ┃runs                                                      ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       / series  S smooth  Tab pane  e plan  X x   ? help  q quit
      """)
  }
}
