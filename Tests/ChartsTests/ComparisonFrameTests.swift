import Canvas
import TestSupport
import Testing
import Tracks

@testable import Charts

/// What charts of several lines look like, and several charts on top of each other.
@Suite struct ComparisonFrameTests {
  @Test func comparedLinesHaveLegendAndTags() {
    let chart = ChartSamples.comparison(.braille)
    expectFrame(
      ChartSamples.grid(chart, 44, 12),
      """
      all         ⠤⠤⠤ 1 Scheduler  ⠤⠤  2 Scheduler
                  ⠄⠠  3 Scheduler  ⠤⠄⠠ 4 Scheduler
                                   ⠤⠤⠄ 5 Scheduler
      6┤
       │⠒⠒⠂ ⠒⠒⠂ ⠒⠒⠂ ⠒⠒⠂ ⠒⠒⠂ ⠒5
      4┤⠒⠂⠐ ⠒⠂⠐ ⠒⠂⠐ ⠒⠂⠐ ⠒⠂⠐ ⠒4
       │⠄⠠ ⠄⠠ ⠄⠠ ⠄⠠ ⠄⠠ ⠄⠠ ⠄⠠ 3
      2┤⠤⠤ ⠤⠤ ⠤⠤ ⠤⠤ ⠤⠤ ⠤⠤ ⠤⠤ 2
       │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀1
      0┤
       └┬────────────────────┬───────────────────┬
        1                    2                   3
      """)
  }

  @Test func comparedLinesDifferInASCIIToo() {
    let chart = ChartSamples.comparison(.ascii)
    expectFrame(
      ChartSamples.grid(chart, 44, 12),
      """
      all         --- 1 Scheduler  ooo 2 Scheduler
                  ::: 3 Scheduler  +++ 4 Scheduler
                                   === 5 Scheduler
      6+
       |=====   =====   =====5
      4++++  +  +++  +  +++  4
       |:  :  :  :  :  :  :  3
      2+oooo  oooo  oooo  ooo2
       |_____________________1
      0+
       ++--------------------+-------------------+
        1                    2                   3
      """)
  }

  @Test func tagsOfLinesThatMeetStandApart() {
    var chart = ChartSamples.comparison(.braille)
    chart.lines = (0..<3).map { .compared(Track([Double($0), 1, 1]), index: $0, label: "") }
    chart.showsLegend = false
    expectFrame(
      ChartSamples.grid(chart, 30, 8),
      """
      all
      2┤⠁⠐ ⠄⢀
       │      ⠁⠐ ⠄
      1┤⠤⠤ ⠤⠤ ⠤⠤ ⠤⠬ ⣦⡤⠤⠤⠤⠤⠤⠤⠤⠤⠤1⠤2⠤3
       │     ⢀⣀⠤⠤⠒⠊⠉
      0┤⣀⠤⠔⠒⠉⠁
       └┬─────────────┬────────────┬
        1             2            3
      """)
  }

  @Test func chartsInAStackAlign() {
    let chart = ChartStack([ChartSamples.steps(.braille), ChartSamples.losses(.braille)])
    expectFrame(
      chart.grid(Size(width: 38, height: 16)),
      """
      lr
      0.10┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⡇▼
          │                 ⡇
          │                 ⡇
      0.05┤                 ⡇
          │                 ⡇
      0.00┤                 ⠓⠒⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂
      loss                ⠤⠤⠤ train  ⠤⠤  val
         2┤⠹⡉ ⠒⠒ ⠤⠤ ⣀⣀       × diverged @6
          │ ⠑⡄         ⠉⠉ ⠒⠢ ⠤⠤ ⣀
          │  ⠘⡄
         1┤   ⠈⠒⢄
          │      ⠉⠒⠤⣀⡀
         0┤          ⠈⠉⠒⠒⠤   ×┄┄┄
          └┬──┬───────┬──────┬──────┬──────┬
           1  2       4      6      8     10
      """)
  }
}
