import Canvas
import TestSupport
import Testing
import Tracks

@testable import Charts

/// What charts look like, at the sizes they have in panes.
@Suite struct ChartFrameTests {
  @Test func brailleDrawsAStepAndItsPlan() {
    let chart = ChartSamples.steps(.braille)
    expectFrame(
      ChartSamples.grid(chart, 30, 9),
      """
      lr
      0.10┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⡇▼
          │             ⡇
          │             ⡇
      0.05┤             ⡇
          │             ⡇
      0.00┤             ⠓⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂
          └┬────┬─────┬─┴────┬─────┬
           1    5     10     15   20
      """)
  }

  @Test func blockDrawsTheSame() {
    let chart = ChartSamples.steps(.block)
    expectFrame(
      ChartSamples.grid(chart, 30, 9),
      """
      lr
      0.10┤▀▀▀▀▀▀▀▀▀▀▀▀▀▌▼
          │             ▌
          │             ▌
      0.05┤             ▌
          │             ▌
      0.00┤             ▀▘▘▘▘▘▘▘▘▘▘▘
          └┬────┬─────┬─┴────┬─────┬
           1    5     10     15   20
      """)
  }

  @Test func asciiDrawsTheSame() {
    let chart = ChartSamples.steps(.ascii)
    expectFrame(
      ChartSamples.grid(chart, 30, 9),
      """
      lr
      0.10+'''''''''''''|v
          |             |
          |             |
      0.05+             |
          |             |
      0.00+             '' . . . . .
          ++----+-----+-^----+-----+
           1    5     10     15   20
      """)
  }

  @Test func gapsAreMarkedWhereTheyBegin() {
    let chart = ChartSamples.losses(.braille)
    expectFrame(
      ChartSamples.grid(chart, 34, 9),
      """
      loss            ⠤⠤⠤ train  ⠤⠤  val
      2┤⠹⡉ ⠒⠒ ⠤⠤ ⣀⣀      × diverged @6
       │ ⠑⡄         ⠉⠑ ⠒⠤ ⠤⢄ ⡀
       │  ⠘⡄
      1┤   ⠈⠒⢄
       │      ⠉⠒⠤⣀
      0┤          ⠉⠑⠒⠢⠄  ×┄┄┄┄
       └┬──┬──────┬──────┬──────┬──────┬
        1  2      4      6      8     10
      """)
  }

  @Test func gapsAreMarkedInASCII() {
    let chart = ChartSamples.losses(.ascii)
    expectFrame(
      ChartSamples.grid(chart, 34, 9),
      """
      loss            --- train  ooo val
      2+oooo  ooo        ! diverged @6
       | |_      o  oooo  oooo
       |  |_
      1+   '-_
       |      '-__
      0+          ''---  !....
       ++--+------+------+------+------+
        1  2      4      6      8     10
      """)
  }

  @Test func logarithmicAxesLabelDecades() {
    var chart = ChartSamples.steps(.braille)
    chart.y.scale = .log
    chart.hasMarkerRow = true
    expectFrame(
      ChartSamples.grid(chart, 30, 9),
      """
      lr
          │             ▼
       0.1┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⡇
          ┤             ⡇
      0.03┤             ⡇
          ┤             ⡇
      0.01┤             ⣇⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀
          └┬────┬─────┬─┴────┬─────┬
           1    5     10     15   20
      """)
  }

  @Test func zeroIsAGapOnALogarithmicAxis() {
    var chart = ChartSamples.losses(.braille)
    chart.lines = [PlotLine(Track([0, 1, 10, 0, 100]))]
    chart.y.scale = .log
    expectFrame(
      ChartSamples.grid(chart, 30, 9),
      """
      loss
      100┤           ⠈
         ┤
         ┤
       10┤     ⡜
         ┤    ⡜
        1┤   ⡜
         └┬──┬────┬─────┬─────┬────┬
          1  2    4     6     8   10
      """)
  }

  @Test func theCursorMeetsEveryLine() {
    var chart = ChartSamples.losses(.braille)
    chart.cursor = 4
    expectFrame(
      ChartSamples.grid(chart, 34, 9),
      """
      loss            ⠤⠤⠤ train  ⠤⠤  val
      2┤⠹⡉ ⠒⠒ ⠤⠤ ⣀●      × diverged @6
       │ ⠑⡄       │ ⠉⠑ ⠒⠤ ⠤⢄ ⡀
       │  ⠘⡄      │
      1┤   ⠈⠒⢄    │
       │      ⠉⠒⠤⣀│
      0┤          ●⠑⠒⠢⠄  ×┄┄┄┄
       └┬──┬──────▲──────┬──────┬──────┬
        1  2      4      6      8     10
      """)
  }

  @Test func phasesAreRulesWithALabel() {
    var chart = ChartSamples.losses(.braille)
    chart.markers = [PlotMarker(x: 5, kind: .phase, label: "decay")]
    expectFrame(
      ChartSamples.grid(chart, 34, 9),
      """
      loss            ⠤⠤⠤ train  ⠤⠤  val
      2┤⠹⡉ ⠒⠒ ⠤⠤ ⣀⣀   ┊decay
       │ ⠑⡄         ⠉⠑┊⠒⠤ ⠤⢄ ⡀
       │  ⠘⡄          ┊  × diverged @6
      1┤   ⠈⠒⢄        ┊
       │      ⠉⠒⠤⣀    ┊
      0┤          ⠉⠑⠒⠢⠄  ×┄┄┄┄
       └┬──┬──────┬───┊──┬──────┬──────┬
        1  2      4      6      8     10
      """)
  }

  @Test func theSecondRulerCountsInItsUnit() {
    var chart = ChartSamples.losses(.braille)
    chart.secondX = SecondRuler(name: "steps", factor: 45)
    expectFrame(
      ChartSamples.grid(chart, 40, 11),
      """
      loss                  ⠤⠤⠤ train  ⠤⠤  val
          2┤⠹⡉ ⠒⠢ ⢄⣀ ⡀        × diverged @6
           │ ⠱⡀      ⠈⠉ ⠉⠒ ⠒⠤ ⣀⣀
           │  ⠱⡀                 ⠉⠉
          1┤   ⠱⡀
           │    ⠈⠑⢄⡀
           │       ⠈⠒⠤⣀
          0┤           ⠉⠉⠒⠒⠂  ×┄┄┄┄
           └┬──┬───────┬──────┬───────┬──────┬
      epoch 1  2       4      6       8     10
      steps 45 100      200     300        450
      """)
  }

  /// A rate at every step and a loss at the end of every epoch of 45, under one pair of rulers.
  @Test func stepsAndEpochsShareAnAxis() {
    var chart = LineChart(title: "both")
    chart.lines = [
      PlotLine(Track((0..<450).map { 1 - Double($0) / 450 }), style: Style(.lr), shape: .stepped),
      PlotLine(Track((1...10).map { 1 / Double($0) })).placed(scale: 45),
    ]
    chart.x = Axis(bounds: .fixed(1, 450), labels: .count, name: "step")
    chart.secondX = SecondRuler(name: "epoch", factor: 1.0 / 45)
    chart.cursor = 225
    expectFrame(
      ChartSamples.grid(chart, 50, 11),
      """
      both
        1.0┤⠉⠓⠲⠤⣌⣆               │
           │     ⠈⢏⠙⠒⠦⢤⣀⡀        │
           │       ⢣    ⠉⠉⠒⠲⠤⣄⣀  │
        0.5┤        ⠣⢄⡀       ⠈⠉⠓●⠤⢤⣀⡀
           │          ⠈⠑⠢⠤⢄⣀⡀    │   ⠉⠙⠒⠢⠤⣄⣀
           │                ⠈⠉⠑⠒⠢●⠤⠤⣀⣀⣀⣀⣀⣀⣀⣈⣉⠓⠒⠤⢄⣀⡀
        0.0┤                     │           ⠉⠉⠉⠉⠉⠉⠙⠛⠯⠭⣉
           └┬────────┬─────────┬─▲───────┬────────┬────┬
       step 1       100       200       300      400 450
      epoch         2        4        6        8      10
      """)
    #expect(chart.lines[1].value(at: 90) == 0.5)
    #expect(chart.lines[1].value(at: 44) == nil)
    #expect(chart.lines[1].value(at: 451) == nil)
  }

  /// Where rows are scarce the labels of the first ruler stand on the axis, and changes leave them alone.
  @Test func twoRulersTakeTwoRowsAtLeast() {
    var chart = ChartSamples.steps(.braille)
    chart.secondX = SecondRuler(name: "step", factor: 45)
    expectFrame(
      ChartSamples.grid(chart, 40, 7),
      """
      lr
        0.1┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⢹▼
           │                 ⢸
           │                 ⢸
        0.0┤                 ⠸⠤⠤⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄
      epoch└1──────5────────10──────15──────20
       step 45   200     400    600        900
      """)
    expectFrame(
      ChartSamples.grid(chart, 40, 6),
      """
      lr
        0.1┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⢹▼
           │                 ⢸
           │                 ⢸
        0.0┤                 ⠸⠤⠤⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄⠄
           └1──────5────────10──────15──────20
      """)
  }

  @Test func emptyChartsSaySoAndMakeUpNoValues() {
    var chart = LineChart(title: "loss")
    chart.placeholder = "waiting for the first epoch"
    chart.x.bounds = .fixed(1, 100)
    expectFrame(
      ChartSamples.grid(chart, 40, 8),
      """
      loss
      │
      │
      │      waiting for the first epoch
      │
      │
      └┬──────┬───────┬───────┬──────┬───────┬
       1      20      40      60     80    100
      """)
  }

  @Test func aConstantLiesInTheMiddle() {
    var chart = LineChart(title: "constant")
    chart.lines = [PlotLine(Track([5, 5, 5]))]
    chart.x.bounds = .fixed(1, 3)
    expectFrame(
      ChartSamples.grid(chart, 24, 8),
      """
      constant
      10┤
        │
       5┤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤
        │
       0┤
        └┬─────────┬─────────┬
         1         2         3
      """)
  }

  @Test func narrowChartsDropTheGutter() {
    let chart = ChartSamples.steps(.braille)
    expectFrame(
      ChartSamples.grid(chart, 9, 5),
      """
      lr
      ⠉⠉⠉⠉⢱▼
          ⢸
          ⠸⠄⠄⠄⠄
      1───10─20
      """)
  }

  @Test func lowChartsDropTheRulers() {
    let chart = ChartSamples.steps(.braille)
    expectFrame(
      ChartSamples.grid(chart, 24, 3),
      """
      lr
      0.1┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⢹▼
      0.0┤          ⠸⠤⠄⠄⠄⠄⠄⠄⠄⠄
      """)
  }

  @Test func narrowLegendsAreShortened() {
    let chart = ChartSamples.losses(.braille)
    expectFrame(
      ChartSamples.grid(chart, 22, 6),
      """
      loss  ⠤⠤⠤ tra  ⠤⠤  val
      2┤⠹⡒ ⠒⠒ ⠤⢄ ⣀ × @6
       │ ⠱⡀       ⠉ ⠒⠂
       │  ⠑⠢⢄
      0┤     ⠉⠒⠢⠤  ×┄┄
       └1───────5─────────10
      """)
  }

  @Test func whatIsCutOfALegendIsSaid() {
    for (glyphs, legend) in [(GlyphSet.braille, " trai… "), (.ascii, " tra.. ")] {
      var chart = ChartSamples.losses(glyphs)
      chart.lines[0].label = "training"
      #expect(ChartSamples.grid(chart, 24, 6).text.contains(legend))
    }
  }

  @Test func oneCellShowsWhatMattersMost() {
    let chart = ChartSamples.steps(.braille)
    expectFrame(
      ChartSamples.grid(chart, 1, 1),
      """
      ⢱
      """)
  }

  @Test func everythingAtOnce() {
    let chart = ChartSamples.busy(.braille)
    expectFrame(
      ChartSamples.grid(chart, 40, 12),
      """
      loss                  ⠤⠤⠤ train  ⠤⠤  val
           │           │   ┊phase
          3┤           │   ┊  × 1 @6      ⡂
           │       ▼   │   ┊              ⡂
          2┤⠲⡒ ⠤⠤ ⣀⣀ ⡀ │   ┊          ⠄⠂⠂⠂⠂
           │ ⠑⢄      ⠈⠉●⠉⠒ ⠒⠒ ⠤⠤ ⠤⠤   ⠅
          1┤  ⠈⠢⣀      │   ┊       ⠄⠄⠄⠅
           │     ⠑⠢⢄⡀  │   ┊
          0┤        ⠈⠉⠑●⠒⠤⠤⠄  ×┄┄┄┄
           └┬──┬───┴───▲───┊──┬───────┬──────┬
      epoch 1  2       4      6       8     10
      steps 45 100      200     300        450
      """)
  }
}
